package io.isonet.training;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

import io.isonet.evaluation.EvaluationReport;

/// Whether a new version becomes the champion, and why.
///
/// @param reason for a person
record Activation(boolean activated, String reason) {

	/// As [Activate#IF_BETTER] has it.
	/// @param evaluation of the new version
	/// @param champion what it is to replace
	static Activation ifBetter(TrainedModel trained, TrainingEvaluation evaluation, Optional<Champion> champion) {
		if (champion.isEmpty()) {
			return new Activation(true, "There was no champion.");
		}
		String name = "the champion, version " + champion.get().number();
		List<String> lost = champion.get().lost(trained.vocabulary());
		if (!lost.isEmpty()) {
			return new Activation(false, "It does not know " + lost.size() + " of the words that " + name
					+ ", knows, such as '" + lost.getFirst() + "': who uses them would be refused.");
		}
		EvaluationReport.Difference difference = evaluation.againstChampion();
		if (difference == null) {
			return new Activation(false, "It has other features than " + name + ".");
		}
		int heldOut = evaluation.heldOut();
		if (heldOut < EvaluationReport.Difference.FEWEST) {
			return new Activation(false, "Too few playlists were held out to tell it from " + name + ": " + heldOut
					+ ", and " + EvaluationReport.Difference.FEWEST + " are needed.");
		}
		boolean better = difference.high() < 0;
		return new Activation(better, String.format(Locale.ROOT,
				"On playlists held out its mean square error less that of %s, is %+.3f, 95 %% interval %+.3f to %+.3f: it"
						+ " is %s below 0.",
				name, difference.difference(), difference.low(), difference.high(), better ? "wholly" : "not wholly"));
	}

}
