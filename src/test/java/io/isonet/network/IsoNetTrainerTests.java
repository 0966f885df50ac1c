package io.isonet.network;

import java.util.Arrays;
import java.util.Map;

import ai.djl.Device;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

class IsoNetTrainerTests {

	@ParameterizedTest
	@CsvSource({ "curve-float32, F32, 1e-5", "curve-float64, F64, 1e-10" })
	void fiveHundredStepsGiveTheCurveAndTheWeightsOfPyTorch(String name, TensorType type, double tolerance) {
		Map<String, Tensor> initial = Golden.tensors(name + "-initial");
		Map<String, Tensor> data = Golden.tensors(name + "-trained");
		JsonNode losses = Golden.json(name).get("loss_per_step");
		IsoNetConfig config = Golden.config(initial);
		double[][][] features = features(data.get("features"));
		try (IsoNetTrainer trainer = new IsoNetTrainer(config, Weights.of(config, initial, type), Golden.training(),
				Device.cpu())) {
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

	private static double[][][] features(Tensor tensor) {
		int playlists = (int) tensor.shape()[0];
		int tracks = (int) tensor.shape()[1];
		int width = (int) tensor.shape()[2];
		double[] flat = tensor.doubles();
		double[][][] features = new double[playlists][tracks][width];
		for (int i = 0; i < flat.length; i++) {
			features[i / (tracks * width)][i / width % tracks][i % width] = flat[i];
		}
		return features;
	}

}
