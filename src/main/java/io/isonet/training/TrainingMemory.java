package io.isonet.training;

import io.isonet.network.EngineName;
import io.isonet.network.IsoNetConfig;

/// How much memory a training takes, by estimate.
///
/// @param step bytes of what a step keeps for its way back
/// @param weights bytes of the weights with their gradients, the optimizer's averages,
/// transposed or joined copies, and the file that is published
record TrainingMemory(long step, long weights) {

	private static final long WEIGHT_COPIES = 8;

	/// @param engine not AUTO
	/// @param longest tracks of the longest playlist
	static TrainingMemory of(IsoNetConfig config, EngineName engine, int batchSize, int longest) {
		long each = (engine == EngineName.FUSED) ? config.fusedBytesPerStep() : 2 * config.bytesPerStep();
		return new TrainingMemory(each * batchSize * longest, WEIGHT_COPIES * Float.BYTES * config.parameterCount());
	}

	long bytes() {
		return this.step + this.weights;
	}

}
