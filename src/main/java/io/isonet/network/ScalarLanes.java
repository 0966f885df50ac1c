package io.isonet.network;

/// One number at a time. The constants of exp and tanh are those of Cephes (Moshier,
/// 1989) in single precision.
final class ScalarLanes extends FloatLanes {

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
	public void product(float[] weight, int weightFrom, int weightStep, int rows, float[] x, int xFrom, int xStep,
			int xNext, int columns, float[] out, int outFrom, int outStep, int count) {
		for (int n = 0; n < count; n++) {
			int to = outFrom + n * outStep;
			for (int k = 0; k < columns; k++) {
				float factor = x[xFrom + n * xStep + k * xNext];
				int row = weightFrom + k * weightStep;
				for (int r = 0; r < rows; r++) {
					out[to + r] = Math.fma(weight[row + r], factor, out[to + r]);
				}
			}
		}
	}

	@Override
	public void scores(float[] words, int width, float[] hidden, int hiddenFrom, float[] score, int scoreFrom,
			int units, float[] out) {
		for (int d = 0; d < width; d++) {
			float even = 0;
			float odd = 0;
			for (int a = 0; a < units; a += 2) {
				even = Math.fma(relu(words[a * width + d] + hidden[hiddenFrom + a]), score[scoreFrom + a], even);
			}
			for (int a = 1; a < units; a += 2) {
				odd = Math.fma(relu(words[a * width + d] + hidden[hiddenFrom + a]), score[scoreFrom + a], odd);
			}
			out[d] = even + odd;
		}
	}

	@Override
	public void scoresBack(float[] words, int count, float[] hidden, int hiddenFrom, float[] score, int scoreFrom,
			int units, float[] back, float[] scoreGradient, int scoreGradientFrom, float[] wordsGradient) {
		for (int a = 0; a < units; a++) {
			float sum = 0;
			for (int d = 0; d < count; d++) {
				float unit = words[d * units + a] + hidden[hiddenFrom + a];
				float on = (unit > 0) ? back[d] * score[scoreFrom + a] : 0;
				scoreGradient[scoreGradientFrom + a] = Math.fma(relu(unit), back[d],
						scoreGradient[scoreGradientFrom + a]);
				wordsGradient[d * units + a] += on;
				sum += on;
			}
			hidden[hiddenFrom + a] = sum;
		}
	}

	@Override
	void exp(float[] values, int size, float shift) {
		for (int i = 0; i < size; i++) {
			values[i] = exp(values[i] - shift);
		}
	}

	@Override
	public void tanh(float[] values, int from, int size) {
		for (int i = from; i < from + size; i++) {
			values[i] = tanh(values[i]);
		}
	}

	@Override
	public void gate(float[] gate, int gateFrom, int size, float[] x, int xFrom, float[] out, int outFrom) {
		for (int i = 0; i < size; i++) {
			gate[gateFrom + i] = sigmoid(gate[gateFrom + i]);
			out[outFrom + i] = gate[gateFrom + i] * x[xFrom + i];
		}
	}

	@Override
	public void gateBack(float[] gate, int gateFrom, int size, float[] x, int xFrom, float[] back, int backFrom,
			float[] xBack, int xBackFrom) {
		for (int i = 0; i < size; i++) {
			float open = gate[gateFrom + i];
			float change = back[backFrom + i] * open;
			gate[gateFrom + i] = change * x[xFrom + i] * (1 - open);
			xBack[xBackFrom + i] = change;
		}
	}

	@Override
	public void lstm(float[] gates, int gatesFrom, int size, float[] before, int beforeFrom, float[] cell, int cellFrom,
			float[] tanhCell, int tanhCellFrom, float[] hidden, int hiddenFrom) {
		for (int n = 0; n < size; n++) {
			int at = gatesFrom + n;
			float i = sigmoid(gates[at]);
			float f = sigmoid(gates[at + size]);
			float g = tanh(gates[at + 2 * size]);
			float o = sigmoid(gates[at + 3 * size]);
			float next = Math.fma(f, before[beforeFrom + n], i * g);
			float tanh = tanh(next);
			gates[at] = i;
			gates[at + size] = f;
			gates[at + 2 * size] = g;
			gates[at + 3 * size] = o;
			cell[cellFrom + n] = next;
			tanhCell[tanhCellFrom + n] = tanh;
			hidden[hiddenFrom + n] = o * tanh;
		}
	}

	@Override
	public void lstmBack(float[] gates, int gatesFrom, int size, float[] before, int beforeFrom, float[] tanhCell,
			int tanhCellFrom, float[] hiddenBack, int hiddenBackFrom, float[] cellBack, int cellBackFrom) {
		for (int n = 0; n < size; n++) {
			int at = gatesFrom + n;
			float i = gates[at];
			float f = gates[at + size];
			float g = gates[at + 2 * size];
			float o = gates[at + 3 * size];
			float tanh = tanhCell[tanhCellFrom + n];
			float open = hiddenBack[hiddenBackFrom + n] * o;
			float c = Math.fma(open, 1 - tanh * tanh, cellBack[cellBackFrom + n]);
			gates[at] = c * g * (i * (1 - i));
			gates[at + size] = c * before[beforeFrom + n] * (f * (1 - f));
			gates[at + 2 * size] = c * i * (1 - g * g);
			gates[at + 3 * size] = open * tanh * (1 - o);
			cellBack[cellBackFrom + n] = c * f;
		}
	}

	/// What is not a number stays that.
	private static float relu(float x) {
		return (x <= 0) ? 0 : x;
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
		float atLeast = (value < EXP_MIN) ? EXP_MIN : value;
		float x = (atLeast > EXP_MAX) ? EXP_MAX : atLeast;
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
