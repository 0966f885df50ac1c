package io.isonet.network;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reference numbers computed by PyTorch; their origin stands in
/// `src/test/resources/golden/README.md`.
final class Golden {

	private Golden() {
	}

	static byte[] bytes(String file) {
		try (InputStream in = Golden.class.getResourceAsStream("/golden/" + file)) {
			if (in == null) {
				throw new IllegalArgumentException("no reference file " + file);
			}
			return in.readAllBytes();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	static Map<String, Tensor> tensors(String name) {
		return SafeTensors.read(bytes(name + ".safetensors"));
	}

	static JsonNode json(String name) {
		return JsonMapper.shared().readTree(bytes(name + ".json"));
	}

	/// The journeys of an example, in the order of the file.
	static JourneyBatch batch(Map<String, Tensor> example) {
		return batch(example, 0, (int) example.get("lengths").shape()[0]);
	}

	/// Journeys `from` to before `to` of an example.
	static JourneyBatch batch(Map<String, Tensor> example, int from, int to) {
		int slots = 25;
		long[] tokens = example.get("tokens").longs();
		long[] lengths = example.get("lengths").longs();
		int[][] rows = new int[to - from][slots];
		for (int i = 0; i < rows.length * slots; i++) {
			rows[i / slots][i % slots] = (int) tokens[from * slots + i];
		}
		return new JourneyBatch(rows, Arrays.stream(lengths, from, to).mapToInt(Math::toIntExact).toArray());
	}

	/// `(B, T, F)`.
	static double[][][] features(Tensor tensor) {
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

	/// The notebook's network for weights with their own vocabulary size.
	static IsoNetConfig config(Map<String, Tensor> weights) {
		return IsoNetConfig.notebook((int) weights.get("embedding.weight").shape()[0]);
	}

	/// How the original is trained: squared error over the padded block, plain descent.
	static TrainerOptions training() {
		return new TrainerOptions(IsoNetLoss.PADDED_BLOCK, new Optimizer.Sgd(), 0, 0, 0, Set.of(), 0);
	}

	/// Norm of the difference over the norm of what is expected.
	static double relativeError(double[] actual, double[] expected) {
		double difference = 0;
		double norm = 0;
		for (int i = 0; i < expected.length; i++) {
			difference += (actual[i] - expected[i]) * (actual[i] - expected[i]);
			norm += expected[i] * expected[i];
		}
		return Math.sqrt(difference) / Math.sqrt(norm);
	}

	static double largestDifference(double[] actual, double[] expected) {
		double largest = 0;
		for (int i = 0; i < expected.length; i++) {
			largest = Math.max(largest, Math.abs(actual[i] - expected[i]));
		}
		return (actual.length == expected.length) ? largest : Double.POSITIVE_INFINITY;
	}

}
