/// ISONet: moods in, the sound of a playlist out.
///
/// Two ways lead through the house, each one-way:
///
/// - **Serving**: HTTP -> `MoodSequence` -> tokens -> `TrajectoryPredictor` ->
///   `Trajectory`
/// - **Training**: CSV -> `PlaylistDataset` -> `TrainingRun` -> registry ->
///   `ModelVersionActivated` -> the served models swap
///
/// Every package below is a room: it owns one thing, lets others in through few public
/// types, and looks only into the rooms that its `package-info` names. `ModularityTests`
/// holds that plan against the code.
@NullMarked
package io.isonet;

import org.jspecify.annotations.NullMarked;
