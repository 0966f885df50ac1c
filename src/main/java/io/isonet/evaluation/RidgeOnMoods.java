package io.isonet.evaluation;

import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.isonet.audio.FeatureScaler;
import io.isonet.dataset.MoodGroup;
import io.isonet.dataset.MoodGroups;
import io.isonet.dataset.PlaylistDataset;
import io.isonet.dataset.PlaylistExample;
import io.isonet.mood.MoodSequence;
import io.isonet.network.Pacing;

/// Ridge regression, lambda 1, of features in standard units on
/// `[1, u, u^2, w_g(u) of each group g, w(u) of each word]`, where `u` is the position in
/// the playlist, `w` are the [WordWeights], and `w_g` is their sum over the words of a group.
/// Every playlist weighs 1, however many tracks it has.
///
/// Words are those of the playlists learned from, the 1,000 most frequent at most; another
/// word counts by its group alone, if it has one.
final class RidgeOnMoods implements Learner {

	private static final double LAMBDA = 1;

	private static final int MOST_WORDS = 1000;

	private final MoodGroups groups;

	private final Runnable step;

	/// @param step told before each playlist that it learns from
	RidgeOnMoods(MoodGroups groups, Runnable step) {
		this.groups = groups;
		this.step = step;
	}

	@Override
	public String name() {
		return Baselines.RIDGE;
	}

	@Override
	public FittedModel learn(PlaylistDataset fold, long seed) {
		FeatureScaler scaler = StandardUnits.of(fold);
		Inputs inputs = new Inputs(this.groups, words(fold));
		RidgeRegression regression = new RidgeRegression(inputs.size(), scaler.size(), LAMBDA);
		for (PlaylistExample playlist : fold.examples()) {
			this.step.run();
			double weight = 1.0 / playlist.counted().length;
			for (int t = 0; t < playlist.length(); t++) {
				if (playlist.counts(t)) {
					regression.add(inputs.at(playlist.moods(), Pacing.position(t, playlist.length())),
							StandardUnits.standard(scaler, playlist.features()[t]), weight);
				}
			}
		}
		double[][] weights = regression.solve();
		return (moods, length) -> {
			double[][] rows = new double[length][];
			for (int t = 0; t < length; t++) {
				rows[t] = RidgeRegression.apply(inputs.at(moods, Pacing.position(t, length)), weights);
			}
			return StandardUnits.natural(scaler, rows);
		};
	}

	/// Words of the playlists, the most frequent first, [#MOST_WORDS] at most.
	static List<String> words(PlaylistDataset fold) {
		Map<String, Integer> counts = new LinkedHashMap<>();
		fold.examples()
			.forEach((playlist) -> playlist.moods()
				.words()
				.forEach((state) -> state.forEach((word) -> counts.merge(word, 1, Integer::sum))));
		return counts.entrySet()
			.stream()
			.sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
			.limit(MOST_WORDS)
			.map(Map.Entry::getKey)
			.toList();
	}

	/// Numbers the inputs of the regression.
	private static final class Inputs {

		private static final int BEFORE_GROUPS = 3;

		private final MoodGroups groups;

		private final int beforeWords;

		private final Map<String, Integer> numbersOfWords = new HashMap<>();

		Inputs(MoodGroups groups, List<String> words) {
			this.groups = groups;
			this.beforeWords = BEFORE_GROUPS + groups.groups().size();
			words.forEach((word) -> this.numbersOfWords.put(word, this.beforeWords + this.numbersOfWords.size()));
		}

		int size() {
			return this.beforeWords + this.numbersOfWords.size();
		}

		Map<Integer, Double> at(MoodSequence moods, double u) {
			Map<Integer, Double> inputs = new LinkedHashMap<>();
			inputs.put(0, 1.0);
			inputs.put(1, u);
			inputs.put(2, u * u);
			WordWeights.at(moods, u).forEach((word, weight) -> {
				this.groups.group(word).ifPresent((group) -> inputs.merge(number(group), weight, Double::sum));
				Integer number = this.numbersOfWords.get(word);
				if (number != null) {
					inputs.merge(number, weight, Double::sum);
				}
			});
			return inputs;
		}

		private int number(MoodGroup group) {
			return BEFORE_GROUPS + this.groups.groups().indexOf(group);
		}

	}

}
