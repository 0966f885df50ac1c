package io.isonet.evaluation;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

import io.isonet.audio.FeatureScaler;
import io.isonet.audio.FeatureSchema;
import io.isonet.dataset.MoodGroups;
import io.isonet.dataset.PlaylistDataset;
import io.isonet.dataset.PlaylistExample;
import io.isonet.mood.MoodSequence;
import io.isonet.network.Pacing;

/// The default preset without an LSTM in its output path: a track is the sum of its
/// words' vectors, each weighted by the pace of its state ([WordWeights]), and a shift of
/// each feature. The vectors are held where the preset begins, as firmly as its own
/// anchors hold them; the shift is free. That is linear in all that is learned, and solved
/// at once.
///
/// Where the features are those of the mood groups, it speaks in their units, and a
/// vector begins at the mean of its group; where they are others, in the units of the
/// playlists, and at 0. Words learn that the playlists have, the 1,000 most frequent at
/// most.
public final class AnchoredWords implements Learner {

	/// Words that no figures are known of are held so much more loosely.
	public static final double LOOSE = .08;

	/// How firmly the default preset holds word vectors.
	private static final double ANCHOR = 7;

	private final MoodGroups groups;

	private final Runnable step;

	/// @param step told before each playlist that it learns from
	AnchoredWords(MoodGroups groups, Runnable step) {
		this.groups = groups;
		this.step = step;
	}

	/// How an anchor fades with the number of playlists: `(20 / P)^(3/4)`, 1 up to 20
	/// playlists. With more it fades faster than a prior would, as docs/model.md found.
	public static double fading(int playlists) {
		return Math.min(1, Math.pow(20d / playlists, .75));
	}

	@Override
	public String name() {
		return Baselines.WITHOUT_LSTM;
	}

	@Override
	public FittedModel learn(PlaylistDataset fold, long seed) {
		boolean known = fold.schema().names().equals(FeatureSchema.ELEVEN.names());
		FeatureScaler scaler = known ? this.groups.scaler() : StandardUnits.of(fold);
		Map<String, Integer> numbers = new HashMap<>();
		RidgeOnMoods.words(fold).forEach((word) -> numbers.put(word, 1 + numbers.size()));
		RidgeRegression regression = new RidgeRegression(1 + numbers.size(), scaler.size(),
				ANCHOR * fading(fold.size()));
		for (PlaylistExample playlist : fold.examples()) {
			this.step.run();
			double weight = 1.0 / playlist.counted().length;
			for (int t = 0; t < playlist.length(); t++) {
				if (playlist.counts(t)) {
					double u = Pacing.position(t, playlist.length());
					double[] rest = StandardUnits.standard(scaler, playlist.features()[t]);
					double[] begun = known ? begun(playlist.moods(), u) : new double[rest.length];
					for (int f = 0; f < rest.length; f++) {
						rest[f] -= begun[f];
					}
					regression.add(inputs(playlist.moods(), u, numbers), rest, weight);
				}
			}
		}
		double[][] learned = regression.solve();
		return (moods, length) -> {
			double[][] rows = new double[length][];
			for (int t = 0; t < length; t++) {
				double u = Pacing.position(t, length);
				rows[t] = RidgeRegression.apply(inputs(moods, u, numbers), learned);
				double[] begun = known ? begun(moods, u) : new double[rows[t].length];
				for (int f = 0; f < begun.length; f++) {
					rows[t][f] += begun[f];
				}
			}
			return StandardUnits.natural(scaler, rows);
		};
	}

	/// Before anything is learned, `[F]`.
	private double[] begun(MoodSequence moods, double u) {
		return MoodGroupInterpolation.blend(this.groups, moods, u);
	}

	/// A larger input is one that is held more loosely.
	private Map<Integer, Double> inputs(MoodSequence moods, double u, Map<String, Integer> numbers) {
		Map<Integer, Double> inputs = new LinkedHashMap<>();
		inputs.put(0, 1.0);
		WordWeights.at(moods, u).forEach((word, weight) -> {
			Integer number = numbers.get(word);
			if (number != null) {
				inputs.put(number, this.groups.group(word).isPresent() ? weight : weight / Math.sqrt(LOOSE));
			}
		});
		return inputs;
	}

}
