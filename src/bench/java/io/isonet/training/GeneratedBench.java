package io.isonet.training;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;

import io.isonet.audio.FeatureScaler;
import io.isonet.audio.FeatureSchema;
import io.isonet.dataset.JourneyGenerator;
import io.isonet.dataset.MoodGroups;
import io.isonet.dataset.PlaylistDataset;
import io.isonet.dataset.PlaylistExample;
import io.isonet.evaluation.Baselines;
import io.isonet.evaluation.CrossValidation;
import io.isonet.evaluation.FittedModel;
import io.isonet.evaluation.Folds;
import io.isonet.evaluation.Learner;
import io.isonet.mood.MoodSequence;
import io.isonet.mood.MoodState;
import io.isonet.mood.MoodVocabulary;
import io.isonet.network.Pacing;

/// What the default learns from many playlists: generated ones, of a process with memory and
/// with words of which the mood groups say nothing. A track is the blend of its words'
/// vectors at the standard pace, which follows what it aims at with a delay, and noise;
/// the oracle knows all of it but the noise.
///
///     mvn -q -Pbench test-compile exec:exec@bench -Dbench=io.isonet.training.GeneratedBench -Dbench.arguments=2000
///
/// Argument: number of playlists. A fifth of them is held out.
public final class GeneratedBench {

	private static final long SEED = 1;

	private static final int NEW_WORDS = 30;

	/// What a track keeps of the one before.
	private static final double MEMORY = .7;

	/// Deviation of the noise, in the groups' standard units.
	private static final double NOISE = .5;

	private final MoodGroups groups = MoodGroups.load();

	private final FeatureScaler scaler = this.groups.scaler();

	private final Map<String, double[]> vectors = new HashMap<>();

	private final RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);

	private GeneratedBench() {
		this.groups.words().forEach((word) -> this.vectors.put(word, this.groups.standardVector(word)));
		for (int w = 0; w < NEW_WORDS; w++) {
			this.vectors.put("new-" + (char) ('a' + w / 26) + (char) ('a' + w % 26),
					IntStream.range(0, FeatureSchema.ELEVEN.size()).mapToDouble((f) -> .5 * this.random.nextGaussian()).toArray());
		}
	}

	public static void main(String[] arguments) {
		new GeneratedBench().run(Integer.parseInt(arguments[0]));
	}

	private void run(int playlists) {
		PlaylistDataset data = data(playlists);
		List<Learner> learners = new ArrayList<>(Baselines.of(data.schema(), this.groups));
		learners.add(new BaseLearner());
		learners.add(oracle());
		learners.add(QualityBench.network("default, from random weights", "{\"start\": \"random\"}"));
		learners.add(QualityBench.network(QualityBench.DEFAULT, "{}"));
		CrossValidation validation = new CrossValidation(learners, SEED, (fold, folds, model) -> {
		});
		QualityBench.print(validation, validation.run(Folds.holdout(data, .2, SEED), "generated"));
	}

	private Learner oracle() {
		return new Learner() {

			@Override
			public String name() {
				return "oracle";
			}

			@Override
			public FittedModel learn(PlaylistDataset fold, long seed) {
				return GeneratedBench.this::expected;
			}

		};
	}

	private PlaylistDataset data(int playlists) {
		List<String> words = this.vectors.keySet().stream().sorted().toList();
		JourneyGenerator journeys = new JourneyGenerator(words, 5, 5, SEED);
		List<PlaylistExample> examples = new ArrayList<>();
		for (int p = 0; p < playlists; p++) {
			JourneyGenerator.Journey journey = journeys.next();
			double[][] rows = expected(journey.moods(), journey.length());
			for (double[] row : rows) {
				for (int f = 0; f < row.length; f++) {
					row[f] += NOISE * this.scaler.deviation()[f] * this.random.nextGaussian();
				}
			}
			examples.add(new PlaylistExample("generated-" + p, journey.moods(), rows, List.of()));
		}
		return QualityBench.dataset(FeatureSchema.ELEVEN, MoodVocabulary.of(words), examples);
	}

	private double[][] expected(MoodSequence moods, int length) {
		double[][] rows = new double[length][];
		double[] held = blend(moods, 0);
		for (int t = 0; t < length; t++) {
			double[] aim = blend(moods, Pacing.position(t, length));
			for (int f = 0; f < held.length; f++) {
				held[f] = MEMORY * held[f] + (1 - MEMORY) * aim[f];
			}
			double[] now = held.clone();
			rows[t] = IntStream.range(0, now.length).mapToDouble((f) -> this.scaler.natural(f, now[f])).toArray();
		}
		return rows;
	}

	private double[] blend(MoodSequence moods, double u) {
		double[] blend = new double[FeatureSchema.ELEVEN.size()];
		int states = moods.states().size();
		for (int k = 0; k < states; k++) {
			MoodState state = moods.states().get(k);
			double weight = Pacing.weight(k, states, u) / state.words().size();
			for (String word : state.words()) {
				double[] vector = Objects.requireNonNull(this.vectors.get(word), word);
				for (int f = 0; f < blend.length; f++) {
					blend[f] += weight * vector[f];
				}
			}
		}
		return blend;
	}

}
