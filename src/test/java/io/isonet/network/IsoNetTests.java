package io.isonet.network;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGeneratorFactory;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.training.ParameterStore;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

class IsoNetTests {

	private static final Offset<Double> EXACT = Offset.offset(1e-12);

	@BeforeEach
	void computeWithoutGradients() {
		Torch.prepareThread();
	}

	@Test
	void notebookHasTheParametersOfTheOriginal() {
		IsoNetConfig config = IsoNetConfig.notebook(32);
		assertThat(config.parameterCount()).isEqualTo(3321);
		assertThat(new IsoNet(config).parametersByName().keySet())
			.containsExactlyInAnyOrderElementsOf(Golden.tensors("forward-small-weights").keySet())
			.containsExactlyElementsOf(config.parameterShapes().keySet());
	}

	@ParameterizedTest
	@CsvSource({ "forward-small, F32, 1e-5, 1e-5", "forward-b16, F32, 1e-5, 1e-5", "forward-float64, F64, 1e-12, 1e-12",
			"forward-saturated, F32, 1e-3, 1e-3" })
	void forwardPassGivesTheNumbersOfPyTorch(String name, TensorType type, double tolerance, double attention) {
		Map<String, Tensor> weights = Golden.tensors(name + "-weights");
		Map<String, Tensor> example = Golden.tensors(name + "-example");
		Output output = forward(Golden.config(weights), weights, type, Golden.batch(example));
		assertThat(Golden.largestDifference(output.trajectory(), example.get("trajectory").doubles()))
			.isLessThanOrEqualTo(tolerance);
		assertThat(Golden.largestDifference(output.attention(), example.get("attention").doubles()))
			.isLessThanOrEqualTo(attention);
	}

	@Test
	void saturatedWeightsInDoubleGiveTheExactNumbers() {
		Map<String, Tensor> weights = Golden.tensors("forward-saturated-weights");
		Map<String, Tensor> example = Golden.tensors("forward-saturated-example");
		weights.replaceAll((name, tensor) -> Tensor.of(tensor.doubles(), tensor.shape()));
		Output output = forward(Golden.config(weights), weights, TensorType.F64, Golden.batch(example));
		assertThat(Golden.largestDifference(output.trajectory(), example.get("trajectory").doubles()))
			.isLessThanOrEqualTo(2e-4);
	}

	@ParameterizedTest
	@MethodSource("io.isonet.network.IsoNetModelTests#combinations")
	void everyCombinationFollowsTheDefinition(IsoNetConfig config) {
		Map<String, Tensor> tensors = new LinkedHashMap<>(Weights.random(config, 11).tensors());
		tensors.replaceAll((name, tensor) -> Tensor.of(tensor.doubles(), tensor.shape()));
		JourneyBatch batch = IsoNetModelTests.randomBatch(config,
				RandomGeneratorFactory.of("L64X128MixRandom").create(12), 6);
		Output output = forward(config, tensors, TensorType.F64, batch);
		PlainNetwork plain = new PlainNetwork(config, new Weights(tensors));
		int longest = batch.longest();
		for (int b = 0; b < batch.size(); b++) {
			double[][] steps = plain.forward(batch.tokens()[b], batch.lengths()[b]);
			for (int t = 0; t < longest; t++) {
				double[] features = row(output.trajectory(), b * longest + t, config.features());
				double[] attention = row(output.attention(), b * longest + t, config.slots());
				if (t < steps.length) {
					assertThat(features).containsExactly(Arrays.copyOf(steps[t], config.features()), EXACT);
					assertThat(attention)
						.containsExactly(Arrays.copyOfRange(steps[t], config.features(), steps[t].length), EXACT);
				}
				else {
					assertThat(features).containsExactly(new double[features.length], EXACT);
					assertThat(attention).containsExactly(new double[attention.length], EXACT);
				}
			}
		}
	}

	private static double[] row(double[] flat, int row, int width) {
		return Arrays.copyOfRange(flat, row * width, (row + 1) * width);
	}

	private static Output forward(IsoNetConfig config, Map<String, Tensor> weights, TensorType type,
			JourneyBatch batch) {
		try (NDManager manager = Torch.engine().newBaseManager()) {
			IsoNet block = new IsoNet(config);
			block.load(manager, Weights.of(config, weights, type));
			block.freezeParameters(true);
			NDList outputs = block.forward(new ParameterStore(manager, false),
					IsoNet.Inputs.create(manager, config, batch, NativeArrays.dataType(type), null), false);
			return new Output(doubles(outputs.get(0)), doubles(outputs.get(1)));
		}
	}

	private static double[] doubles(NDArray array) {
		return NativeArrays.tensor(array).doubles();
	}

	private record Output(double[] trajectory, double[] attention) {
	}

}
