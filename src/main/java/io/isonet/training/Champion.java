package io.isonet.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

import io.isonet.audio.FeatureScaler;
import io.isonet.dataset.PlaylistDataset;
import io.isonet.evaluation.FittedModel;
import io.isonet.evaluation.Learner;
import io.isonet.mood.InvalidMoodsException;
import io.isonet.mood.MoodSequence;
import io.isonet.mood.MoodState;
import io.isonet.mood.InvalidVocabularyException;
import io.isonet.mood.MoodVocabulary;
import io.isonet.network.ConfigJson;
import io.isonet.network.InvalidModelException;
import io.isonet.network.IsoNetConfig;
import io.isonet.network.Weights;
import io.isonet.problem.ProblemException;
import io.isonet.problem.ProblemType;
import io.isonet.registry.DamagedArtifactException;
import io.isonet.registry.ModelVersion;

/// The version that a training is to replace, as it is: it learns nothing from the
/// playlists. Words that it does not know it leaves out; where none is left, or a journey
/// is too long for it, it says the mean of the tracks.
///
/// @param number of the version
record Champion(int number, IsoNetConfig config, MoodVocabulary vocabulary, Weights weights) implements Learner {

	/// Name of its row.
	static final String NAME = "champion";

	private static final ProblemType UNUSABLE = new ProblemType("champion-unusable", "The champion cannot be used",
			422);

	/// Reads a version, and lets it say something.
	/// @param files content of a file by its name
	/// @throws ProblemException if that does not go, or is no finite number: 422
	/// `champion-unusable`
	static Champion read(ModelVersion version, Function<String, byte[]> files) {
		try {
			IsoNetConfig config = ConfigJson.read(files.apply(ModelArtifacts.CONFIG));
			Champion champion = new Champion(version.number(), config,
					MoodVocabulary.read(files.apply(ModelArtifacts.VOCABULARY)),
					Weights.read(config, files.apply(ModelArtifacts.WEIGHTS)));
			if (champion.isFinite()) {
				return champion;
			}
			throw unusable(version, "it says numbers that are not finite");
		}
		catch (DamagedArtifactException ex) {
			throw unusable(version, "its file " + ex.file() + " is damaged");
		}
		catch (InvalidModelException | InvalidVocabularyException ex) {
			throw unusable(version, "its files do not fit together");
		}
	}

	private static ProblemException unusable(ModelVersion version, String why) {
		return new ProblemException(UNUSABLE,
				"activate is ifBetter, and the champion, version " + version.number() + " of '" + version.model()
						+ "', cannot be compared with: " + why
						+ ". Make another version the champion, or train with activate never or always.");
	}

	/// Whether each of its words alone gives finite numbers.
	private boolean isFinite() {
		try (FittedNetwork network = new FittedNetwork(this.config, this.vocabulary, this.weights)) {
			return this.vocabulary.moods()
				.stream()
				.map((word) -> network.predict(new MoodSequence(List.of(new MoodState(List.of(word)))), 2))
				.allMatch((rows) -> Arrays.stream(rows).flatMapToDouble(Arrays::stream).allMatch(Double::isFinite));
		}
	}

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
