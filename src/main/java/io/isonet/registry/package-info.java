/// Models by name, immutable version and alias.
///
/// Read [ModelRegistry] first: it publishes a version with its artifacts in one
/// transaction, resolves numbers and aliases, and announces an activated version as
/// [ModelVersionActivated] without knowing who listens. Knows nothing of what an artifact
/// means.
@ApplicationModule(allowedDependencies = { "problem" })
@NullMarked
package io.isonet.registry;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
