package io.isonet.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;

import ai.djl.Device;
import io.isonet.audio.FeatureScaler;
import io.isonet.audio.FeatureSchema;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/// The fused pass says what the DJL block and PyTorch say, in both forms of [Lanes].
class FusedPassTests {

	private static final Offset<Double> EXACT = Offset.offset(1e-12);

	/// Random configurations besides every combination at small sizes.
	static Stream<IsoNetConfig> configurations() {
		Random random = new Random(21);
		List<IsoNetConfig> configs = new ArrayList<>(IsoNetModelTests.combinations().toList());
		for (int i = 0; i < 40; i++) {
			configs.add(new IsoNetConfig(4 + random.nextInt(60), 1 + random.nextInt(40), 1 + random.nextInt(50),
					1 + random.nextInt(70), 1 + random.nextInt(16), 1 + random.nextInt(16), random.nextBoolean(),
					random.nextBoolean() ? IsoNetConfig.Pace.STANDARD : IsoNetConfig.Pace.NONE, random.nextBoolean(),
					random.nextBoolean() ? IsoNetConfig.InitialHidden.TANH : IsoNetConfig.InitialHidden.LINEAR,
					random.nextBoolean() ? IsoNetConfig.Outputs.STANDARD : IsoNetConfig.Outputs.NATURAL,
					FeatureSchema.ELEVEN, FeatureScaler.identity(11)));
		}
		return configs.stream();
	}

	@ParameterizedTest
	@MethodSource("configurations")
	void itSaysWhatTheBlockSays(IsoNetConfig config) {
		assertSaysWhatTheBlockSays(config, batch(config, 3, 9));
	}

	@ParameterizedTest
	@MethodSource("paced")
	void itSaysWhatTheBlockSaysAtEachJourneysOwnPace(IsoNetConfig config) {
		JourneyBatch batch = IsoNetModelTests.withPaces(batch(config, 9, 9), new Random(4));
		assertSaysWhatTheBlockSays(config, batch);
		assertSaysWhatTheBlockSays(config, new JourneyBatch(batch.part(0, 4).tokens(), new int[] { 499, 1, 500, 250 },
				batch.paces().subList(0, 4)));
	}

	@ParameterizedTest
	@MethodSource("paced")
	void aJourneyKeepsItsPaceAloneAndInAnyBatch(IsoNetConfig config) {
		Weights weights = Weights.random(config, 6);
		JourneyBatch batch = IsoNetModelTests.withPaces(batch(config, 4, 2 * JourneyBatch.PART + 3), new Random(5));
		List<Forecast> together = predict(config, weights, LanesChoice.lanes(), batch);
		for (int b = 0; b < batch.size(); b++) {
			assertSame(predict(config, weights, LanesChoice.lanes(), batch.part(b, b + 1)), together.subList(b, b + 1));
		}
	}

	@ParameterizedTest
	@MethodSource("paced")
	void equalSharesNoHoldAndAStraightCurveGiveTheBitsOfTheStandardPace(IsoNetConfig config) {
		Weights weights = Weights.random(config, 6);
		JourneyBatch standard = batch(config, 4, 4);
		JourneyBatch asked = new JourneyBatch(standard.tokens(), standard.lengths(),
				List.of(PaceCurve.shares(.1, .1, .1), PaceCurve.hold(0, 7), PaceCurve
					.curve(List.of(new PaceCurve.Point(0, 0), new PaceCurve.Point(.3, .3), new PaceCurve.Point(1, 1))),
						PaceCurve.STANDARD));
		assertSame(predict(config, weights, LanesChoice.lanes(), asked),
				predict(config, weights, LanesChoice.lanes(), standard));
	}

	/// A state with a large share is played for longer.
	@Test
	void theAttentionFollowsThePace() {
		IsoNetConfig config = paced().filter(IsoNetConfig::maskPadding).findFirst().orElseThrow();
		int pad = config.paddingId();
		int[] tokens = new int[config.slots()];
		Arrays.fill(tokens, pad);
		tokens[0] = 1;
		tokens[config.maxWordsPerState()] = 2;
		JourneyBatch batch = new JourneyBatch(new int[][] { tokens, tokens, tokens }, new int[] { 21, 21, 21 },
				List.of(PaceCurve.shares(4, 1), PaceCurve.STANDARD, PaceCurve.shares(1, 4)));
		List<Forecast> forecasts = predict(config, Weights.random(config, 6), LanesChoice.lanes(), batch);
		double[] first = forecasts.stream()
			.mapToDouble((forecast) -> Arrays.stream(forecast.attention()).mapToDouble((row) -> row[0]).sum())
			.toArray();
		assertThat(first[0]).isGreaterThan(first[1] + 3);
		assertThat(first[1]).isGreaterThan(first[2] + 3);
	}

	/// Those of the configurations that have a pace.
	static Stream<IsoNetConfig> paced() {
		return configurations().filter((config) -> config.pace() != IsoNetConfig.Pace.NONE);
	}

	@ParameterizedTest
	@MethodSource("io.isonet.network.IsoNetModelTests#combinations")
	void itSaysWhatTheBlockSaysUpToTheLongestPlaylist(IsoNetConfig config) {
		assertSaysWhatTheBlockSays(config, withLengths(batch(config, 7, 4), 499, 1, 500, 250));
	}

	@Test
	void itSaysWhatTheBlockSaysAtTheLargestSizes() {
		int largest = IsoNetConfig.MAX_SIZE;
		IsoNetConfig config = new IsoNetConfig(40, largest, largest, largest, 2, 2, true, IsoNetConfig.Pace.STANDARD,
				true, IsoNetConfig.InitialHidden.TANH, IsoNetConfig.Outputs.STANDARD, FeatureSchema.ELEVEN,
				FeatureScaler.identity(11));
		assertSaysWhatTheBlockSays(config, withLengths(batch(config, 8, 2), 2, 4));
	}

	private static void assertSaysWhatTheBlockSays(IsoNetConfig config, JourneyBatch batch) {
		Weights weights = Weights.random(config, 5);
		List<Forecast> fused = predict(config, weights, new VectorLanes(), batch);
		try (IsoNetModel model = IsoNetModel.load(config, weights, Engine.DJL, Device.cpu());
				IsoNetPredictor predictor = model.newPredictor()) {
			List<Forecast> block = predictor.predict(batch);
			for (int b = 0; b < batch.size(); b++) {
				assertClose(fused.get(b).features(), block.get(b).features(), 1e-5);
				assertClose(fused.get(b).attention(), block.get(b).attention(), 1e-5);
			}
		}
		assertSame(predict(config, weights, new ScalarLanes(), batch), fused);
	}

	@ParameterizedTest
	@MethodSource("configurations")
	void aJourneyGetsTheSameBitsAloneAndInAnyBatch(IsoNetConfig config) {
		Weights weights = Weights.random(config, 6);
		// two parts, and one that is not full
		JourneyBatch batch = batch(config, 4, 2 * JourneyBatch.PART + 3);
		List<Forecast> together = predict(config, weights, LanesChoice.lanes(), batch);
		for (int b = 0; b < batch.size(); b++) {
			assertSame(predict(config, weights, LanesChoice.lanes(), batch.part(b, b + 1)), together.subList(b, b + 1));
		}
	}

	@ParameterizedTest
	@CsvSource({ "forward-small, 1e-5", "forward-b16, 1e-5", "forward-saturated, 1e-3" })
	void itGivesTheNumbersOfPyTorch(String name, double tolerance) {
		Map<String, Tensor> weights = Golden.tensors(name + "-weights");
		Map<String, Tensor> example = Golden.tensors(name + "-example");
		IsoNetConfig config = Golden.config(weights);
		JourneyBatch batch = Golden.batch(example);
		for (FloatLanes lanes : new FloatLanes[] { new ScalarLanes(), new VectorLanes() }) {
			List<Forecast> forecasts = predict(config, Weights.of(config, weights, TensorType.F32), lanes, batch);
			double[] trajectory = example.get("trajectory").doubles();
			double[] attention = example.get("attention").doubles();
			int steps = trajectory.length / (batch.size() * config.features());
			for (int b = 0; b < batch.size(); b++) {
				for (int t = 0; t < batch.lengths()[b]; t++) {
					int row = b * steps + t;
					for (int f = 0; f < config.features(); f++) {
						double wanted = config.schema().feature(f).clamp(trajectory[row * config.features() + f]);
						assertThat((double) forecasts.get(b).features()[t][f]).isCloseTo(wanted,
								Offset.offset(tolerance));
					}
					for (int s = 0; s < config.slots(); s++) {
						assertThat((double) forecasts.get(b).attention()[t][s])
							.isCloseTo(attention[row * config.slots() + s], Offset.offset(tolerance));
					}
				}
			}
		}
	}

	/// The attention is held by words: a slot's share of it is a float in any case.
	@Test
	void inDoubleItGivesTheNumbersOfPyTorch() {
		Map<String, Tensor> tensors = Golden.tensors("forward-float64-weights");
		Map<String, Tensor> example = Golden.tensors("forward-float64-example");
		IsoNetConfig config = Golden.config(tensors);
		JourneyBatch batch = Golden.batch(example);
		DoubleLanes lanes = new DoubleLanes();
		PackedWeights<double[]> weights = new PackedWeights<>(config, Weights.of(config, tensors, TensorType.F64),
				lanes);
		Tape<double[]> tape = new Tape<>(config, weights, lanes, true);
		FusedPass<double[]> pass = new FusedPass<>(config, weights, lanes);
		tape.reset(batch);
		pass.run(tape);
		pass.head(tape, tape.hidden, tape.hiddenRow(0) * weights.layout.hiddenWidth, 0, tape.rows());
		double[] trajectory = example.get("trajectory").doubles();
		double[] attention = example.get("attention").doubles();
		for (int t = 0; t < tape.steps(); t++) {
			for (int n = 0; n < tape.running(t, 0, tape.size()); n++) {
				int row = tape.offset(t) + n;
				int wanted = tape.order[n] * tape.steps() + t;
				assertThat(row(tape.output, row, weights.layout.featuresWidth, config.features()))
					.containsExactly(row(trajectory, wanted, config.features(), config.features()), EXACT);
				JourneyWords<double[]> words = tape.words(n);
				double[] ofWords = new double[words.count];
				for (int s = 0; s < config.slots(); s++) {
					ofWords[words.word[s]] += attention[wanted * config.slots() + s];
				}
				assertThat(row(tape.weight, row, tape.weightWidth, words.count)).containsExactly(ofWords, EXACT);
			}
		}
	}

	private static double[] row(double[] flat, int row, int width, int count) {
		return Arrays.copyOfRange(flat, row * width, row * width + count);
	}

	@Test
	void aScoreThatIsHugeOutsideTheMaskSpoilsNothing() {
		IsoNetConfig config = IsoNetModelTests.combinations()
			.filter(IsoNetConfig::maskPadding)
			.findFirst()
			.orElseThrow();
		Weights random = Weights.random(config, 5);
		float[] table = random.tensor("embedding.weight").floats();
		Arrays.fill(table, config.paddingId() * config.embeddingSize(), table.length, 1e30f);
		int pad = config.paddingId();
		JourneyBatch batch = new JourneyBatch(new int[][] { { 1, pad, 2, 3, pad, pad } }, new int[] { 4 });
		Weights weights = random
			.with("embedding.weight", Tensor.of(table, config.vocabularySize(), config.embeddingSize()))
			.with("h0.weight", zeros(random, "h0.weight"))
			.with("c0.weight", zeros(random, "c0.weight"));
		Forecast forecast = predict(config, weights, LanesChoice.lanes(), batch).getFirst();
		assertThat(forecast.isFinite()).isTrue();
		for (float[] row : forecast.attention()) {
			assertThat(new float[] { row[1], row[4], row[5] }).containsOnly(0);
		}
	}

	private static JourneyBatch batch(IsoNetConfig config, long seed, int size) {
		RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
		return IsoNetModelTests.randomBatch(config, random, size);
	}

	private static JourneyBatch withLengths(JourneyBatch batch, int... lengths) {
		return new JourneyBatch(batch.tokens(), lengths);
	}

	private static Tensor zeros(Weights weights, String name) {
		Tensor tensor = weights.tensor(name);
		return Tensor.of(new float[tensor.size()], tensor.shape());
	}

	private static List<Forecast> predict(IsoNetConfig config, Weights weights, FloatLanes lanes, JourneyBatch batch) {
		return new FusedPredictor(config, new PackedWeights<>(config, weights, lanes), lanes).predict(batch);
	}

	private static void assertSame(List<Forecast> some, List<Forecast> others) {
		assertThat(some).hasSameSizeAs(others);
		for (int i = 0; i < some.size(); i++) {
			assertThat(some.get(i).features()).isDeepEqualTo(others.get(i).features());
			assertThat(some.get(i).attention()).isDeepEqualTo(others.get(i).attention());
		}
	}

	private static void assertClose(float[][] actual, float[][] wanted, double tolerance) {
		assertThat(actual).hasDimensions(wanted.length, wanted[0].length);
		for (int i = 0; i < wanted.length; i++) {
			for (int j = 0; j < wanted[i].length; j++) {
				assertThat((double) actual[i][j]).isCloseTo(wanted[i][j], Offset.offset(tolerance));
			}
		}
	}

}
