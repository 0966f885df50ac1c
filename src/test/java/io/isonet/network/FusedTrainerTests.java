package io.isonet.network;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;

import ai.djl.Device;
import io.isonet.audio.FeatureScaler;
import io.isonet.audio.FeatureSchema;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/// The backward pass by hand says what autograd and differences say.
class FusedTrainerTests {

	/// Everything on that can be.
	private static final TrainerOptions OPTIONS = new TrainerOptions(IsoNetLoss.PER_PLAYLIST, Optimizer.Adam.DEFAULT,
			.01, .5, .3, Set.of("fc.bias", "c0.weight"), 7);

	@ParameterizedTest
	@MethodSource("io.isonet.network.FusedPassTests#configurations")
	void gradientsAreThoseOfAutograd(IsoNetConfig config) {
		JourneyBatch batch = batch(config, 9);
		double[][][] targets = targets(config, batch);
		TrainerState state = TrainerState.initial(doubles(Weights.random(config, 5)));
		TrainerOptions options = new TrainerOptions(IsoNetLoss.PER_PLAYLIST, new Optimizer.Sgd(), 0, 0, .25, Set.of(),
				3);
		try (IsoNetTrainer fused = IsoNetTrainer.create(config, state, options, ComputeTarget.fused(1));
				IsoNetTrainer djl = IsoNetTrainer.create(config, state, options, ComputeTarget.djl(Device.cpu()))) {
			Map<String, Tensor> expected = djl.gradients(batch, targets);
			Map<String, Tensor> actual = fused.gradients(batch, targets);
			assertThat(actual.keySet()).isEqualTo(expected.keySet());
			expected.forEach((name, tensor) -> {
				if (name.equals("attention.attention.bias")) {
					// a softmax does not see it: 0 here, what rounding leaves there
					assertThat(actual.get(name).doubles()).containsOnly(0);
					assertThat(Math.abs(tensor.doubles()[0])).isLessThan(1e-12);
				}
				else {
					assertThat(error(actual.get(name), tensor)).as(name).isLessThanOrEqualTo(1e-10);
				}
			});
			assertThat(fused.loss(batch, targets)).isCloseTo(djl.loss(batch, targets), Offset.offset(1e-12));
		}
	}

	@ParameterizedTest
	@MethodSource("errors")
	void everyErrorHasTheGradientsOfAutograd(FeatureError error, IsoNetConfig config) {
		JourneyBatch batch = batch(config, 5);
		double[][][] targets = targets(config, batch);
		TrainerState state = TrainerState.initial(doubles(Weights.random(config, 5)));
		TrainerOptions options = new TrainerOptions(IsoNetLoss.PER_PLAYLIST, error, new Optimizer.Sgd(), 0, 0, 0,
				Set.of("attention.attention.bias"), 3, null);
		try (IsoNetTrainer fused = IsoNetTrainer.create(config, state, options, ComputeTarget.fused(1));
				IsoNetTrainer djl = IsoNetTrainer.create(config, state, options, ComputeTarget.djl(Device.cpu()))) {
			Map<String, Tensor> actual = fused.gradients(batch, targets);
			djl.gradients(batch, targets)
				.forEach((name, tensor) -> assertThat(error(actual.get(name), tensor)).as(name)
					.isLessThanOrEqualTo(1e-10));
			assertThat(fused.loss(batch, targets)).isCloseTo(djl.loss(batch, targets), Offset.offset(1e-10));
			TrainerOptions squared = new TrainerOptions(IsoNetLoss.PER_PLAYLIST, new Optimizer.Sgd(), 0, 0, 0, Set.of(),
					3);
			try (IsoNetTrainer other = IsoNetTrainer.create(config, state, squared, ComputeTarget.fused(1))) {
				assertThat(other.loss(batch, targets)).isNotCloseTo(fused.loss(batch, targets), Offset.offset(1e-3));
			}
		}
	}

	static Stream<Arguments> errors() {
		FeatureScaler scaler = new FeatureScaler(new double[] { .4, .5, .3, .2, 5, .2, -9, .6, .1, 110, .5 },
				new double[] { .3, .2, .4, .3, 3, .1, 5, .5, .1, 30, .2 });
		IsoNetConfig standard = new IsoNetConfig(20, 5, 6, 9, 3, 4, true, IsoNetConfig.Pace.STANDARD, true,
				IsoNetConfig.InitialHidden.TANH, IsoNetConfig.Outputs.STANDARD, FeatureSchema.ELEVEN, scaler);
		return Stream.of(new FeatureError.Huber(.7), new FeatureError.CrossEntropy())
			.flatMap((error) -> Stream.of(Arguments.of(error, standard),
					Arguments.of(error, IsoNetConfig.notebook(20))));
	}

	@ParameterizedTest
	@MethodSource("io.isonet.network.IsoNetModelTests#combinations")
	void gradientsOfSingleTracksAreThoseOfAutograd(IsoNetConfig config) {
		JourneyBatch several = batch(config, 3);
		JourneyBatch batch = new JourneyBatch(several.tokens(), new int[] { 1, 1, 1 });
		double[][][] targets = targets(config, batch);
		TrainerState state = TrainerState.initial(doubles(Weights.random(config, 5)));
		try (IsoNetTrainer fused = IsoNetTrainer.create(config, state, OPTIONS, ComputeTarget.fused(1));
				IsoNetTrainer djl = IsoNetTrainer.create(config, state, OPTIONS, ComputeTarget.djl(Device.cpu()))) {
			Map<String, Tensor> actual = fused.gradients(batch, targets);
			djl.gradients(batch, targets)
				.forEach((name, tensor) -> assertThat(error(actual.get(name), tensor)).as(name)
					.isLessThanOrEqualTo(1e-10));
			assertThat(Arrays.stream(actual.get("lstm.weight_ih").doubles())).anyMatch((value) -> value != 0);
		}
	}

	@ParameterizedTest
	@MethodSource("io.isonet.network.IsoNetModelTests#combinations")
	void gradientsAreThoseOfDifferences(IsoNetConfig config) {
		JourneyBatch batch = batch(config, 3);
		double[][][] targets = targets(config, batch);
		Weights weights = doubles(Weights.random(config, 8));
		TrainerOptions options = new TrainerOptions(IsoNetLoss.PADDED_BLOCK, new Optimizer.Sgd(), 0, 0, 0, Set.of(), 3);
		Random random = new Random(5);
		try (IsoNetTrainer trainer = IsoNetTrainer.create(config, TrainerState.initial(weights), options,
				ComputeTarget.fused(1))) {
			trainer.gradients(batch, targets).forEach((name, gradient) -> {
				int at = random.nextInt(gradient.size());
				if (name.equals("embedding.weight")) {
					// a word of the first journey
					at = batch.tokens()[0][0] * config.embeddingSize();
				}
				double step = 1e-6;
				double difference = (loss(config, moved(weights, name, at, step), options, batch, targets)
						- loss(config, moved(weights, name, at, -step), options, batch, targets)) / (2 * step);
				assertThat(gradient.doubles()[at]).as("%s[%d]", name, at)
					.isCloseTo(difference, Offset.offset(1e-7 * (1 + Math.abs(difference))));
			});
		}
	}

	/// Step by step from the same state: Adam makes of rounding what no two engines
	/// share for long.
	@ParameterizedTest
	@EnumSource
	void aStepWithEveryOptionGoesWhereTheBlockGoes(IsoNetLoss loss) {
		IsoNetConfig config = IsoNetModelTests.combinations().toList().getLast();
		TrainerOptions options = new TrainerOptions(loss, Optimizer.Adam.DEFAULT, OPTIONS.weightDecay(),
				OPTIONS.gradientClip(), OPTIONS.dropout(), OPTIONS.frozen(), OPTIONS.seed());
		Weights initial = doubles(Weights.random(config, 2));
		try (IsoNetTrainer djl = IsoNetTrainer.create(config, TrainerState.initial(initial), options,
				ComputeTarget.djl(Device.cpu()))) {
			for (int step = 0; step < 30; step++) {
				JourneyBatch batch = batch(config, 1 + step % 7);
				double[][][] targets = targets(config, batch);
				try (IsoNetTrainer fused = IsoNetTrainer.create(config, djl.state(), options, ComputeTarget.fused(1))) {
					double expected = djl.step(batch, targets, .01);
					assertThat(fused.step(batch, targets, .01)).isCloseTo(expected, Offset.offset(1e-13));
					assertClose(fused.state().first(), djl.state().first());
					assertClose(fused.state().second(), djl.state().second());
					// a gradient of rounding alone moves a weight by 1e-9 of a step
					assertClose(fused.weights().tensors(), djl.weights().tensors());
				}
			}
			OPTIONS.frozen().forEach((name) -> assertThat(djl.weights().tensor(name)).isEqualTo(initial.tensor(name)));
		}
	}

	@ParameterizedTest
	@MethodSource("io.isonet.network.FusedPassTests#configurations")
	void bothFormsOfLanesGiveTheSameBitsAndGoOnFromEachOther(IsoNetConfig config) {
		try (FusedTrainer<float[]> whole = trainer(config, new ScalarLanes())) {
			for (int step = 0; step < 3; step++) {
				JourneyBatch batch = batch(config, 1 + 3 * step);
				double[][][] targets = targets(config, batch);
				try (FusedTrainer<float[]> next = new FusedTrainer<>(config, whole.state(), OPTIONS, new VectorLanes(),
						new Sharing(1))) {
					double loss = whole.step(batch, targets, .01);
					assertThat(next.step(batch, targets, .01)).isEqualTo(loss);
					assertThat(next.state()).isEqualTo(whole.state());
				}
			}
		}
	}

	@Test
	void threadsChangeNoBit() {
		IsoNetConfig config = new IsoNetConfig(40, 20, 30, 130, 3, 4, true, IsoNetConfig.Pace.STANDARD, true,
				IsoNetConfig.InitialHidden.TANH, IsoNetConfig.Outputs.STANDARD, FeatureSchema.ELEVEN,
				FeatureScaler.identity(11));
		AtomicInteger begun = new AtomicInteger();
		// a pool begins a thread for a part that it then computes
		Sharing amongThree = new Sharing(3, 1, (part) -> {
			begun.incrementAndGet();
			return new Thread(part);
		});
		try (FusedTrainer<float[]> alone = trainer(config, LanesChoice.lanes());
				FusedTrainer<float[]> shared = new FusedTrainer<>(config, alone.state(), OPTIONS, LanesChoice.lanes(),
						amongThree)) {
			for (int size : new int[] { 40, 17, 9, 2, 1 }) {
				JourneyBatch batch = batch(config, size);
				double[][][] targets = targets(config, batch);
				double loss = alone.step(batch, targets, .01);
				assertThat(shared.step(batch, targets, .01)).isEqualTo(loss);
				assertThat(begun).hasValue(3);
			}
			assertThat(shared.state()).isEqualTo(alone.state());
		}
	}

	@Test
	void aStepOfUsualSizeIsSharedOnceItIsLarge() {
		AtomicInteger computed = new AtomicInteger();
		try (Sharing sharing = new Sharing(2)) {
			sharing.run(40, 19_999_999, (from, to) -> computed.addAndGet(100 + to - from));
			assertThat(computed).hasValue(140);
			sharing.run(40, 20_000_000, (from, to) -> computed.addAndGet(100 + to - from));
			assertThat(computed).hasValue(140 + 240);
			sharing.run(7, 20_000_000, (from, to) -> computed.addAndGet(100 + to - from));
			assertThat(computed).hasValue(140 + 240 + 107);
		}
	}

	@Test
	void aLossThatIsNotFiniteTakesNoStep() {
		IsoNetConfig config = IsoNetConfig.notebook(32);
		try (IsoNetTrainer trainer = trainer(config, LanesChoice.lanes())) {
			JourneyBatch batch = batch(config, 2);
			double[][][] targets = targets(config, batch);
			targets[1][0][3] = Double.POSITIVE_INFINITY;
			TrainerState before = trainer.state();
			assertThat(trainer.step(batch, targets, .01)).isInfinite();
			assertThat(trainer.state()).isEqualTo(before);
		}
	}

	@ParameterizedTest
	@EnumSource
	void whatTheNetworkCannotReadIsRefused(Engine engine) {
		IsoNetConfig config = IsoNetConfig.notebook(32);
		try (IsoNetTrainer trainer = IsoNetTrainer.create(config, TrainerState.initial(Weights.random(config, 1)),
				OPTIONS, new ComputeTarget(engine, Device.cpu(), 1))) {
			int[] tokens = new int[25];
			tokens[7] = 32;
			JourneyBatch batch = new JourneyBatch(new int[][] { tokens }, new int[] { 3 });
			assertThatIllegalArgumentException().isThrownBy(() -> trainer.step(batch, new double[1][3][11], .01))
				.withMessageContaining("token 32");
			assertThatIllegalArgumentException().isThrownBy(() -> trainer.loss(batch, new double[1][3][11]))
				.withMessageContaining("token 32");
		}
	}

	/// Relative, but where all that there is, is rounding.
	private static double error(Tensor actual, Tensor expected) {
		double norm = Math.sqrt(Arrays.stream(expected.doubles()).map((value) -> value * value).sum());
		return (norm < 1e-14) ? Golden.largestDifference(actual.doubles(), expected.doubles())
				: Golden.relativeError(actual.doubles(), expected.doubles());
	}

	private static void assertClose(Map<String, Tensor> actual, Map<String, Tensor> expected) {
		assertThat(actual.keySet()).isEqualTo(expected.keySet());
		expected
			.forEach((name, tensor) -> assertThat(error(actual.get(name), tensor)).as(name).isLessThanOrEqualTo(1e-10));
	}

	private static FusedTrainer<float[]> trainer(IsoNetConfig config, FloatLanes lanes) {
		return new FusedTrainer<>(config, TrainerState.initial(Weights.random(config, 1)), OPTIONS, lanes,
				new Sharing(1));
	}

	private static double loss(IsoNetConfig config, Weights weights, TrainerOptions options, JourneyBatch batch,
			double[][][] targets) {
		try (IsoNetTrainer trainer = IsoNetTrainer.create(config, TrainerState.initial(weights), options,
				ComputeTarget.fused(1))) {
			return trainer.loss(batch, targets);
		}
	}

	private static Weights moved(Weights weights, String name, int at, double by) {
		Tensor tensor = weights.tensor(name);
		double[] values = tensor.doubles();
		values[at] += by;
		return weights.with(name, Tensor.of(values, tensor.shape()));
	}

	private static JourneyBatch batch(IsoNetConfig config, int size) {
		RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(size);
		return IsoNetModelTests.randomBatch(config, random, size);
	}

	@ParameterizedTest
	@EnumSource
	void anchorsPullByWhatTheyAreWorth(EngineName engine) {
		IsoNetConfig config = IsoNetModelTests.combinations().toList().getLast();
		JourneyBatch batch = batch(config, 3);
		double[][][] targets = targets(config, batch);
		Weights weights = doubles(Weights.random(config, 2));
		Weights elsewhere = doubles(Weights.random(config, 9));
		double[] strengths = new double[weights.tensor("h0.weight").size()];
		Arrays.setAll(strengths, (i) -> i % 5);
		Tensor strength = Tensor.of(strengths, weights.tensor("h0.weight").shape());
		Anchors anchors = new Anchors(elsewhere, Map.of("h0.weight", strength, "c0.weight", strength));
		ComputeTarget target = (engine == EngineName.DJL) ? ComputeTarget.djl(Device.cpu()) : ComputeTarget.fused(1);
		TrainerState state = TrainerState.initial(weights);
		try (IsoNetTrainer free = IsoNetTrainer.create(config, state, anchored(null), target);
				IsoNetTrainer held = IsoNetTrainer.create(config, state, anchored(anchors), target)) {
			Map<String, Tensor> expected = free.gradients(batch, targets);
			Map<String, Tensor> actual = held.gradients(batch, targets);
			double[] gradient = expected.get("h0.weight").doubles();
			double[] at = weights.tensor("h0.weight").doubles();
			double[] anchor = elsewhere.tensor("h0.weight").doubles();
			for (int i = 0; i < gradient.length; i++) {
				gradient[i] += 2 * strengths[i] * (at[i] - anchor[i]);
			}
			assertThat(actual.get("h0.weight").doubles()).containsExactly(gradient, Offset.offset(1e-12));
			assertThat(actual.keySet()).doesNotContain("c0.weight");
			assertThat(actual.get("fc.weight")).isEqualTo(expected.get("fc.weight"));
			assertThat(held.loss(batch, targets)).isEqualTo(free.loss(batch, targets));
		}
	}

	@Test
	void anchorsAreOfWeightsThatThereAre() {
		Weights weights = Weights.random(IsoNetConfig.notebook(10), 2);
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new Anchors(weights, Map.of("fc.bias", Tensor.of(new float[3], 3))));
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new Anchors(weights, Map.of("fc", Tensor.of(new float[3], 3))));
		float[] negative = new float[11];
		negative[4] = -1;
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new Anchors(weights, Map.of("fc.bias", Tensor.of(negative, 11))));
	}

	private static TrainerOptions anchored(@Nullable Anchors anchors) {
		return new TrainerOptions(IsoNetLoss.PER_PLAYLIST, FeatureError.SQUARED, new Optimizer.Sgd(), 0, 0, 0,
				Set.of("c0.weight"), 3, anchors);
	}

	@ParameterizedTest
	@EnumSource
	void aTrackThatCountsForNothingHoldsItsPlace(EngineName engine) {
		IsoNetConfig config = IsoNetModelTests.combinations().toList().getLast();
		JourneyBatch batch = new JourneyBatch(batch(config, 1).tokens(), new int[] { 4 });
		double[][][] targets = new double[1][4][config.features()];
		Weights weights = doubles(Weights.random(config, 2));
		TrainerOptions options = new TrainerOptions(IsoNetLoss.PER_PLAYLIST, new Optimizer.Sgd(), 0, 0, 0, Set.of(), 3);
		ComputeTarget target = (engine == EngineName.DJL) ? ComputeTarget.djl(Device.cpu()) : ComputeTarget.fused(1);
		try (IsoNetTrainer trainer = IsoNetTrainer.create(config, TrainerState.initial(weights), options, target)) {
			double[] alone = new double[4];
			for (int t = 0; t < 4; t++) {
				double[][] rows = new double[4][0];
				rows[t] = targets[0][t];
				alone[t] = trainer.loss(batch, new double[][][] { rows });
			}
			double[][] three = { targets[0][0], {}, targets[0][2], targets[0][3] };
			assertThat(trainer.loss(batch, new double[][][] { three })).isCloseTo((alone[0] + alone[2] + alone[3]) / 3,
					Offset.offset(1e-12));
			assertThat(alone[1]).isNotCloseTo(alone[0], Offset.offset(1e-6));
		}
	}

	private static double[][][] targets(IsoNetConfig config, JourneyBatch batch) {
		Random random = new Random(batch.size());
		double[][][] targets = new double[batch.size()][batch.longest()][config.features()];
		for (double[][] playlist : targets) {
			for (double[] track : playlist) {
				Arrays.setAll(track, (f) -> random.nextGaussian());
			}
		}
		if (batch.lengths()[0] > 2) {
			// a track that counts for nothing
			targets[0][1] = new double[0];
		}
		return targets;
	}

	private static Weights doubles(Weights weights) {
		Map<String, Tensor> doubles = new LinkedHashMap<>();
		weights.tensors().forEach((name, tensor) -> doubles.put(name, Tensor.of(tensor.doubles(), tensor.shape())));
		return new Weights(doubles);
	}

}
