package io.isonet.training;

import org.jspecify.annotations.Nullable;

/// What one epoch came to.
///
/// @param epoch number, from 1
/// @param trainLoss mean over the playlists of the loss of their step, before it was
/// taken
/// @param validationLoss loss on the playlists kept for validation, after the epoch; null
/// where there are none
/// @param epochsPerSecond mean over the training so far, since it was last resumed
record EpochFigures(int epoch, double trainLoss, @Nullable Double validationLoss, double epochsPerSecond) {
}
