package io.isonet.training;

import java.util.ArrayList;
import java.util.Collections;
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
import io.isonet.dataset.MoodGroup;
import io.isonet.dataset.MoodGroups;
import io.isonet.dataset.PlaylistDataset;
import io.isonet.dataset.PlaylistExample;
import io.isonet.evaluation.FittedModel;
import io.isonet.evaluation.Learner;
import io.isonet.mood.MoodSequence;
import io.isonet.mood.MoodState;
import io.isonet.mood.MoodVocabulary;
import io.isonet.network.Pacing;

/// Playlists of a known process. A track is the blend of its words' vectors at the standard
/// pace, which follows what it aims at with a delay, and noise; the oracle knows all of it
/// but the noise.
final class GeneratedProcess {

	private final MoodGroups groups = MoodGroups.load();

	private final FeatureScaler scaler = this.groups.scaler();

	private final Map<String, double[]> vectors = new HashMap<>();

	private final RandomGenerator random;

	private final Form form;

	GeneratedProcess(Form form) {
		this.form = form;
		this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(form.seed());
		switch (form.known()) {
			case AS_THE_TABLE -> this.groups.words()
				.forEach((word) -> this.vectors.put(word, this.groups.standardVector(word)));
			case OTHERWISE -> {
				List<MoodGroup> others = new ArrayList<>(this.groups.groups());
				Collections.shuffle(others, this.random);
				Map<MoodGroup, MoodGroup> instead = new HashMap<>();
				for (int g = 0; g < others.size(); g++) {
					instead.put(this.groups.groups().get(g), others.get(g));
				}
				this.groups.words().forEach((word) -> {
					MoodGroup group = Objects.requireNonNull(instead.get(this.groups.group(word).orElseThrow()));
					this.vectors.put(word, this.groups.standardVector(group.words().getFirst()));
				});
			}
			case NOT -> {
			}
		}
		for (int w = 0; w < form.newWords(); w++) {
			this.vectors.put("new-" + (char) ('a' + w / 26) + (char) ('a' + w % 26),
					IntStream.range(0, FeatureSchema.ELEVEN.size())
						.mapToDouble((f) -> .5 * this.random.nextGaussian())
						.toArray());
		}
	}

	Learner oracle() {
		return new Learner() {

			@Override
			public String name() {
				return "oracle";
			}

			@Override
			public FittedModel learn(PlaylistDataset fold, long seed) {
				return GeneratedProcess.this::expected;
			}

		};
	}

	PlaylistDataset data(int playlists) {
		List<String> words = this.vectors.keySet().stream().sorted().toList();
		JourneyGenerator journeys = new JourneyGenerator(words, 5, 5, this.form.seed());
		List<PlaylistExample> examples = new ArrayList<>();
		for (int p = 0; p < playlists; p++) {
			JourneyGenerator.Journey journey = journeys.next();
			double[][] rows = expected(journey.moods(), journey.length());
			for (double[] row : rows) {
				for (int f = 0; f < row.length; f++) {
					row[f] += this.form.noise() * this.scaler.deviation()[f] * this.random.nextGaussian();
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
				held[f] = this.form.memory() * held[f] + (1 - this.form.memory()) * aim[f];
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

	/// What words of the mood groups sound like in it.
	enum Known {

		/// As the table says.
		AS_THE_TABLE,

		/// As another group of it.
		OTHERWISE,

		/// There are none.
		NOT

	}

	/// @param name for a person
	/// @param known what words of the mood groups sound like
	/// @param newWords number of words beside them
	/// @param memory what a track keeps of the one before
	/// @param noise its deviation, in the groups' standard units
	/// @param seed of everything that is drawn
	record Form(String name, Known known, int newWords, double memory, double noise, long seed) {

	}

}
