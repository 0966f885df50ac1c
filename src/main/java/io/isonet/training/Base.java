package io.isonet.training;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;

import io.isonet.audio.FeatureScaler;
import io.isonet.audio.FeatureSchema;
import io.isonet.dataset.MoodGroups;
import io.isonet.dataset.PlaylistDataset;
import io.isonet.dataset.PlaylistExample;
import io.isonet.evaluation.AnchoredWords;
import io.isonet.evaluation.WordWeights;
import io.isonet.mood.MoodState;
import io.isonet.mood.MoodVocabulary;
import io.isonet.network.Anchors;
import io.isonet.network.ConfigJson;
import io.isonet.network.IsoNetConfig;
import io.isonet.network.Pacing;
import io.isonet.network.Tensor;
import io.isonet.network.Weights;
import io.isonet.registry.Sha256;

/// The network that a fine-tuning begins with, and holds on to.
///
/// Where sizes and features are those of the base that ships, it is that one, in its own
/// units, each word at its place by its text. Otherwise one is trained first, see
/// [BlendTraining]. Where the features are the eleven, its words sound as the mood groups
/// do; where they are others, like the tracks that they stand for, on average, weighted by
/// the standard pace and shrunk towards the mean of all tracks by [#SHRINKING] tracks of
/// it.
///
/// Thread-safe.
final class Base {

	private static final double SHRINKING = 4;

	private static final String EMBEDDING = "embedding.weight";

	private static final String FOLDER = "/model-store/isonet/1/";

	private static final MoodGroups GROUPS = MoodGroups.load();

	private static final Base SHIPPED = new Base(resource("config.json"), resource("tokenizer.json"),
			resource("model.safetensors"));

	private final IsoNetConfig config;

	private final MoodVocabulary vocabulary;

	private final Weights weights;

	private final String sha256;

	private Base(byte[] config, byte[] vocabulary, byte[] weights) {
		this.config = ConfigJson.read(config);
		this.vocabulary = MoodVocabulary.read(vocabulary);
		this.weights = Weights.read(this.config, weights);
		this.sha256 = Sha256.of(weights);
	}

	/// The base that ships with the application.
	static Base shipped() {
		return SHIPPED;
	}

	/// Whether a training with these settings can begin with it as it is.
	boolean fits(TrainingSettings settings) {
		return settings.features().equals(this.config.schema())
				&& settings.config(this.vocabulary.size(), this.config.scaler()).equals(this.config);
	}

	/// Whether its slots hold every journey that such a network may be given.
	boolean takes(TrainingSettings settings) {
		return settings.maxStates() <= this.config.maxStates()
				&& settings.maxWordsPerState() <= this.config.maxWordsPerState();
	}

	/// The units of the figures of the mood groups, where the features are theirs.
	static Optional<FeatureScaler> scaler(FeatureSchema features) {
		return features.equals(FeatureSchema.ELEVEN) ? Optional.of(GROUPS.scaler()) : Optional.empty();
	}

	/// SHA-256 of its weights.
	String sha256() {
		return this.sha256;
	}

	/// Its network for another vocabulary.
	IsoNetConfig config(MoodVocabulary other) {
		return Preset.DEFAULT.settings().config(other.size(), this.config.scaler());
	}

	/// Its weights for another vocabulary: the vector of a word that it does not know is
	/// 0, what a track sounds like on average.
	Weights weights(MoodVocabulary other) {
		int width = this.config.embeddingSize();
		float[] known = this.weights.tensor(EMBEDDING).floats();
		float[] rows = new float[other.size() * width];
		for (String word : other.moods()) {
			this.vocabulary.id(word)
				.ifPresent((row) -> System.arraycopy(known, row * width, rows, other.id(word).orElseThrow() * width,
						width));
		}
		Map<String, Tensor> tensors = new LinkedHashMap<>(this.weights.tensors());
		tensors.put(EMBEDDING, Tensor.of(rows, other.size(), width));
		return new Weights(tensors);
	}

	/// Words of a vocabulary of which no figures are known, though there are some of
	/// these features.
	static List<String> newWords(FeatureSchema features, MoodVocabulary vocabulary) {
		return features.equals(FeatureSchema.ELEVEN)
				? vocabulary.moods().stream().filter((word) -> GROUPS.group(word).isEmpty()).toList() : List.of();
	}

	/// Trains a base for a network that the one that ships does not fit.
	/// @param afterStep called after each of the [BlendTraining#STEPS] steps; may throw
	/// to end it
	static Weights trained(IsoNetConfig config, PlaylistDataset dataset, long seed, Runnable afterStep) {
		SequencedMap<String, double[]> vectors = config.schema().equals(FeatureSchema.ELEVEN)
				? knownVectors(dataset.vocabulary()) : heardVectors(config, dataset);
		BlendTraining training = new BlendTraining(config, dataset.vocabulary(), vectors, seed);
		return training.train(BlendTraining.STEPS, (step, loss) -> afterStep.run());
	}

	/// What holds a fine-tuning: the fewer playlists, the more firmly. The penalty is
	/// `(words sum (e - e0)^2 + others sum (w - w0)^2) fading(P) / (F P)`, over the word
	/// vectors `e` and all other weights `w`, for `P` playlists of `F` features.
	/// @param words of which nothing is known are held by [AnchoredWords#LOOSE] of it
	static Anchors anchors(IsoNetConfig config, Weights weights, MoodVocabulary vocabulary, double words, double others,
			int playlists) {
		double share = AnchoredWords.fading(playlists) / config.features() / playlists;
		Map<String, Tensor> strengths = new LinkedHashMap<>();
		config.parameterShapes().forEach((name, shape) -> {
			float[] strength = new float[weights.tensor(name).size()];
			Arrays.fill(strength, (float) ((name.equals(EMBEDDING) ? words : others) * share));
			strengths.put(name, Tensor.of(strength, shape));
		});
		float[] strength = Objects.requireNonNull(strengths.get(EMBEDDING)).floats();
		int width = config.embeddingSize();
		for (String word : vocabulary.moods()) {
			if (GROUPS.group(word).isEmpty()) {
				int row = vocabulary.id(word).orElseThrow();
				Arrays.fill(strength, row * width, (row + 1) * width, (float) (AnchoredWords.LOOSE * words * share));
			}
		}
		strengths.put(EMBEDDING, Tensor.of(strength, vocabulary.size(), width));
		return new Anchors(weights, strengths);
	}

	private static SequencedMap<String, double[]> knownVectors(MoodVocabulary vocabulary) {
		SequencedMap<String, double[]> vectors = new LinkedHashMap<>();
		vocabulary.moods().forEach((word) -> vectors.put(MoodState.normalise(word), GROUPS.standardVector(word)));
		return vectors;
	}

	private static SequencedMap<String, double[]> heardVectors(IsoNetConfig config, PlaylistDataset dataset) {
		int features = config.features();
		SequencedMap<String, double[]> sums = new LinkedHashMap<>();
		Map<String, Double> tracks = new HashMap<>();
		dataset.vocabulary().moods().forEach((word) -> sums.put(MoodState.normalise(word), new double[features]));
		for (PlaylistExample playlist : dataset.examples()) {
			for (int t = 0; t < playlist.length(); t++) {
				if (playlist.counts(t)) {
					double[] track = playlist.features()[t];
					WordWeights.at(playlist.moods(), Pacing.position(t, playlist.length())).forEach((word, weight) -> {
						double[] sum = Objects.requireNonNull(sums.get(word), word);
						for (int f = 0; f < features; f++) {
							sum[f] += weight * config.scaler().standard(f, track[f]);
						}
						tracks.merge(word, weight, Double::sum);
					});
				}
			}
		}
		sums.forEach((word, sum) -> {
			double counted = tracks.getOrDefault(word, 0d) + SHRINKING;
			for (int f = 0; f < features; f++) {
				sum[f] /= counted;
			}
		});
		return sums;
	}

	private static byte[] resource(String name) {
		try (InputStream in = Base.class.getResourceAsStream(FOLDER + name)) {
			return Objects.requireNonNull(in, FOLDER + name).readAllBytes();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
