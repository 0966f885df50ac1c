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

	/// Below it no array of floats can be too long for Java.
	private static final long LARGEST = 8L << 30;

	/// @param engine not AUTO
	/// @param longest tracks of the longest playlist
	static TrainingMemory of(IsoNetConfig config, EngineName engine, int batchSize, int longest) {
		long each = (engine == EngineName.FUSED) ? config.fusedBytesPerStep() : 2 * config.bytesPerStep();
		return new TrainingMemory(each * batchSize * longest, WEIGHT_COPIES * Float.BYTES * config.parameterCount());
	}

	long bytes() {
		return this.step + this.weights;
	}

	/// How many bytes a training may take.
	/// @param wanted what the configuration allows
	/// @param heap bytes of the Java heap, half of which the fused engine leaves to
	/// others;
	/// what DJL takes lies outside of it
	static long allowed(EngineName engine, long wanted, long heap) {
		return (engine == EngineName.FUSED) ? Math.min(Math.min(wanted, LARGEST), heap / 2) : wanted;
	}

}
