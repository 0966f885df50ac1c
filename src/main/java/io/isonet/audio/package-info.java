/// Sound as numbers with units.
///
/// Read [FeatureSchema] first: the names, order, units and ranges of the features that a
/// model speaks. A [FeatureScaler] maps natural units to standard units and back, a
/// [Trajectory] is one row of features for each position of a playlist. Knows nothing of
/// moods, files or models.
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.isonet.audio;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
