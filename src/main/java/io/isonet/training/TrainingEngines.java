package io.isonet.training;

import java.util.List;

import io.isonet.network.ComputeTarget;
import io.isonet.network.EngineName;
import io.isonet.network.Torch;
import io.isonet.problem.ProblemError;

/// What computes a training, and where. Stateless.
final class TrainingEngines {

	private static final String CPU = "cpu";

	private final TrainingProperties properties;

	TrainingEngines(TrainingProperties properties) {
		this.properties = properties;
	}

	/// The settings with an engine in place of `auto`: the fused one on a CPU, where it
	/// was never found slower (StepBench in the README), DJL on a GPU. A job keeps its
	/// engine, and so ends as it would have ended without an interruption, on whatever
	/// process.
	/// @throws InvalidSettingsException if it is DJL, which this build does not have
	TrainingSettings settle(TrainingSettings settings) {
		TrainingSettings settled = (settings.engine() == EngineName.AUTO) ? settings.with(automatic()) : settings;
		check(settled);
		return settled;
	}

	/// @param settings settled, here or by another process
	/// @throws InvalidSettingsException as above
	ComputeTarget target(TrainingSettings settings) {
		check(settings);
		return switch (settings.engine()) {
			case FUSED -> ComputeTarget.fused(this.properties.threads());
			case DJL -> ComputeTarget.djl(Torch.devices(this.properties.device()).getFirst());
			case AUTO -> throw new IllegalArgumentException("the engine is not settled");
		};
	}

	private EngineName automatic() {
		return this.properties.device().strip().equals(CPU) ? EngineName.FUSED : EngineName.DJL;
	}

	private static void check(TrainingSettings settings) {
		if (settings.engine() == EngineName.DJL && !Torch.isThere()) {
			String detail = "The engine of this training would be djl, and PyTorch is not in this build, which is slim: "
					+ "engine is fused here.";
			throw new InvalidSettingsException(detail, List.of(ProblemError.at("/engine", detail)));
		}
	}

}
