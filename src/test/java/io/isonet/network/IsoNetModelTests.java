package io.isonet.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;

import ai.djl.Device;
import io.isonet.audio.FeatureScaler;
import io.isonet.audio.FeatureSchema;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class IsoNetModelTests {

	/// Every combination of the fields that change the network, at awkward sizes.
	static Stream<IsoNetConfig> combinations() {
		List<IsoNetConfig> configs = new ArrayList<>();
		for (int bits = 0; bits < 32; bits++) {
			configs.add(new IsoNetConfig(13, 1 + bits % 5, 7, 1 + bits % 4, 3, 2, (bits & 1) > 0,
					((bits & 2) > 0) ? IsoNetConfig.Pace.STANDARD : IsoNetConfig.Pace.NONE, (bits & 4) > 0,
					((bits & 8) > 0) ? IsoNetConfig.InitialHidden.TANH : IsoNetConfig.InitialHidden.LINEAR,
					((bits & 16) > 0) ? IsoNetConfig.Outputs.STANDARD : IsoNetConfig.Outputs.NATURAL,
					FeatureSchema.ELEVEN, FeatureScaler.identity(11)));
		}
		return configs.stream();
	}

	@ParameterizedTest
	@MethodSource("combinations")
	void anyCombinationPredictsTheSameAloneAndInABatch(IsoNetConfig config) {
		RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(3);
		JourneyBatch batch = randomBatch(config, random, 9);
		try (IsoNetModel model = IsoNetModel.load(config, Weights.random(config, 5), Engine.DJL, Device.cpu());
				IsoNetPredictor predictor = model.newPredictor()) {
			List<Forecast> together = predictor.predict(batch);
			for (int b = 0; b < batch.size(); b++) {
				Forecast alone = predictor
					.predict(new JourneyBatch(new int[][] { batch.tokens()[b] }, new int[] { batch.lengths()[b] }))
					.getFirst();
				assertThat(together.get(b).features()).hasDimensions(batch.lengths()[b], 11);
				assertClose(together.get(b).features(), alone.features());
				assertClose(together.get(b).attention(), alone.attention());
				for (float[] row : alone.attention()) {
					double sum = 0;
					for (float weight : row) {
						sum += weight;
					}
					assertThat(sum).isBetween(1 - 1e-5, 1 + 1e-5);
				}
			}
		}
	}

	@Test
	void maskedPaddingGetsNoAttentionAtAll() {
		IsoNetConfig config = combinations().filter(IsoNetConfig::maskPadding).findFirst().orElseThrow();
		int pad = config.paddingId();
		JourneyBatch batch = new JourneyBatch(new int[][] { { 1, pad, 2, 3, pad, pad } }, new int[] { 4 });
		try (IsoNetModel model = IsoNetModel.load(config, Weights.random(config, 5), Engine.DJL, Device.cpu());
				IsoNetPredictor predictor = model.newPredictor()) {
			for (float[] row : predictor.predict(batch).getFirst().attention()) {
				assertThat(new float[] { row[1], row[4], row[5] }).containsOnly(0);
			}
		}
	}

	@Test
	void predictionsAreClampedToTheRangeOfEachFeature() {
		IsoNetConfig config = IsoNetConfig.notebook(32);
		float[] high = new float[11];
		Arrays.fill(high, 1000);
		Weights weights = Weights.random(config, 1).with("fc.bias", Tensor.of(high, 11));
		try (IsoNetModel model = IsoNetModel.load(config, weights, Engine.DJL, Device.cpu());
				IsoNetPredictor predictor = model.newPredictor()) {
			float[] row = predictor
				.predict(randomBatch(config, RandomGeneratorFactory.of("L64X128MixRandom").create(4), 1))
				.getFirst()
				.features()[0];
			assertThat(row).containsExactly(1, 1, 1, 1, 11, 1, 5, 1, 1, 250, 1);
		}
	}

	@Test
	void whatLiesOutsideTheTablesIsRefusedBeforeTheEngineSeesIt() {
		IsoNetConfig config = IsoNetConfig.notebook(32);
		try (IsoNetModel model = IsoNetModel.load(config, Weights.random(config, 1), Engine.DJL, Device.cpu());
				IsoNetPredictor predictor = model.newPredictor()) {
			int[] tokens = new int[25];
			assertThatIllegalArgumentException().isThrownBy(() -> predict(predictor, tokens, 0))
				.withMessageContaining("length 0");
			tokens[24] = 32;
			assertThatIllegalArgumentException().isThrownBy(() -> predict(predictor, tokens, 3))
				.withMessageContaining("token 32");
			tokens[24] = -1;
			assertThatIllegalArgumentException().isThrownBy(() -> predict(predictor, tokens, 3))
				.withMessageContaining("token -1");
			Arrays.fill(tokens, 31);
			assertThatIllegalArgumentException().isThrownBy(() -> predict(predictor, tokens, 3))
				.withMessageContaining("no word");
			assertThatIllegalArgumentException().isThrownBy(() -> predict(predictor, new int[24], 3))
				.withMessageContaining("24 slots");
			assertThatIllegalArgumentException()
				.isThrownBy(() -> predictor.predict(new JourneyBatch(new int[][] { new int[25] }, new int[] { 3 },
						List.of(PaceCurve.shares(1, 2)))))
				.withMessageContaining("has a pace of its own, the network has none");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "gpu:999", "cpu,cpu", "gpu:", "tpu", "", "gpu:0;gpu:1" })
	void devicesThatAreNotThereAreNamed(String setting) {
		assertThatIllegalArgumentException().isThrownBy(() -> Torch.devices(setting));
	}

	@Test
	void theProcessorIsAlwaysThere() {
		assertThat(Torch.isThere()).isTrue();
		assertThat(Torch.devices("cpu")).containsExactly(Device.cpu());
		assertThat(Torch.devices("auto")).isNotEmpty();
	}

	private static void predict(IsoNetPredictor predictor, int[] tokens, int length) {
		predictor.predict(new JourneyBatch(new int[][] { tokens }, new int[] { length }));
	}

	static JourneyBatch randomBatch(IsoNetConfig config, RandomGenerator random, int size) {
		int[][] tokens = new int[size][config.slots()];
		int[] lengths = new int[size];
		for (int b = 0; b < size; b++) {
			lengths[b] = random.nextInt(1, 12);
			Arrays.fill(tokens[b], config.paddingId());
			int states = random.nextInt(1, config.maxStates() + 1);
			for (int k = 0; k < states; k++) {
				int words = random.nextInt(1, config.maxWordsPerState() + 1);
				for (int w = 0; w < words; w++) {
					tokens[b][k * config.maxWordsPerState() + w] = random.nextInt(config.paddingId());
				}
			}
		}
		return new JourneyBatch(tokens, lengths);
	}

	/// The same journeys, each at a pace of its own.
	static JourneyBatch withPaces(JourneyBatch batch, RandomGenerator random) {
		return new JourneyBatch(batch.tokens(), batch.lengths(),
				Stream.generate(() -> randomPace(random)).limit(batch.size()).toList());
	}

	private static PaceCurve randomPace(RandomGenerator random) {
		return switch (random.nextInt(4)) {
			case 0 -> PaceCurve.shares(random.doubles(1 + random.nextInt(4), .1, 5).toArray());
			case 1 -> PaceCurve.hold(random.nextInt(5) / 4d, 1 + random.nextInt(4));
			case 2 -> PaceCurve.curve(List.of(new PaceCurve.Point(0, 0),
					new PaceCurve.Point(random.nextDouble(.1, .9), random.nextDouble()), new PaceCurve.Point(1, 1)));
			default -> PaceCurve.STANDARD;
		};
	}

	private static void assertClose(float[][] actual, float[][] expected) {
		for (int t = 0; t < expected.length; t++) {
			assertThat(actual[t]).containsExactly(expected[t], Offset.offset(1e-5f));
		}
	}

}
