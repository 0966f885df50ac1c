package io.isonet.training;

import io.isonet.network.ComputeTarget;
import io.isonet.network.EngineName;
import io.isonet.network.Torch;

/// What computes a training, and where. Stateless.
final class TrainingEngines {

	private static final String CPU = "cpu";

	private final TrainingProperties properties;

	TrainingEngines(TrainingProperties properties) {
		this.properties = properties;
	}

	/// The settings with an engine in place of `auto`: the fused one on a CPU, where it
	/// was
	/// never found slower (StepBench in the README), DJL on a GPU. A job keeps its
	/// engine,
	/// and
	/// so ends as it would have ended without an interruption, on whatever process.
	TrainingSettings settle(TrainingSettings settings) {
		if (settings.engine() != EngineName.AUTO) {
			return settings;
		}
		return settings.with(this.properties.device().strip().equals(CPU) ? EngineName.FUSED : EngineName.DJL);
	}

	/// @param settings settled
	ComputeTarget target(TrainingSettings settings) {
		return switch (settings.engine()) {
			case FUSED -> ComputeTarget.fused(this.properties.threads());
			case DJL -> ComputeTarget.djl(Torch.devices(this.properties.device()).getFirst());
			case AUTO -> throw new IllegalArgumentException("the engine is not settled");
		};
	}

}
