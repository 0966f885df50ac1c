package io.isonet.evaluation;

import java.util.List;

import io.isonet.problem.ProblemException;
import io.isonet.problem.ProblemType;

/// Playlists by which no model can be judged, and what is needed instead.
public final class EvaluationRefusedException extends ProblemException {

	private static final ProblemType TYPE = new ProblemType("evaluation-refused",
			"The playlists do not allow an evaluation", 422);

	private EvaluationRefusedException(String detail) {
		super(TYPE, detail);
	}

	static EvaluationRefusedException tooFew(int usable, int all, int needed) {
		return new EvaluationRefusedException("An evaluation needs " + needed + " playlists or more that have two "
				+ "tracks or more each, consecutive repeats of a track counted once; of the " + all + " playlists "
				+ usable + " are of that kind.");
	}

	static EvaluationRefusedException constant(List<String> features) {
		return new EvaluationRefusedException("An evaluation needs features that vary; the same in every track: "
				+ String.join(", ", features) + ". Leave out such features.");
	}

	static EvaluationRefusedException constantWithout(String playlist, List<String> features) {
		return new EvaluationRefusedException("An evaluation needs features that vary in every part that is learned "
				+ "from; the same in every track once playlist '" + playlist + "' and its tracks are held out: "
				+ String.join(", ", features) + ". Leave out such features, or give more playlists.");
	}

	static EvaluationRefusedException nothingLeft(String playlist) {
		return new EvaluationRefusedException("An evaluation needs playlists of different tracks; once playlist '"
				+ playlist + "' and its tracks are held out, no other has two tracks left to learn from.");
	}

}
