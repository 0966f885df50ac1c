package io.isonet.network;

import java.util.Arrays;

/// What both forms for floats share: storage, and loops that the compiler turns into
/// vectors by itself.
abstract sealed class FloatLanes implements Lanes<float[]> permits ScalarLanes, VectorLanes {

	@Override
	public final TensorType type() {
		return TensorType.F32;
	}

	@Override
	public final float[] create(int size) {
		return new float[size];
	}

	@Override
	public final double get(float[] values, int at) {
		return values[at];
	}

	@Override
	public final void set(float[] values, int at, double value) {
		values[at] = (float) value;
	}

	@Override
	public final void clear(float[] values, int from, int size) {
		Arrays.fill(values, from, from + size, 0);
	}

	@Override
	public final void move(float[] from, int fromAt, float[] to, int toAt, int size) {
		System.arraycopy(from, fromAt, to, toAt, size);
	}

	@Override
	public final void transpose(float[] from, int fromAt, int fromStep, int rows, int columns, float[] to, int toAt,
			int toStep) {
		for (int r = 0; r < rows; r++) {
			for (int k = 0; k < columns; k++) {
				to[toAt + k * toStep + r] = from[fromAt + r * fromStep + k];
			}
		}
	}

	@Override
	public final float[] copy(Tensor tensor) {
		return tensor.floats();
	}

	@Override
	public final Tensor tensor(float[] values, long... shape) {
		return Tensor.of(values, shape);
	}

	/// `values[i] = exp(values[i] - shift)`, `size` padded; within 2e-7 relative, between
	/// exp(-87) and exp(88).
	abstract void exp(float[] values, int size, float shift);

	@Override
	public final void softmax(float[] scores, float[] share, int count, float[] weight, int weightFrom) {
		float highest = Float.NEGATIVE_INFINITY;
		for (int d = 0; d < count; d++) {
			if (share[d] > 0) {
				highest = Math.max(highest, scores[d]);
			}
		}
		for (int d = 0; d < count; d++) {
			// an exponential that is not finite would spoil the sum, share or not
			scores[d] = (share[d] > 0) ? scores[d] : highest;
		}
		exp(scores, Lanes.padded(count), highest);
		float sum = 0;
		for (int d = 0; d < count; d++) {
			sum = Math.fma(scores[d], share[d], sum);
		}
		float factor = 1 / sum;
		for (int d = 0; d < count; d++) {
			float score = scores[d] * factor;
			scores[d] = score;
			weight[weightFrom + d] = score * share[d];
		}
	}

	@Override
	public final void softmaxBack(float[] weight, int weightFrom, float[] back, int count) {
		float sum = 0;
		for (int d = 0; d < count; d++) {
			sum = Math.fma(weight[weightFrom + d], back[d], sum);
		}
		for (int d = 0; d < count; d++) {
			back[d] = weight[weightFrom + d] * (back[d] - sum);
		}
	}

	@Override
	public final void tanhBack(float[] tanh, int tanhFrom, float[] back, int backFrom, int size) {
		for (int i = 0; i < size; i++) {
			back[backFrom + i] *= 1 - tanh[tanhFrom + i] * tanh[tanhFrom + i];
		}
	}

	@Override
	public final void pull(float[] gradient, float[] values, float[] anchor, float[] strength, int size) {
		for (int i = 0; i < size; i++) {
			gradient[i] += 2 * strength[i] * (values[i] - anchor[i]);
		}
	}

	@Override
	public final void multiply(float[] values, int from, float[] factors, int factorsFrom, int size) {
		for (int i = 0; i < size; i++) {
			values[from + i] *= factors[factorsFrom + i];
		}
	}

	@Override
	public final void blend(float[] values, double factor, float[] others, double share, int size) {
		float own = (float) factor;
		float other = (float) share;
		for (int i = 0; i < size; i++) {
			values[i] = own * values[i] + other * others[i];
		}
	}

	@Override
	public final double sumOfSquares(float[] values, int size) {
		double sum = 0;
		for (int i = 0; i < size; i++) {
			sum += (double) values[i] * values[i];
		}
		return sum;
	}

	@Override
	public final void adam(Optimizer.Adam adam, float[] gradient, float[] first, float[] second, double root,
			int size) {
		float beta1 = (float) adam.beta1();
		float beta2 = (float) adam.beta2();
		float rest1 = (float) (1 - adam.beta1());
		float rest2 = (float) (1 - adam.beta2());
		float divisor = (float) root;
		float epsilon = (float) adam.epsilon();
		for (int i = 0; i < size; i++) {
			float g = gradient[i];
			float m = first[i] * beta1 + g * rest1;
			float v = second[i] * beta2 + g * g * rest2;
			first[i] = m;
			second[i] = v;
			gradient[i] = m / ((float) Math.sqrt(v) / divisor + epsilon);
		}
	}

}
