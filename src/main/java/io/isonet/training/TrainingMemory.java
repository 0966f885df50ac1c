package io.isonet.training;

import io.isonet.network.EngineName;
import io.isonet.network.FusedMemory;
import io.isonet.network.IsoNetConfig;

/// How much memory a training takes, by estimate; with the fused engine no less than it
/// takes.
///
/// @param step bytes of a batch and of what a step keeps for its way back
/// @param weights bytes of the weights with their gradients, the optimizer's averages,
/// transposed or joined copies, and what a checkpoint or the published file takes
record TrainingMemory(long step, long weights) {

	/// Of the weights in all with DJL.
	private static final long DJL_COPIES = 8;

	/// Of the weights beside those that the fused trainer holds: the first and the best
	/// ones, and a checkpoint of four, as tensors but for the best and as a file.
	private static final long STORED_COPIES = 9;

	/// Of the weights where anchors hold them: the anchors and their strengths, as
	/// tensors
	/// and as the trainer has them.
	private static final long ANCHOR_COPIES = 4;

	/// Below it no array of floats can be too long for Java.
	private static final long LARGEST = 8L << 30;

	/// @param engine not AUTO
	/// @param longest tracks of the longest playlist
	/// @param dropping whether there is dropout
	/// @param held whether anchors hold the weights
	static TrainingMemory of(IsoNetConfig config, EngineName engine, int batchSize, int longest, boolean dropping,
			boolean held) {
		long copy = Float.BYTES * config.parameterCount();
		long anchors = held ? ANCHOR_COPIES * copy : 0;
		if (engine == EngineName.FUSED) {
			return new TrainingMemory(FusedMemory.step(config, batchSize, longest, dropping),
					FusedMemory.weights(config) + STORED_COPIES * copy + anchors);
		}
		return new TrainingMemory(2 * config.bytesPerStep() * batchSize * longest, DJL_COPIES * copy + anchors);
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
