/// Failures that a caller can act on, answered as RFC 9457 problems.
///
/// Read [ProblemException] first: a room that can fail extends it, with a [ProblemType]
/// of its own, and never touches the web code. [ProblemError] says where in the input
/// each single fault is. One advice turns all of it into `application/problem+json`;
/// whatever was not foreseen becomes a 500 that tells nothing but a reference to the log.
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.isonet.problem;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
