package io.isonet.network;

import java.util.Arrays;

/// One double at a time, with the functions of [Math]: what the fused passes are verified
/// with.
final class DoubleLanes implements Lanes<double[]> {

	@Override
	public TensorType type() {
		return TensorType.F64;
	}

	@Override
	public double[] create(int size) {
		return new double[size];
	}

	@Override
	public double get(double[] values, int at) {
		return values[at];
	}

	@Override
	public void set(double[] values, int at, double value) {
		values[at] = value;
	}

	@Override
	public void clear(double[] values, int from, int size) {
		Arrays.fill(values, from, from + size, 0);
	}

	@Override
	public void move(double[] from, int fromAt, double[] to, int toAt, int size) {
		System.arraycopy(from, fromAt, to, toAt, size);
	}

	@Override
	public void transpose(double[] from, int fromAt, int fromStep, int rows, int columns, double[] to, int toAt,
			int toStep) {
		for (int r = 0; r < rows; r++) {
			for (int k = 0; k < columns; k++) {
				to[toAt + k * toStep + r] = from[fromAt + r * fromStep + k];
			}
		}
	}

	@Override
	public double[] copy(Tensor tensor) {
		return tensor.doubles();
	}

	@Override
	public Tensor tensor(double[] values, long... shape) {
		return Tensor.of(values, shape);
	}

	@Override
	public void product(double[] weight, int weightFrom, int weightStep, int rows, double[] x, int xFrom, int xStep,
			int xNext, int columns, double[] out, int outFrom, int outStep, int count) {
		for (int n = 0; n < count; n++) {
			int to = outFrom + n * outStep;
			for (int k = 0; k < columns; k++) {
				double factor = x[xFrom + n * xStep + k * xNext];
				int row = weightFrom + k * weightStep;
				for (int r = 0; r < rows; r++) {
					out[to + r] += weight[row + r] * factor;
				}
			}
		}
	}

	@Override
	public void scores(double[] words, int width, double[] hidden, int hiddenFrom, double[] score, int scoreFrom,
			int units, double[] out) {
		for (int d = 0; d < width; d++) {
			double sum = 0;
			for (int a = 0; a < units; a++) {
				sum += Math.max(0, words[a * width + d] + hidden[hiddenFrom + a]) * score[scoreFrom + a];
			}
			out[d] = sum;
		}
	}

	@Override
	public void scoresBack(double[] words, int count, double[] hidden, int hiddenFrom, double[] score, int scoreFrom,
			int units, double[] back, double[] scoreGradient, int scoreGradientFrom, double[] wordsGradient) {
		for (int a = 0; a < units; a++) {
			double sum = 0;
			for (int d = 0; d < count; d++) {
				double unit = words[d * units + a] + hidden[hiddenFrom + a];
				if (unit > 0) {
					scoreGradient[scoreGradientFrom + a] += back[d] * unit;
					wordsGradient[d * units + a] += back[d] * score[scoreFrom + a];
					sum += back[d] * score[scoreFrom + a];
				}
			}
			hidden[hiddenFrom + a] = sum;
		}
	}

	@Override
	public void softmax(double[] scores, double[] share, int count, double[] weight, int weightFrom) {
		double highest = Double.NEGATIVE_INFINITY;
		for (int d = 0; d < count; d++) {
			if (share[d] > 0) {
				highest = Math.max(highest, scores[d]);
			}
		}
		double sum = 0;
		for (int d = 0; d < count; d++) {
			scores[d] = (share[d] > 0) ? Math.exp(scores[d] - highest) : 0;
			sum += scores[d] * share[d];
		}
		for (int d = 0; d < count; d++) {
			scores[d] /= sum;
			weight[weightFrom + d] = scores[d] * share[d];
		}
	}

	@Override
	public void softmaxBack(double[] weight, int weightFrom, double[] back, int count) {
		double sum = 0;
		for (int d = 0; d < count; d++) {
			sum += weight[weightFrom + d] * back[d];
		}
		for (int d = 0; d < count; d++) {
			back[d] = weight[weightFrom + d] * (back[d] - sum);
		}
	}

	@Override
	public void tanh(double[] values, int from, int size) {
		for (int i = from; i < from + size; i++) {
			values[i] = Math.tanh(values[i]);
		}
	}

	@Override
	public void gate(double[] gate, int gateFrom, int size, double[] x, int xFrom, double[] out, int outFrom) {
		for (int i = 0; i < size; i++) {
			gate[gateFrom + i] = sigmoid(gate[gateFrom + i]);
			out[outFrom + i] = gate[gateFrom + i] * x[xFrom + i];
		}
	}

	@Override
	public void gateBack(double[] gate, int gateFrom, int size, double[] x, int xFrom, double[] back, int backFrom,
			double[] xBack, int xBackFrom) {
		for (int i = 0; i < size; i++) {
			double open = gate[gateFrom + i];
			double change = back[backFrom + i] * open;
			gate[gateFrom + i] = change * x[xFrom + i] * (1 - open);
			xBack[xBackFrom + i] = change;
		}
	}

	@Override
	public void lstm(double[] gates, int gatesFrom, int size, double[] before, int beforeFrom, double[] cell,
			int cellFrom, double[] tanhCell, int tanhCellFrom, double[] hidden, int hiddenFrom) {
		for (int n = 0; n < size; n++) {
			int at = gatesFrom + n;
			double i = sigmoid(gates[at]);
			double f = sigmoid(gates[at + size]);
			double g = Math.tanh(gates[at + 2 * size]);
			double o = sigmoid(gates[at + 3 * size]);
			double next = f * before[beforeFrom + n] + i * g;
			gates[at] = i;
			gates[at + size] = f;
			gates[at + 2 * size] = g;
			gates[at + 3 * size] = o;
			cell[cellFrom + n] = next;
			tanhCell[tanhCellFrom + n] = Math.tanh(next);
			hidden[hiddenFrom + n] = o * tanhCell[tanhCellFrom + n];
		}
	}

	@Override
	public void lstmBack(double[] gates, int gatesFrom, int size, double[] before, int beforeFrom, double[] tanhCell,
			int tanhCellFrom, double[] hiddenBack, int hiddenBackFrom, double[] cellBack, int cellBackFrom) {
		for (int n = 0; n < size; n++) {
			int at = gatesFrom + n;
			double i = gates[at];
			double f = gates[at + size];
			double g = gates[at + 2 * size];
			double o = gates[at + 3 * size];
			double tanh = tanhCell[tanhCellFrom + n];
			double h = hiddenBack[hiddenBackFrom + n];
			double c = cellBack[cellBackFrom + n] + h * o * (1 - tanh * tanh);
			gates[at] = c * g * i * (1 - i);
			gates[at + size] = c * before[beforeFrom + n] * f * (1 - f);
			gates[at + 2 * size] = c * i * (1 - g * g);
			gates[at + 3 * size] = h * tanh * o * (1 - o);
			cellBack[cellBackFrom + n] = c * f;
		}
	}

	@Override
	public void tanhBack(double[] tanh, int tanhFrom, double[] back, int backFrom, int size) {
		for (int i = 0; i < size; i++) {
			back[backFrom + i] *= 1 - tanh[tanhFrom + i] * tanh[tanhFrom + i];
		}
	}

	@Override
	public void pull(double[] gradient, double[] values, double[] anchor, double[] strength, int size) {
		for (int i = 0; i < size; i++) {
			gradient[i] += 2 * strength[i] * (values[i] - anchor[i]);
		}
	}

	@Override
	public void multiply(double[] values, int from, double[] factors, int factorsFrom, int size) {
		for (int i = 0; i < size; i++) {
			values[from + i] *= factors[factorsFrom + i];
		}
	}

	@Override
	public void blend(double[] values, double factor, double[] others, double share, int size) {
		for (int i = 0; i < size; i++) {
			values[i] = factor * values[i] + share * others[i];
		}
	}

	@Override
	public double sumOfSquares(double[] values, int size) {
		double sum = 0;
		for (int i = 0; i < size; i++) {
			sum += values[i] * values[i];
		}
		return sum;
	}

	@Override
	public void adam(Optimizer.Adam adam, double[] gradient, double[] first, double[] second, double root, int size) {
		for (int i = 0; i < size; i++) {
			double g = gradient[i];
			first[i] = first[i] * adam.beta1() + g * (1 - adam.beta1());
			second[i] = second[i] * adam.beta2() + g * g * (1 - adam.beta2());
			gradient[i] = first[i] / (Math.sqrt(second[i]) / root + adam.epsilon());
		}
	}

	private static double sigmoid(double x) {
		return 1 / (1 + Math.exp(-x));
	}

}
