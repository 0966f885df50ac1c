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
		RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(3);
		Weights weights = Weights.random(config, 5);
		JourneyBatch batch = IsoNetModelTests.randomBatch(config, random, 9);
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
		RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(4);
		Weights weights = Weights.random(config, 6);
		JourneyBatch batch = IsoNetModelTests.randomBatch(config, random, 7);
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
