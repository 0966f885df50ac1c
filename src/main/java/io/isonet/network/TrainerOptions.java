package io.isonet.network;

import java.util.Set;

import org.jspecify.annotations.Nullable;

/// How a network is trained, apart from its data.
///
/// @param loss what is made small
/// @param optimizer how a gradient becomes a step
/// @param weightDecay `d` in `g += d w`, before the optimizer, from 0
/// @param gradientClip largest norm of all gradients together, longer ones are shortened
/// to it; 0 leaves them
/// @param dropout share of hidden units that the head does not see in a training step, 0
/// to below 1
/// @param frozen names of weights that stay as they are
/// @param seed seed of the dropout masks
/// @param anchors where weights are held; null where they go as they like
public record TrainerOptions(IsoNetLoss loss, Optimizer optimizer, double weightDecay, double gradientClip,
		double dropout, Set<String> frozen, long seed, @Nullable Anchors anchors) {

	public TrainerOptions {
		frozen = Set.copyOf(frozen);
	}

	/// Without anchors.
	public TrainerOptions(IsoNetLoss loss, Optimizer optimizer, double weightDecay, double gradientClip, double dropout,
			Set<String> frozen, long seed) {
		this(loss, optimizer, weightDecay, gradientClip, dropout, frozen, seed, null);
	}

}
