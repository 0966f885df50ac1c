/// Models by name, immutable version and alias.
///
/// Read [ModelRegistry] first: it publishes a version with its artifacts in one
/// transaction and resolves numbers and aliases; then [ModelAliases], which changes what
/// an alias names and announces it as [ModelVersionActivated] without knowing who listens.
/// Changes that another process made are announced too. A version leaves as a
/// [VersionArchive] and comes in by [VersionImport]. Knows nothing of what an artifact
/// means: it asks a [VersionInspection].
@ApplicationModule(allowedDependencies = { "database", "problem" })
@NullMarked
package io.isonet.registry;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
