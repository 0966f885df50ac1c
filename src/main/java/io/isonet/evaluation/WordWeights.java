package io.isonet.evaluation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.isonet.mood.MoodSequence;
import io.isonet.network.Pacing;

/// How much each word of a journey weighs at a position: the pace of its state, shared
/// equally by the state's words.
public final class WordWeights {

	private WordWeights() {
	}

	/// Weights by word, which sum to 1; a word of two states has both their shares.
	/// @param u position in `[0, 1]`
	public static Map<String, Double> at(MoodSequence moods, double u) {
		List<List<String>> states = moods.words();
		Map<String, Double> weights = new LinkedHashMap<>();
		for (int k = 0; k < states.size(); k++) {
			double share = Pacing.weight(k, states.size(), u) / states.get(k).size();
			states.get(k).forEach((word) -> weights.merge(word, share, Double::sum));
		}
		return weights;
	}

}
