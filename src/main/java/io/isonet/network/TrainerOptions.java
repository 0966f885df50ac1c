package io.isonet.network;

import java.util.Set;

import org.jspecify.annotations.Nullable;

/// How a network is trained, apart from its data.
///
/// @param loss how much each track weighs in what is made small
/// @param error what one feature of it counts
/// @param optimizer how a gradient becomes a step
/// @param weightDecay `d` in `g += d w`, before the optimizer, from 0
/// @param gradientClip largest norm of all gradients together, longer ones are shortened
/// to it; 0 leaves them
/// @param dropout share of hidden units that the head does not see in a training step, 0
/// to below 1
/// @param frozen names of weights that stay as they are
/// @param seed seed of the dropout masks
/// @param anchors where weights are held; null where they go as they like
public record TrainerOptions(IsoNetLoss loss, FeatureError error, Optimizer optimizer, double weightDecay,
		double gradientClip, double dropout, Set<String> frozen, long seed, @Nullable Anchors anchors) {

	public TrainerOptions {
		frozen = Set.copyOf(frozen);
	}

	/// Squared errors, without anchors.
	public TrainerOptions(IsoNetLoss loss, Optimizer optimizer, double weightDecay, double gradientClip, double dropout,
			Set<String> frozen, long seed) {
		this(loss, FeatureError.SQUARED, optimizer, weightDecay, gradientClip, dropout, frozen, seed, null);
	}

}
