package io.isonet.network;

/// One number at a time. The constants of exp and tanh are those of Cephes (Moshier,
/// 1989) in single precision.
final class ScalarLanes implements Lanes {

	/// Between these exp is a normal float.
	static final float EXP_MIN = -87;

	static final float EXP_MAX = 88;

	static final float LOG2_E = 1.44269504f;

	/// ln 2 in two parts, the first exact in few bits.
	static final float LN2_HIGH = .693359375f;

	static final float LN2_LOW = -2.12194440e-4f;

	/// Added to a small number, it leaves the nearest integer in the lowest bits.
	static final float ROUND = 12582912f;

	static final int ROUND_BITS = 0x4B400000;

	static final int BIAS = 127;

	static final int MANTISSA = 23;

	static final float E0 = 1.9875691500e-4f;

	static final float E1 = 1.3981999507e-3f;

	static final float E2 = 8.3334519073e-3f;

	static final float E3 = 4.1665795894e-2f;

	static final float E4 = 1.6666665459e-1f;

	static final float E5 = 5.0000001201e-1f;

	/// Below this tanh is a polynomial, above it comes from exp.
	static final float TANH_SMALL = .625f;

	static final float T0 = -5.70498872745e-3f;

	static final float T1 = 2.06390887954e-2f;

	static final float T2 = -5.37397155531e-2f;

	static final float T3 = 1.33314422036e-1f;

	static final float T4 = -3.33332819422e-1f;

	@Override
	public void addProduct(float[] weight, int weightFrom, int rows, float[] x, int xFrom, int columns, float[] out,
			int outFrom) {
		for (int k = 0; k < columns; k++) {
			float factor = x[xFrom + k];
			int row = weightFrom + k * rows;
			for (int r = 0; r < rows; r++) {
				out[outFrom + r] = Math.fma(weight[row + r], factor, out[outFrom + r]);
			}
		}
	}

	@Override
	public void scores(float[] words, int width, float[] hidden, float[] score, int units, float[] out) {
		for (int d = 0; d < width; d++) {
			float sum = 0;
			for (int a = 0; a < units; a++) {
				sum = Math.fma(Math.max(0, words[a * width + d] + hidden[a]), score[a], sum);
			}
			out[d] = sum;
		}
	}

	@Override
	public void exp(float[] values, int size, float shift) {
		for (int i = 0; i < size; i++) {
			values[i] = exp(values[i] - shift);
		}
	}

	@Override
	public void sigmoid(float[] values, int from, int size) {
		for (int i = from; i < from + size; i++) {
			values[i] = sigmoid(values[i]);
		}
	}

	@Override
	public void tanh(float[] values, int from, int size) {
		for (int i = from; i < from + size; i++) {
			values[i] = tanh(values[i]);
		}
	}

	@Override
	public void lstm(float[] gates, int gatesFrom, int size, float[] cell, float[] hidden) {
		for (int i = 0; i < size; i++) {
			int gate = gatesFrom + i;
			float candidate = sigmoid(gates[gate]) * tanh(gates[gate + 2 * size]);
			float next = Math.fma(sigmoid(gates[gate + size]), cell[i], candidate);
			cell[i] = next;
			hidden[i] = sigmoid(gates[gate + 3 * size]) * tanh(next);
		}
	}

	private static float sigmoid(float x) {
		return 1 / (1 + exp(-x));
	}

	private static float tanh(float x) {
		float square = x * x;
		float p = Math.fma(T0, square, T1);
		p = Math.fma(p, square, T2);
		p = Math.fma(p, square, T3);
		p = Math.fma(p, square, T4);
		float small = Math.fma(p * square, x, x);
		float large = 1 - 2 / (exp(2 * Math.abs(x)) + 1);
		return (Math.abs(x) < TANH_SMALL) ? small : Math.copySign(large, x);
	}

	private static float exp(float value) {
		float x = Math.min(Math.max(value, EXP_MIN), EXP_MAX);
		float rounded = Math.fma(x, LOG2_E, ROUND);
		float n = rounded - ROUND;
		float r = Math.fma(n, -LN2_LOW, Math.fma(n, -LN2_HIGH, x));
		float p = Math.fma(E0, r, E1);
		p = Math.fma(p, r, E2);
		p = Math.fma(p, r, E3);
		p = Math.fma(p, r, E4);
		p = Math.fma(p, r, E5);
		p = Math.fma(p, r * r, r + 1);
		int power = Float.floatToRawIntBits(rounded) - ROUND_BITS + BIAS;
		return p * Float.intBitsToFloat(power << MANTISSA);
	}

}
