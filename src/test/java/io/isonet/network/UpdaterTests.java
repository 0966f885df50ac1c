package io.isonet.network;

import java.util.Arrays;
import java.util.Set;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class UpdaterTests {

	private static final Offset<Double> EXACT = Offset.offset(1e-15);

	@Test
	void gradientDescentGoesAgainstTheGradient() {
		assertThat(updated(new Optimizer.Sgd(), .5)).containsExactly(new double[] { 1 - .05, 2 + .1 }, EXACT);
	}

	@Test
	void theFirstStepOfAdamIsTheRateInTheGradientsDirection() {
		// m^ = g and v^ = g^2, so that the step is rate * g / (|g| + epsilon)
		double epsilon = 1e-8;
		assertThat(updated(Optimizer.Adam.DEFAULT, .5)).containsExactly(
				new double[] { 1 - .1 * .5 / (.5 + epsilon), 2 + .1 * 1 / (1 + epsilon) }, Offset.offset(1e-12));
	}

	@Test
	void epsilonCountsInFullPrecision() {
		double epsilon = .3;
		assertThat(updated(new Optimizer.Adam(.9, .999, epsilon), .5)).containsExactly(
				new double[] { 1 - .1 * .5 / (.5 + epsilon), 2 + .1 * 1 / (1 + epsilon) }, Offset.offset(1e-14));
	}

	@Test
	void theSecondStepOfAdamFollowsTheFormula() {
		double[] gradients = { .5, -.25 };
		double weight = 1;
		double m = 0;
		double v = 0;
		for (int t = 1; t <= 2; t++) {
			m = .9 * m + .1 * gradients[t - 1];
			v = .999 * v + .001 * gradients[t - 1] * gradients[t - 1];
			weight -= .1 * (m / (1 - Math.pow(.9, t))) / (Math.sqrt(v / (1 - Math.pow(.999, t))) + 1e-8);
		}
		Torch.prepareThread();
		try (NDManager manager = Torch.engine().newBaseManager()) {
			NDArray array = manager.create(new double[] { 1 });
			Updater updater = new Updater(Optimizer.Adam.DEFAULT, manager);
			updater.update("w", array, manager.create(new double[] { .5 }), .1, 1);
			updater.update("w", array, manager.create(new double[] { -.25 }), .1, 2);
			assertThat(array.toDoubleArray()[0]).isCloseTo(weight, Offset.offset(1e-14));
		}
	}

	@ParameterizedTest
	@EnumSource
	void clippingShortensAllGradientsTogether(Engine engine) {
		IsoNetConfig config = IsoNetConfig.notebook(32);
		Weights before = Weights.random(config, 1);
		double[] free = change(engine, config, before, 0, 0);
		double[] clipped = change(engine, config, before, .01, 0);
		double norm = norm(free);
		assertThat(norm(clipped)).isCloseTo(.01, Offset.offset(1e-4));
		for (int i = 0; i < free.length; i += 97) {
			assertThat(clipped[i]).isCloseTo(free[i] * .01 / norm, Offset.offset(1e-5));
		}
	}

	@ParameterizedTest
	@EnumSource
	void weightDecayPullsTowardsZero(Engine engine) {
		IsoNetConfig config = IsoNetConfig.notebook(32);
		Weights before = Weights.random(config, 1);
		double[] free = change(engine, config, before, 0, 0);
		double[] decayed = change(engine, config, before, 0, .5);
		double[] weights = flat(before);
		for (int i = 0; i < free.length; i += 97) {
			assertThat(decayed[i] - free[i]).isCloseTo(-.5 * weights[i], Offset.offset(1e-3));
		}
	}

	@ParameterizedTest
	@EnumSource
	void frozenWeightsStay(Engine engine) {
		IsoNetConfig config = IsoNetConfig.notebook(32);
		Weights before = Weights.random(config, 1);
		TrainerOptions options = new TrainerOptions(IsoNetLoss.PER_PLAYLIST, new Optimizer.Sgd(), 0, 0, 0,
				Set.of("fc.weight"), 0);
		Weights after = step(engine, config, before, options);
		assertThat(after.tensor("fc.weight")).isEqualTo(before.tensor("fc.weight"));
		assertThat(after.tensor("fc.bias")).isNotEqualTo(before.tensor("fc.bias"));
	}

	@ParameterizedTest
	@EnumSource
	void theVectorOfAnEmptySlotDoesNotLearn(Engine engine) {
		IsoNetConfig config = IsoNetConfig.notebook(32);
		Weights after = step(engine, config, Weights.random(config, 1), Golden.training());
		float[] embedding = after.tensor("embedding.weight").floats();
		assertThat(new float[] { embedding[93], embedding[94], embedding[95] }).containsOnly(0);
	}

	/// How one step of rate 1 moves all weights.
	private static double[] change(Engine engine, IsoNetConfig config, Weights before, double clip, double decay) {
		TrainerOptions options = new TrainerOptions(IsoNetLoss.PER_PLAYLIST, new Optimizer.Sgd(), decay, clip, 0,
				Set.of(), 0);
		double[] from = flat(before);
		double[] to = flat(step(engine, config, before, options));
		for (int i = 0; i < to.length; i++) {
			to[i] -= from[i];
		}
		return to;
	}

	private static Weights step(Engine engine, IsoNetConfig config, Weights before, TrainerOptions options) {
		int[] tokens = new int[25];
		Arrays.fill(tokens, config.paddingId());
		tokens[0] = 3;
		try (IsoNetTrainer trainer = IsoNetTrainer.create(config, TrainerState.initial(before), options,
				new ComputeTarget(engine, Device.cpu(), 1))) {
			trainer.step(new JourneyBatch(new int[][] { tokens }, new int[] { 3 }),
					new double[][][] { new double[3][11] }, 1);
			return trainer.weights();
		}
	}

	private static double[] updated(Optimizer optimizer, double gradient) {
		Torch.prepareThread();
		try (NDManager manager = Torch.engine().newBaseManager()) {
			NDArray weight = manager.create(new double[] { 1, 2 });
			NDArray gradients = manager.create(new double[] { gradient, -2 * gradient });
			new Updater(optimizer, manager).update("w", weight, gradients, .1, 1);
			return weight.toDoubleArray();
		}
	}

	private static double[] flat(Weights weights) {
		return weights.tensors()
			.values()
			.stream()
			.flatMapToDouble((tensor) -> Arrays.stream(tensor.doubles()))
			.toArray();
	}

	private static double norm(double[] values) {
		return Math.sqrt(Arrays.stream(values).map((value) -> value * value).sum());
	}

}
