package io.isonet.training;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;

import io.isonet.audio.FeatureSchema;
import io.isonet.dataset.JourneyGenerator;
import io.isonet.dataset.MoodGroups;
import io.isonet.mood.MoodSequence;
import io.isonet.mood.MoodState;
import io.isonet.mood.MoodTokenizer;
import io.isonet.mood.MoodVocabulary;
import io.isonet.network.ComputeTarget;
import io.isonet.network.IsoNetConfig;
import io.isonet.network.IsoNetLoss;
import io.isonet.network.IsoNetTrainer;
import io.isonet.network.JourneyBatch;
import io.isonet.network.Optimizer;
import io.isonet.network.Pacing;
import io.isonet.network.Tensor;
import io.isonet.network.TrainerOptions;
import io.isonet.network.TrainerState;
import io.isonet.network.Weights;
import io.isonet.registry.ModelDraft;
import io.isonet.registry.Provenance;
import io.isonet.registry.Sha256;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Trains the base: the default network, taught by generated journeys to follow the blend
/// of mood-group means that the standard pace asks for. It sees no playlist, and is what
/// `model-store` ships.
///
/// A word's vector is its group's mean in standard units, and stays. The target of a
/// position `u` is `sum_s w_s(u) * mean vector of state s`. 500 steps of Adam on batches
/// of 24 journeys, a new batch every 4 steps, the rate falling from .01 to 0 along half a
/// cosine. The same seed gives the same weights on the same kind of processor.
public final class BaseTraining {

	static final int STEPS = 500;

	private static final long SEED = 1;

	private static final int BATCH = 24;

	private static final int STEPS_PER_BATCH = 4;

	private static final double RATE = .01;

	private static final String NAME = "isonet";

	private static final String EMBEDDING = "embedding.weight";

	private final MoodGroups groups = MoodGroups.load();

	private final MoodVocabulary vocabulary = MoodVocabulary.of(this.groups.words());

	private final IsoNetConfig config = Preset.DEFAULT.settings().config(this.vocabulary.size(), this.groups.scaler());

	private final MoodTokenizer tokenizer = new MoodTokenizer(this.vocabulary, this.config.maxStates(),
			this.config.maxWordsPerState());

	/// Trains the base and writes it as version 1 of a model store.
	/// @param arguments the store's directory, `model-store` where there is none
	public static void main(String[] arguments) throws IOException {
		Path store = Path.of((arguments.length > 0) ? arguments[0] : "model-store");
		new BaseTraining().writeTo(store.resolve(NAME).resolve("1"), Clock.systemUTC());
	}

	private void writeTo(Path directory, Clock clock) throws IOException {
		Instant started = clock.instant();
		TrainedModel trained = train(STEPS);
		JsonMapper mapper = JsonMapper.shared();
		ObjectNode settings = mapper.createObjectNode()
			.put("preset", "base")
			.put("steps", STEPS)
			.put("batchSize", BATCH)
			.put("stepsPerBatch", STEPS_PER_BATCH)
			.put("optimizer", "adam")
			.put("learningRate", RATE)
			.put("schedule", "cosine")
			.put("seed", SEED);
		ObjectNode data = mapper.createObjectNode().put("form", "mood-groups").put("playlists", 0).put("tracks", 0);
		Provenance provenance = new Provenance(Sha256.of(MoodGroups.table()), settings, SEED, codeVersion(), started,
				clock.instant(), null);
		ModelDraft draft = new ModelArtifacts(mapper, codeVersion()).draft(NAME, "base", trained, data,
				ModelCard.ofBase(trained), provenance);
		Files.createDirectories(directory);
		for (Map.Entry<String, byte[]> file : draft.asStored(1, started).entrySet()) {
			Files.write(directory.resolve(file.getKey()), file.getValue());
		}
	}

	private static String codeVersion() throws IOException {
		try (InputStream info = BaseTraining.class.getResourceAsStream("/META-INF/build-info.properties")) {
			Properties properties = new Properties();
			if (info != null) {
				properties.load(info);
			}
			return properties.getProperty("build.version", "unknown");
		}
	}

	/// Trains so many steps of the full schedule.
	TrainedModel train(int steps) {
		JourneyGenerator journeys = new JourneyGenerator(this.groups, SEED);
		TrainerOptions options = new TrainerOptions(IsoNetLoss.PER_PLAYLIST, new Optimizer.Adam(.9, .99, 1e-8), 0, 0, 0,
				Set.of(EMBEDDING), SEED);
		Weights initial = Weights.random(this.config, SEED).with(EMBEDDING, wordVectors());
		List<EpochFigures> figures = new ArrayList<>();
		try (IsoNetTrainer trainer = IsoNetTrainer.create(this.config, TrainerState.initial(initial), options,
				ComputeTarget.fused(1))) {
			Generated batch = generate(journeys);
			long begun = System.nanoTime();
			for (int step = 0; step < steps; step++) {
				if (step > 0 && step % STEPS_PER_BATCH == 0) {
					batch = generate(journeys);
				}
				double rate = RATE * (1 + Math.cos(Math.PI * step / STEPS)) / 2;
				double loss = trainer.step(batch.journeys(), batch.targets(), rate);
				double perSecond = (step + 1) / ((System.nanoTime() - begun) / 1e9);
				figures.add(new EpochFigures(step + 1, loss, null, perSecond));
			}
			return new TrainedModel(this.config, this.vocabulary, trainer.weights(), figures, steps);
		}
	}

	private Tensor wordVectors() {
		int width = this.config.embeddingSize();
		float[] vectors = new float[this.config.vocabularySize() * width];
		for (String word : this.vocabulary.moods()) {
			double[] vector = this.groups.standardVector(word);
			int row = this.vocabulary.id(word).orElseThrow();
			for (int f = 0; f < width; f++) {
				vectors[row * width + f] = (float) vector[f];
			}
		}
		return Tensor.of(vectors, this.config.vocabularySize(), width);
	}

	private Generated generate(JourneyGenerator generator) {
		int[][] tokens = new int[BATCH][];
		int[] lengths = new int[BATCH];
		double[][][] targets = new double[BATCH][][];
		for (int b = 0; b < BATCH; b++) {
			JourneyGenerator.Journey journey = generator.next();
			tokens[b] = this.tokenizer.encode(journey.moods());
			lengths[b] = journey.length();
			targets[b] = targets(journey.moods(), journey.length());
		}
		return new Generated(new JourneyBatch(tokens, lengths), targets);
	}

	/// The blend of the states' mean vectors at each position, `(length, F)`, in natural
	/// units.
	double[][] targets(MoodSequence moods, int length) {
		int features = FeatureSchema.ELEVEN.size();
		int states = moods.states().size();
		double[][] targets = new double[length][features];
		for (int t = 0; t < length; t++) {
			double u = Pacing.position(t, length);
			for (int k = 0; k < states; k++) {
				MoodState state = moods.states().get(k);
				for (String word : state.words()) {
					double[] vector = this.groups.standardVector(word);
					for (int f = 0; f < features; f++) {
						targets[t][f] += Pacing.weight(k, states, u) * vector[f] / state.words().size();
					}
				}
			}
			for (int f = 0; f < features; f++) {
				targets[t][f] = this.config.scaler().natural(f, targets[t][f]);
			}
		}
		return targets;
	}

	private record Generated(JourneyBatch journeys, double[][][] targets) {
	}

}
