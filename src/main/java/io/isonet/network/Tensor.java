package io.isonet.network;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/// Numbers of one type in a row-major block.
///
/// @param type type of the elements
/// @param shape size of each dimension, empty for a scalar
/// @param data the elements, little-endian; not copied
public record Tensor(TensorType type, long[] shape, byte[] data) {

	public Tensor {
		long elements = elements(shape);
		if (Math.multiplyExact(elements, type.bytes()) != data.length) {
			throw new IllegalArgumentException("a tensor of shape " + Arrays.toString(shape) + " and type " + type
					+ " needs " + elements * type.bytes() + " bytes, not " + data.length);
		}
	}

	/// A tensor of 32-bit floats.
	public static Tensor of(float[] values, long... shape) {
		ByteBuffer buffer = ByteBuffer.allocate(Math.multiplyExact(values.length, 4)).order(ByteOrder.LITTLE_ENDIAN);
		buffer.asFloatBuffer().put(values);
		return new Tensor(TensorType.F32, shape, buffer.array());
	}

	/// A tensor of 64-bit floats.
	public static Tensor of(double[] values, long... shape) {
		ByteBuffer buffer = ByteBuffer.allocate(Math.multiplyExact(values.length, 8)).order(ByteOrder.LITTLE_ENDIAN);
		buffer.asDoubleBuffer().put(values);
		return new Tensor(TensorType.F64, shape, buffer.array());
	}

	/// A tensor of 64-bit whole numbers.
	public static Tensor of(long[] values, long... shape) {
		ByteBuffer buffer = ByteBuffer.allocate(Math.multiplyExact(values.length, 8)).order(ByteOrder.LITTLE_ENDIAN);
		buffer.asLongBuffer().put(values);
		return new Tensor(TensorType.I64, shape, buffer.array());
	}

	/// Number of elements of a shape.
	/// @throws ArithmeticException if it does not fit 63 bits
	static long elements(long[] shape) {
		long elements = 1;
		for (long size : shape) {
			elements = Math.multiplyExact(elements, size);
		}
		return elements;
	}

	/// Number of elements.
	public int size() {
		return this.data.length / this.type.bytes();
	}

	/// The elements of a float tensor, copied; doubles are rounded to floats.
	public float[] floats() {
		float[] values = new float[size()];
		switch (this.type) {
			case F32 -> buffer().asFloatBuffer().get(values);
			case F64 -> {
				for (int i = 0; i < values.length; i++) {
					values[i] = (float) buffer().getDouble(8 * i);
				}
			}
			default -> throw new IllegalStateException(this.type + " is not a type of floats");
		}
		return values;
	}

	/// The elements of a float tensor as doubles, copied.
	public double[] doubles() {
		double[] values = new double[size()];
		switch (this.type) {
			case F64 -> buffer().asDoubleBuffer().get(values);
			case F32 -> {
				ByteBuffer buffer = buffer();
				for (int i = 0; i < values.length; i++) {
					values[i] = buffer.getFloat(4 * i);
				}
			}
			default -> throw new IllegalStateException(this.type + " is not a type of floats");
		}
		return values;
	}

	/// The elements of an I64 tensor, copied.
	public long[] longs() {
		if (this.type != TensorType.I64) {
			throw new IllegalStateException(this.type + " is not I64");
		}
		long[] values = new long[size()];
		buffer().asLongBuffer().get(values);
		return values;
	}

	/// Whether every element of a float tensor is a finite number.
	public boolean isFinite() {
		for (double value : doubles()) {
			if (!Double.isFinite(value)) {
				return false;
			}
		}
		return true;
	}

	@Override
	public long[] shape() {
		return this.shape.clone();
	}

	@Override
	public boolean equals(Object other) {
		return other instanceof Tensor that && this.type == that.type && Arrays.equals(this.shape, that.shape)
				&& Arrays.equals(this.data, that.data);
	}

	@Override
	public int hashCode() {
		return 31 * Arrays.hashCode(this.shape) + Arrays.hashCode(this.data);
	}

	@Override
	public String toString() {
		return this.type + Arrays.toString(this.shape);
	}

	private ByteBuffer buffer() {
		return ByteBuffer.wrap(this.data).order(ByteOrder.LITTLE_ENDIAN);
	}

}
