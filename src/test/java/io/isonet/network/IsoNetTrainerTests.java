package io.isonet.network;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;

import ai.djl.Device;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class IsoNetTrainerTests {

	private static final IsoNetConfig CONFIG = IsoNetConfig.notebook(32);

	private static final JourneyBatch BATCH = IsoNetModelTests.randomBatch(CONFIG,
			RandomGeneratorFactory.of("L64X128MixRandom").create(1), 3);

	private static final double[][][] TARGETS = new double[3][BATCH.longest()][11];

	@ParameterizedTest
	@CsvSource({ "DJL, curve-float32, F32, 1e-5", "DJL, curve-float64, F64, 1e-10", "FUSED, curve-float32, F32, 1e-5",
			"FUSED, curve-float64, F64, 1e-10" })
	void fiveHundredStepsGiveTheCurveAndTheWeightsOfPyTorch(Engine engine, String name, TensorType type,
			double tolerance) {
		Map<String, Tensor> initial = Golden.tensors(name + "-initial");
		Map<String, Tensor> data = Golden.tensors(name + "-trained");
		JsonNode losses = Golden.json(name).get("loss_per_step");
		IsoNetConfig config = Golden.config(initial);
		double[][][] features = Golden.features(data.get("features"));
		try (IsoNetTrainer trainer = IsoNetTrainer.create(config,
				TrainerState.initial(Weights.of(config, initial, type)), Golden.training(),
				new ComputeTarget(engine, Device.cpu(), 1))) {
			for (int step = 0; step < losses.size(); step++) {
				int from = step % 5 * 4;
				double[][][] targets = Arrays.copyOfRange(features, from, from + 4);
				double loss = trainer.step(Golden.batch(data, from, from + 4), targets, .01);
				double expected = losses.get(step).doubleValue();
				assertThat(Math.abs(loss - expected) / expected).as("loss of step %d", step)
					.isLessThanOrEqualTo(tolerance);
			}
			Weights trained = trainer.weights();
			Golden.tensors(name + "-final")
				.forEach((weight,
						expected) -> assertThat(
								Golden.relativeError(trained.tensor(weight).doubles(), expected.doubles()))
							.as(weight)
							.isLessThanOrEqualTo(tolerance));
		}
	}

	@ParameterizedTest
	@MethodSource("optimizers")
	void anotherTrainerGoesOnFromAStateToTheBit(Engine engine, Optimizer optimizer, TensorType type) {
		TrainerOptions options = options(optimizer);
		try (IsoNetTrainer whole = trainer(engine, TrainerState.initial(initial(type)), options)) {
			TrainerState state = TrainerState.initial(initial(type));
			for (int step = 1; step <= 5; step++) {
				double loss = whole.step(BATCH, TARGETS, .1);
				try (IsoNetTrainer next = trainer(engine, state, options)) {
					assertThat(next.step(BATCH, TARGETS, .1)).isEqualTo(loss);
					state = next.state();
				}
				assertThat(state).isEqualTo(whole.state());
				assertThat(state.steps()).isEqualTo(step);
			}
		}
	}

	@ParameterizedTest
	@EnumSource
	void trainersOfSeveralThreadsEachGiveWhatOneGivesAlone(Engine engine) throws Exception {
		Callable<TrainerState> training = () -> {
			try (IsoNetTrainer trainer = trainer(engine, TrainerState.initial(initial(TensorType.F32)),
					options(Optimizer.Adam.DEFAULT))) {
				for (int step = 0; step < 50; step++) {
					trainer.step(BATCH, TARGETS, .1);
				}
				return trainer.state();
			}
		};
		TrainerState alone = training.call();
		try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
			for (Future<TrainerState> beside : threads.invokeAll(Collections.nCopies(4, training))) {
				assertThat(beside.get()).isEqualTo(alone);
			}
		}
	}

	@ParameterizedTest
	@EnumSource
	void aStateThatIsNotTheOptionsIsRefused(Engine engine) {
		TrainerOptions adam = options(Optimizer.Adam.DEFAULT);
		TrainerState state;
		try (IsoNetTrainer trainer = trainer(engine, TrainerState.initial(initial(TensorType.F32)), adam)) {
			trainer.step(BATCH, TARGETS, .1);
			state = trainer.state();
		}
		assertThat(state.first()).doesNotContainKey("embedding.weight").hasSameSizeAs(state.second());
		Map<String, Tensor> fewer = new HashMap<>(state.second());
		fewer.remove("fc.bias");
		Map<String, Tensor> reshaped = new HashMap<>(state.second());
		reshaped.put("fc.bias", Tensor.of(new float[12], 12));
		Map<String, Tensor> infinite = new HashMap<>(state.first());
		infinite.put("fc.bias", Tensor.of(new float[] { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, Float.POSITIVE_INFINITY }, 11));
		assertRefused(engine, state, options(new Optimizer.Sgd()), "is unknown");
		assertRefused(engine, new TrainerState(state.weights(), state.first(), fewer, 1), adam,
				"second average 'fc.bias' is missing");
		assertRefused(engine, new TrainerState(state.weights(), state.first(), reshaped, 1), adam,
				"second average 'fc.bias' has shape [12]");
		assertRefused(engine, new TrainerState(state.weights(), infinite, state.second(), 1), adam,
				"first average 'fc.bias' has a number that is not finite");
		assertRefused(engine, new TrainerState(initial(TensorType.F64), state.first(), state.second(), 1), adam,
				"is F32, not F64");
		assertRefused(engine, new TrainerState(state.weights(), Map.of(), Map.of(), 1), adam, "is missing");
		assertRefused(engine, new TrainerState(state.weights(), state.first(), state.second(), 0), adam, "is unknown");
		assertRefused(engine, new TrainerState(state.weights(), Map.of(), Map.of(), -1), adam, "0 or more, not -1");
		assertRefused(engine, new TrainerState(new Weights(Map.of()), Map.of(), Map.of(), 0), adam, "there is none");
	}

	static Stream<Arguments> optimizers() {
		return Stream.of(Engine.values())
			.flatMap((engine) -> Stream.of(Arguments.of(engine, new Optimizer.Sgd(), TensorType.F32),
					Arguments.of(engine, Optimizer.Adam.DEFAULT, TensorType.F32),
					Arguments.of(engine, Optimizer.Adam.DEFAULT, TensorType.F64)));
	}

	/// Everything on that can be, and the word vectors frozen.
	private static TrainerOptions options(Optimizer optimizer) {
		return new TrainerOptions(IsoNetLoss.PER_PLAYLIST, optimizer, .001, .5, .3, Set.of("embedding.weight"), 7);
	}

	private static Weights initial(TensorType type) {
		Weights random = Weights.random(CONFIG, 1);
		if (type == TensorType.F32) {
			return random;
		}
		Map<String, Tensor> doubles = new LinkedHashMap<>();
		random.tensors().forEach((name, tensor) -> doubles.put(name, Tensor.of(tensor.doubles(), tensor.shape())));
		return new Weights(doubles);
	}

	private static IsoNetTrainer trainer(Engine engine, TrainerState state, TrainerOptions options) {
		return IsoNetTrainer.create(CONFIG, state, options, new ComputeTarget(engine, Device.cpu(), 1));
	}

	private static void assertRefused(Engine engine, TrainerState state, TrainerOptions options, String reason) {
		assertThatExceptionOfType(InvalidModelException.class).isThrownBy(() -> trainer(engine, state, options))
			.withMessageContaining(reason);
	}

}
