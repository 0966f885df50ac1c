package io.isonet.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;

/// Copies between Java's memory and the engine's.
final class NativeArrays {

	private NativeArrays() {
	}

	static DataType dataType(TensorType type) {
		return switch (type) {
			case F32 -> DataType.FLOAT32;
			case F64 -> DataType.FLOAT64;
			default -> throw new IllegalArgumentException("a network computes in F32 or F64, not " + type);
		};
	}

	static NDArray create(NDManager manager, Tensor tensor) {
		Shape shape = new Shape(tensor.shape());
		return switch (dataType(tensor.type())) {
			case FLOAT32 -> manager.create(tensor.floats(), shape);
			default -> manager.create(tensor.doubles(), shape);
		};
	}

	/// Numbers computed in double, in the type of the network.
	static NDArray create(NDManager manager, double[] values, DataType type, long... shape) {
		if (type == DataType.FLOAT64) {
			return manager.create(values, new Shape(shape));
		}
		float[] floats = new float[values.length];
		for (int i = 0; i < values.length; i++) {
			floats[i] = (float) values[i];
		}
		return manager.create(floats, new Shape(shape));
	}

	/// Token ids, `(B, S)`.
	static NDArray tokens(NDManager manager, int[][] tokens) {
		int slots = tokens[0].length;
		long[] flat = new long[tokens.length * slots];
		for (int b = 0; b < tokens.length; b++) {
			for (int s = 0; s < slots; s++) {
				flat[b * slots + s] = tokens[b][s];
			}
		}
		return manager.create(flat, new Shape(tokens.length, slots));
	}

	static Tensor tensor(NDArray array) {
		long[] shape = array.getShape().getShape();
		return switch (array.getDataType()) {
			case FLOAT32 -> Tensor.of(array.toFloatArray(), shape);
			case FLOAT64 -> Tensor.of(array.toDoubleArray(), shape);
			default -> throw new IllegalArgumentException("not a block of floats: " + array.getDataType());
		};
	}

	/// The one number of a scalar.
	static double scalar(NDArray array) {
		return (array.getDataType() == DataType.FLOAT64) ? array.getDouble() : array.getFloat();
	}

}
