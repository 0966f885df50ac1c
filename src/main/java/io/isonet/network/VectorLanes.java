package io.isonet.network;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// Eight numbers at a time, by the Vector API. The formulas are those of [ScalarLanes].
final class VectorLanes implements Lanes {

	private static final VectorSpecies<Float> EIGHT = FloatVector.SPECIES_256;

	/// Rows whose sums stay in registers while the columns go by.
	private static final int BLOCK = 4 * WIDTH;

	/// Whether this machine computes eight numbers at a time.
	static boolean isFast() {
		return FloatVector.SPECIES_PREFERRED.length() >= WIDTH;
	}

	@Override
	public void addProduct(float[] weight, int weightFrom, int rows, float[] x, int xFrom, int columns, float[] out,
			int outFrom) {
		int r = 0;
		for (; r + BLOCK <= rows; r += BLOCK) {
			int to = outFrom + r;
			FloatVector first = FloatVector.fromArray(EIGHT, out, to);
			FloatVector second = FloatVector.fromArray(EIGHT, out, to + WIDTH);
			FloatVector third = FloatVector.fromArray(EIGHT, out, to + 2 * WIDTH);
			FloatVector fourth = FloatVector.fromArray(EIGHT, out, to + 3 * WIDTH);
			int from = weightFrom + r;
			for (int k = 0; k < columns; k++) {
				FloatVector factor = FloatVector.broadcast(EIGHT, x[xFrom + k]);
				first = FloatVector.fromArray(EIGHT, weight, from).fma(factor, first);
				second = FloatVector.fromArray(EIGHT, weight, from + WIDTH).fma(factor, second);
				third = FloatVector.fromArray(EIGHT, weight, from + 2 * WIDTH).fma(factor, third);
				fourth = FloatVector.fromArray(EIGHT, weight, from + 3 * WIDTH).fma(factor, fourth);
				from += rows;
			}
			first.intoArray(out, to);
			second.intoArray(out, to + WIDTH);
			third.intoArray(out, to + 2 * WIDTH);
			fourth.intoArray(out, to + 3 * WIDTH);
		}
		for (; r < rows; r += WIDTH) {
			FloatVector sum = FloatVector.fromArray(EIGHT, out, outFrom + r);
			int from = weightFrom + r;
			for (int k = 0; k < columns; k++) {
				sum = FloatVector.fromArray(EIGHT, weight, from).fma(FloatVector.broadcast(EIGHT, x[xFrom + k]), sum);
				from += rows;
			}
			sum.intoArray(out, outFrom + r);
		}
	}

	@Override
	public void scores(float[] words, int width, float[] hidden, float[] score, int units, float[] out) {
		for (int d = 0; d < width; d += WIDTH) {
			FloatVector sum = FloatVector.zero(EIGHT);
			int from = d;
			for (int a = 0; a < units; a++) {
				sum = FloatVector.fromArray(EIGHT, words, from)
					.add(hidden[a])
					.max(0)
					.fma(FloatVector.broadcast(EIGHT, score[a]), sum);
				from += width;
			}
			sum.intoArray(out, d);
		}
	}

	@Override
	public void exp(float[] values, int size, float shift) {
		for (int i = 0; i < size; i += WIDTH) {
			exp(FloatVector.fromArray(EIGHT, values, i).sub(shift)).intoArray(values, i);
		}
	}

	@Override
	public void sigmoid(float[] values, int from, int size) {
		for (int i = from; i < from + size; i += WIDTH) {
			sigmoid(FloatVector.fromArray(EIGHT, values, i)).intoArray(values, i);
		}
	}

	@Override
	public void tanh(float[] values, int from, int size) {
		for (int i = from; i < from + size; i += WIDTH) {
			tanh(FloatVector.fromArray(EIGHT, values, i)).intoArray(values, i);
		}
	}

	@Override
	public void lstm(float[] gates, int gatesFrom, int size, float[] cell, float[] hidden) {
		for (int i = 0; i < size; i += WIDTH) {
			int gate = gatesFrom + i;
			FloatVector candidate = sigmoid(FloatVector.fromArray(EIGHT, gates, gate))
				.mul(tanh(FloatVector.fromArray(EIGHT, gates, gate + 2 * size)));
			FloatVector next = sigmoid(FloatVector.fromArray(EIGHT, gates, gate + size))
				.fma(FloatVector.fromArray(EIGHT, cell, i), candidate);
			next.intoArray(cell, i);
			sigmoid(FloatVector.fromArray(EIGHT, gates, gate + 3 * size)).mul(tanh(next)).intoArray(hidden, i);
		}
	}

	private static FloatVector sigmoid(FloatVector x) {
		return of(1).div(exp(x.neg()).add(1));
	}

	private static FloatVector tanh(FloatVector x) {
		FloatVector square = x.mul(x);
		FloatVector p = of(ScalarLanes.T0).fma(square, of(ScalarLanes.T1));
		p = p.fma(square, of(ScalarLanes.T2));
		p = p.fma(square, of(ScalarLanes.T3));
		p = p.fma(square, of(ScalarLanes.T4));
		FloatVector small = p.mul(square).fma(x, x);
		FloatVector size = x.abs();
		FloatVector large = of(1).sub(of(2).div(exp(size.mul(2)).add(1)));
		VectorMask<Float> negative = x.compare(VectorOperators.LT, 0);
		VectorMask<Float> isSmall = size.compare(VectorOperators.LT, ScalarLanes.TANH_SMALL);
		return large.lanewise(VectorOperators.NEG, negative).blend(small, isSmall);
	}

	private static FloatVector exp(FloatVector value) {
		FloatVector x = value.max(ScalarLanes.EXP_MIN).min(ScalarLanes.EXP_MAX);
		FloatVector rounded = x.fma(of(ScalarLanes.LOG2_E), of(ScalarLanes.ROUND));
		FloatVector n = rounded.sub(ScalarLanes.ROUND);
		FloatVector r = n.fma(of(-ScalarLanes.LN2_LOW), n.fma(of(-ScalarLanes.LN2_HIGH), x));
		FloatVector p = of(ScalarLanes.E0).fma(r, of(ScalarLanes.E1));
		p = p.fma(r, of(ScalarLanes.E2));
		p = p.fma(r, of(ScalarLanes.E3));
		p = p.fma(r, of(ScalarLanes.E4));
		p = p.fma(r, of(ScalarLanes.E5));
		p = p.fma(r.mul(r), r.add(1));
		IntVector power = rounded.reinterpretAsInts()
			.sub(ScalarLanes.ROUND_BITS - ScalarLanes.BIAS)
			.lanewise(VectorOperators.LSHL, ScalarLanes.MANTISSA);
		return p.mul(power.reinterpretAsFloats());
	}

	private static FloatVector of(float value) {
		return FloatVector.broadcast(EIGHT, value);
	}

}
