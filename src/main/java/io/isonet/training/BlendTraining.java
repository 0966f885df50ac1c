package io.isonet.training;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.ObjDoubleConsumer;
import java.util.random.RandomGenerator;

import io.isonet.dataset.JourneyGenerator;
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
import io.isonet.network.RandomStreams;
import io.isonet.network.Tensor;
import io.isonet.network.TrainerOptions;
import io.isonet.network.TrainerState;
import io.isonet.network.Weights;

/// Teaches a network, by generated journeys, to follow the blend of word vectors that the
/// standard pace asks for: the target of a position `u` is `sum_s w_s(u) * mean vector of
/// state s`. It sees no playlist.
///
/// Where a word's vector fits into the network's, it is its beginning and stays, and there
/// are [#INVENTED] words more whose vectors are drawn at random, [#SPREAD] times a standard
/// normal, so that the network learns to follow any vector and not those of its words
/// alone: a word that playlists will bring may sound like none of them. They are gone
/// afterwards.
///
/// [#STEPS] steps of Adam on batches of 24 journeys, a new batch every 4 steps, the rate
/// falling from .01 to 0 along half a cosine. The same seed gives the same weights on the
/// same kind of processor.
final class BlendTraining {

	static final int STEPS = 500;

	static final int BATCH = 24;

	static final int STEPS_PER_BATCH = 4;

	static final double RATE = .01;

	/// Tracks that it learns from in all, about.
	static final int ROWS = STEPS * BATCH * 12;

	/// Words beside those of the vocabulary.
	private static final int INVENTED = 100;

	/// Deviation of their vectors, in standard units.
	private static final double SPREAD = .5;

	private static final String EMBEDDING = "embedding.weight";

	private final IsoNetConfig config;

	private final MoodVocabulary vocabulary;

	/// Of every word that it learns from, as journeys say it.
	private final SequencedMap<String, double[]> vectors;

	/// Of the network that learns: with the invented words.
	private final IsoNetConfig learning;

	private final boolean fits;

	private final MoodTokenizer tokenizer;

	private final long seed;

	/// @param vectors what each word of the vocabulary, as journeys say it, sounds like,
	/// `(F)` in standard
	/// units; journeys are drawn from them in this order
	BlendTraining(IsoNetConfig config, MoodVocabulary vocabulary, SequencedMap<String, double[]> vectors, long seed) {
		this.config = config;
		this.vocabulary = vocabulary;
		this.vectors = new LinkedHashMap<>(vectors);
		this.seed = seed;
		this.fits = config.embeddingSize() >= config.features();
		if (this.fits) {
			invent();
		}
		MoodVocabulary all = this.fits ? MoodVocabulary.of(this.vectors.keySet()) : vocabulary;
		this.learning = new IsoNetConfig(all.size(), config.embeddingSize(), config.attentionSize(),
				config.hiddenSize(), config.maxStates(), config.maxWordsPerState(), config.maskPadding(), config.pace(),
				config.positionInput(), config.initialHidden(), config.outputs(), config.schema(), config.scaler());
		this.tokenizer = new MoodTokenizer(all, config.maxStates(), config.maxWordsPerState());
	}

	private void invent() {
		RandomGenerator random = new RandomStreams(this.seed).stream(0);
		int most = MoodVocabulary.MAX_WORDS - this.vocabulary.size();
		for (int number = 1; number <= Math.min(INVENTED, most); number++) {
			double[] vector = new double[this.config.features()];
			Arrays.setAll(vector, (f) -> SPREAD * random.nextGaussian());
			if (!this.vocabulary.contains("invented " + number)) {
				this.vectors.put("invented " + number, vector);
			}
		}
	}

	/// Trains so many steps of the full schedule.
	/// @param afterStep told each step's number, from 1, and its loss; may throw to end
	/// it
	Weights train(int steps, ObjDoubleConsumer<Integer> afterStep) {
		JourneyGenerator journeys = new JourneyGenerator(List.copyOf(this.vectors.keySet()), this.config.maxStates(),
				this.config.maxWordsPerState(), this.seed);
		TrainerOptions options = new TrainerOptions(IsoNetLoss.PER_PLAYLIST, new Optimizer.Adam(.9, .99, 1e-8), 0, 0, 0,
				this.fits ? Set.of(EMBEDDING) : Set.of(), this.seed);
		Weights initial = Weights.random(this.learning, this.seed);
		if (this.fits) {
			initial = initial.with(EMBEDDING, wordVectors(this.tokenizer.vocabulary()));
		}
		try (IsoNetTrainer trainer = IsoNetTrainer.create(this.learning, TrainerState.initial(initial), options,
				ComputeTarget.fused(1))) {
			Generated batch = generate(journeys);
			for (int step = 0; step < steps; step++) {
				if (step > 0 && step % STEPS_PER_BATCH == 0) {
					batch = generate(journeys);
				}
				double loss = trainer.step(batch.journeys(), batch.targets(), Schedule.COSINE.rate(RATE, step, STEPS));
				afterStep.accept(step + 1, loss);
			}
			return this.fits ? withoutInvented(trainer.weights()) : trainer.weights();
		}
	}

	private Weights withoutInvented(Weights weights) {
		Map<String, Tensor> tensors = new LinkedHashMap<>(weights.tensors());
		tensors.put(EMBEDDING, wordVectors(this.vocabulary));
		return new Weights(tensors);
	}

	private Tensor wordVectors(MoodVocabulary words) {
		int width = this.config.embeddingSize();
		float[] rows = new float[words.size() * width];
		for (String word : words.moods()) {
			double[] vector = vector(word);
			int row = words.id(word).orElseThrow();
			for (int f = 0; f < vector.length; f++) {
				rows[row * width + f] = (float) vector[f];
			}
		}
		return Tensor.of(rows, words.size(), width);
	}

	private double[] vector(String word) {
		return Objects.requireNonNull(this.vectors.get(MoodState.normalise(word)), word);
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
		int features = this.config.features();
		int states = moods.states().size();
		double[][] targets = new double[length][features];
		for (int t = 0; t < length; t++) {
			double u = Pacing.position(t, length);
			for (int k = 0; k < states; k++) {
				MoodState state = moods.states().get(k);
				for (String word : state.words()) {
					double[] vector = vector(word);
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
