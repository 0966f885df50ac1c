package io.isonet.training;

import io.isonet.network.InvalidModelException;
import io.isonet.network.IsoNetConfig;
import io.isonet.network.TrainerOptions;
import io.isonet.network.TrainerState;
import io.isonet.network.Weights;
import org.jspecify.annotations.Nullable;

/// Where a training stands between two steps: with its data, its settings and the figures
/// of its finished epochs, all that decides how it ends. Immutable.
///
/// @param epoch finished epochs
/// @param step steps taken in the epoch after them; where it is all of them, validation
/// comes next
/// @param lossSum sum over the playlists of these steps of the loss of their step
/// @param trainer weights and what the optimizer remembers
/// @param bestEpoch the best epoch so far, 0 before the first; without validation the
/// last one
/// @param bestLoss its validation loss, infinite where there is none
/// @param best its weights, null where there is no validation loss
record Checkpoint(int epoch, int step, double lossSum, TrainerState trainer, int bestEpoch, double bestLoss,
		@Nullable Weights best) {

	Checkpoint {
		if (epoch < 0 || step < 0 || !Double.isFinite(lossSum)) {
			throw new InvalidModelException("a checkpoint has epochs and steps from 0 and a finite sum of losses, not "
					+ epoch + ", " + step + " and " + lossSum);
		}
		if (bestEpoch < 0 || bestEpoch > epoch) {
			throw new InvalidModelException("the best epoch is one of the " + epoch + " finished, not " + bestEpoch);
		}
		if ((best != null) ? !Double.isFinite(bestLoss) : bestLoss != Double.POSITIVE_INFINITY) {
			throw new InvalidModelException("the best validation loss is finite with weights and Infinity without, not "
					+ bestLoss + ((best != null) ? " with" : " without"));
		}
	}

	/// Before the first step.
	static Checkpoint initial(TrainerState trainer) {
		return new Checkpoint(0, 0, 0, trainer, 0, Double.POSITIVE_INFINITY, null);
	}

	/// Reads what [#toBytes()] gave, for the configuration and options of its training.
	/// @throws InvalidModelException if the file is damaged or is not theirs, or a number
	/// is not finite, as after a step that ran away. Numbers that have changed into
	/// others
	/// pass: whoever stores the bytes keeps their digest.
	static Checkpoint read(IsoNetConfig config, TrainerOptions options, byte[] file) {
		return CheckpointFile.read(config, options, file);
	}

	/// The checkpoint as one safetensors file.
	byte[] toBytes() {
		return CheckpointFile.write(this);
	}

}
