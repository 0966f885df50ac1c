package io.isonet.training;

import java.util.ArrayList;
import java.util.List;

import io.isonet.audio.FeatureScaler;
import io.isonet.dataset.PlaylistDataset;
import io.isonet.evaluation.FittedModel;
import io.isonet.evaluation.Learner;
import io.isonet.mood.InvalidMoodsException;
import io.isonet.mood.MoodSequence;
import io.isonet.mood.MoodState;
import io.isonet.mood.MoodVocabulary;
import io.isonet.network.IsoNetConfig;
import io.isonet.network.Weights;

/// The version that a training is to replace, as it is: it learns nothing from the
/// playlists. Words that it does not know it leaves out; where none is left, or a journey
/// is too long for it, it says the mean of the tracks.
///
/// @param number of the version
record Champion(int number, IsoNetConfig config, MoodVocabulary vocabulary, Weights weights) implements Learner {

	/// Name of its row.
	static final String NAME = "champion";

	@Override
	public String name() {
		return NAME;
	}

	@Override
	public FittedModel learn(PlaylistDataset fold, long seed) {
		double[] mean = FeatureScaler.fit(fold.examples().stream().map((playlist) -> playlist.counted()).toList())
			.mean();
		return new Known(new FittedNetwork(this.config, this.vocabulary, this.weights), this.vocabulary, mean);
	}

	/// Words that it knows and another vocabulary does not.
	List<String> lost(MoodVocabulary other) {
		return this.vocabulary.moods().stream().filter((word) -> !other.contains(word)).toList();
	}

	private record Known(FittedNetwork network, MoodVocabulary vocabulary, double[] mean) implements FittedModel {

		@Override
		public double[][] predict(MoodSequence moods, int length) {
			List<MoodState> states = new ArrayList<>();
			for (MoodState state : moods.states()) {
				List<String> words = state.words().stream().filter(this.vocabulary::contains).toList();
				if (!words.isEmpty()) {
					states.add(new MoodState(words));
				}
			}
			try {
				return states.isEmpty() ? means(length) : this.network.predict(new MoodSequence(states), length);
			}
			catch (InvalidMoodsException ex) {
				return means(length);
			}
		}

		private double[][] means(int length) {
			double[][] rows = new double[length][];
			for (int t = 0; t < length; t++) {
				rows[t] = this.mean.clone();
			}
			return rows;
		}

		@Override
		public void close() {
			this.network.close();
		}

	}

}
