package io.isonet.training;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

import io.isonet.network.ComputeTarget;
import io.isonet.network.EngineName;
import io.isonet.network.Torch;
import io.isonet.problem.ProblemError;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What computes a training, and where. Thread-safe.
final class TrainingEngines {

	private static final Logger log = LoggerFactory.getLogger(TrainingEngines.class);

	/// Settings that are fine without a GPU.
	private static final Set<String> CPUS = Set.of("auto", "cpu");

	private final TrainingProperties properties;

	private final Predicate<String> onGpu;

	TrainingEngines(TrainingProperties properties) {
		this(properties, Torch::isOnGpu);
	}

	/// @param onGpu whether a device setting leads to a GPU that is there
	TrainingEngines(TrainingProperties properties, Predicate<String> onGpu) {
		this.properties = properties;
		this.onGpu = onGpu;
	}

	/// The settings with an engine in place of `auto`: DJL where the device is a GPU that
	/// is there, else the fused one, which on a CPU was never found slower (StepBench in
	/// docs/performance.md). A job keeps its engine, and so ends as it would have ended
	/// without an
	/// interruption, on whatever process.
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
		String device = this.properties.device().strip();
		if (this.onGpu.test(device)) {
			return EngineName.DJL;
		}
		if (!CPUS.contains(device)) {
			log.warn(
					"isonet.training.device is '{}', and there is no such GPU here: the fused engine trains on the CPU",
					device);
		}
		return EngineName.FUSED;
	}

	private static void check(TrainingSettings settings) {
		if (settings.engine() == EngineName.DJL && !Torch.isThere()) {
			String detail = "The engine of this training would be djl, and PyTorch is not in this build, which is slim: "
					+ "engine is fused here.";
			throw new InvalidSettingsException(detail, List.of(ProblemError.at("/engine", detail)));
		}
	}

}
