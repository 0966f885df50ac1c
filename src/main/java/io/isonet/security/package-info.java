/// Who may call: the checks that every request passes before a controller sees it.
///
/// Read [RequestGuard] first: it refuses foreign hosts and pages, and bodies above the
/// limit.
@ApplicationModule(allowedDependencies = { "problem" })
@NullMarked
package io.isonet.security;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
