/// The product: which track stands at which position.
///
/// Read [Assembler] first: it finds the order of candidates that fits best as a whole under the listener's rules, and proves how far from
/// the best it can be at most. Knows nothing of files or databases.
@ApplicationModule(allowedDependencies = "problem")
@NullMarked
package io.isonet.playlist;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
