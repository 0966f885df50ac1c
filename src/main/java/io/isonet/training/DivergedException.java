package io.isonet.training;

import io.isonet.problem.ProblemException;
import io.isonet.problem.ProblemType;

/// The loss is no number any more: the settings make the training run away.
final class DivergedException extends ProblemException {

	private static final ProblemType TYPE = new ProblemType("training-diverged", "The training ran away", 422);

	DivergedException(int epoch, int step, double loss, TrainingSettings settings) {
		super(TYPE,
				"The loss is " + loss + " at step " + step + " of epoch " + epoch + ". A smaller learningRate (now "
						+ settings.learningRate() + "), a gradientClip (now " + settings.gradientClip()
						+ ", 1 is usual) or scaling 'standard' keeps it finite.");
	}

}
