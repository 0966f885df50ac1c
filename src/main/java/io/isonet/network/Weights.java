package io.isonet.network;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// The weights of one network by the names of PyTorch's `state_dict`. Immutable.
///
/// @param tensors all of one type, F32 or F64, in the configuration's order
public record Weights(Map<String, Tensor> tensors) {

	public Weights {
		tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
	}

	/// Checks tensors against a configuration.
	/// @param type F32 for a model that is served, F64 for verification
	/// @throws InvalidModelException if a name, a shape or the type is not the
	/// configuration's, or a weight is not finite
	public static Weights of(IsoNetConfig config, Map<String, Tensor> tensors, TensorType type) {
		return new Weights(check("weight", config.parameterShapes(), tensors, type));
	}

	/// Checks named tensors.
	/// @param kind what one of them is called in a message
	/// @return them in the order of the shapes
	static Map<String, Tensor> check(String kind, Map<String, long[]> shapes, Map<String, Tensor> tensors,
			TensorType type) {
		if (type != TensorType.F32 && type != TensorType.F64) {
			throw new InvalidModelException("a network computes in F32 or F64, not " + type);
		}
		Map<String, Tensor> ordered = new LinkedHashMap<>();
		shapes.forEach((name, shape) -> {
			Tensor tensor = tensors.get(name);
			if (tensor == null) {
				throw new InvalidModelException(kind + " '" + name + "' is missing");
			}
			if (!Arrays.equals(tensor.shape(), shape)) {
				throw new InvalidModelException(kind + " '" + name + "' has shape " + Arrays.toString(tensor.shape())
						+ ", the configuration needs " + Arrays.toString(shape));
			}
			if (tensor.type() != type) {
				throw new InvalidModelException(kind + " '" + name + "' is " + tensor.type() + ", not " + type);
			}
			if (!tensor.isFinite()) {
				throw new InvalidModelException(kind + " '" + name + "' has a number that is not finite");
			}
			ordered.put(name, tensor);
		});
		for (String name : tensors.keySet()) {
			if (!shapes.containsKey(name)) {
				throw new InvalidModelException(kind + " '" + name + "' is unknown, known are " + shapes.keySet());
			}
		}
		return ordered;
	}

	/// Reads the weights of a served model, F32, from a safetensors file.
	/// @throws InvalidModelException if the file is damaged or is not this
	/// configuration's
	public static Weights read(IsoNetConfig config, byte[] safetensors) {
		return of(config, SafeTensors.read(safetensors), TensorType.F32);
	}

	/// Random weights as PyTorch initialises them: word vectors N(0, 1) with `<pad>` at
	/// zero, everything else uniform in `+-1 / sqrt(fan-in)`, for the LSTM cell in
	/// `+-1 / sqrt(H)`. The same seed gives the same weights.
	public static Weights random(IsoNetConfig config, long seed) {
		RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
		Map<String, long[]> shapes = config.parameterShapes();
		Map<String, Tensor> tensors = new LinkedHashMap<>();
		shapes.forEach((name, shape) -> {
			float[] values = new float[Math.toIntExact(Tensor.elements(shape))];
			if (name.equals("embedding.weight")) {
				int used = config.paddingId() * config.embeddingSize();
				for (int i = 0; i < used; i++) {
					values[i] = (float) random.nextGaussian();
				}
			}
			else {
				double bound = 1 / Math.sqrt(fanIn(config, shapes, name));
				for (int i = 0; i < values.length; i++) {
					values[i] = (float) random.nextDouble(-bound, bound);
				}
			}
			tensors.put(name, Tensor.of(values, shape));
		});
		return new Weights(tensors);
	}

	/// The same weights with one tensor replaced by another of the same shape and type.
	public Weights with(String name, Tensor tensor) {
		Tensor old = tensor(name);
		if (old.type() != tensor.type() || !Arrays.equals(old.shape(), tensor.shape())) {
			throw new IllegalArgumentException("weight '" + name + "' is " + old + ", not " + tensor);
		}
		Map<String, Tensor> replaced = new LinkedHashMap<>(this.tensors);
		replaced.put(name, tensor);
		return new Weights(replaced);
	}

	public Tensor tensor(String name) {
		Tensor tensor = this.tensors.get(name);
		if (tensor == null) {
			throw new IllegalArgumentException("no weight '" + name + "'");
		}
		return tensor;
	}

	/// Whether every weight is a finite number.
	public boolean isFinite() {
		return this.tensors.values().stream().allMatch(Tensor::isFinite);
	}

	/// Type of all tensors.
	/// @throws InvalidModelException if there is none
	public TensorType type() {
		return this.tensors.values()
			.stream()
			.map(Tensor::type)
			.findFirst()
			.orElseThrow(() -> new InvalidModelException("a network has weights, and there is none"));
	}

	/// The weights as a safetensors file.
	public byte[] safetensors() {
		return SafeTensors.write(this.tensors);
	}

	private static double fanIn(IsoNetConfig config, Map<String, long[]> shapes, String name) {
		if (name.startsWith("lstm.")) {
			return config.hiddenSize();
		}
		String weight = name.replace(".bias", ".weight");
		return shapes.getOrDefault(weight, new long[] { 1, 1 })[1];
	}

}
