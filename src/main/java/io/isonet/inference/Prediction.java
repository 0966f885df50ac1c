package io.isonet.inference;

import java.util.List;

import io.isonet.audio.Trajectory;
import io.isonet.network.TrackSpread;
import io.isonet.registry.ModelVersion;
import org.jspecify.annotations.Nullable;

/// What a model says of a journey.
///
/// @param version the version that answered
/// @param trajectory one row of features a track, in natural units and within range
/// @param attention weight of each token slot at each track, `(length, slots)`, rows sum
/// to 1; not copied
/// @param spread bounds of each feature of each track; null where they were not asked for,
/// or the version has none
/// @param warnings what to know before it is used
public record Prediction(ModelVersion version, Trajectory trajectory, float[][] attention,
		TrackSpread.@Nullable Bounds spread, List<String> warnings) {
}
