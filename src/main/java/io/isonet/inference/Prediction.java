package io.isonet.inference;

import java.util.List;

import io.isonet.audio.Trajectory;
import io.isonet.registry.ModelVersion;

/// What a model says of a journey.
///
/// @param version the version that answered
/// @param trajectory one row of features a track, in natural units and within range
/// @param attention weight of each token slot at each track, `(length, slots)`, rows sum
/// to 1; not copied
/// @param warnings what to know before it is used
public record Prediction(ModelVersion version, Trajectory trajectory, float[][] attention, List<String> warnings) {
}
