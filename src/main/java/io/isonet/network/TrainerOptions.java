package io.isonet.network;

import java.util.Set;

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
public record TrainerOptions(IsoNetLoss loss, Optimizer optimizer, double weightDecay, double gradientClip,
		double dropout, Set<String> frozen, long seed) {

	public TrainerOptions {
		frozen = Set.copyOf(frozen);
	}

}
