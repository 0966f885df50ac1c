package io.isonet.network;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// Eight numbers at a time, by the Vector API; in products, which are most of the work,
/// sixteen where the processor has vectors so wide. The formulas are those of
/// [ScalarLanes].
final class VectorLanes extends FloatLanes {

	private static final VectorSpecies<Float> EIGHT = FloatVector.SPECIES_256;

	/// Whether this machine has vectors of eight numbers, or wider ones.
	static boolean isFast() {
		return FloatVector.SPECIES_PREFERRED.length() >= WIDTH;
	}

	@Override
	public void product(float[] weight, int weightFrom, int weightStep, int rows, float[] x, int xFrom, int xStep,
			int xNext, int columns, float[] out, int outFrom, int outStep, int count) {
		VectorProduct.add(weight, weightFrom, weightStep, rows, x, xFrom, xStep, xNext, columns, out, outFrom, outStep,
				count);
	}

	@Override
	public void scores(float[] words, int width, float[] hidden, int hiddenFrom, float[] score, int scoreFrom,
			int units, float[] out) {
		for (int d = 0; d < width; d += WIDTH) {
			FloatVector even = of(0);
			FloatVector odd = of(0);
			int from = d;
			int a = 0;
			for (; a + 1 < units; a += 2) {
				even = relu(load(words, from).add(hidden[hiddenFrom + a])).fma(of(score[scoreFrom + a]), even);
				odd = relu(load(words, from + width).add(hidden[hiddenFrom + a + 1])).fma(of(score[scoreFrom + a + 1]),
						odd);
				from += 2 * width;
			}
			if (a < units) {
				even = relu(load(words, from).add(hidden[hiddenFrom + a])).fma(of(score[scoreFrom + a]), even);
			}
			even.add(odd).intoArray(out, d);
		}
	}

	@Override
	public void scoresBack(float[] words, int count, float[] hidden, int hiddenFrom, float[] score, int scoreFrom,
			int units, float[] back, float[] scoreGradient, int scoreGradientFrom, float[] wordsGradient) {
		for (int a = 0; a < units; a += WIDTH) {
			FloatVector unitHidden = load(hidden, hiddenFrom + a);
			FloatVector unitScore = load(score, scoreFrom + a);
			FloatVector gradient = load(scoreGradient, scoreGradientFrom + a);
			FloatVector sum = of(0);
			for (int d = 0; d < count; d++) {
				int at = d * units + a;
				FloatVector unit = load(words, at).add(unitHidden);
				FloatVector change = of(back[d]);
				FloatVector on = of(0).blend(change.mul(unitScore), unit.compare(VectorOperators.GT, 0));
				gradient = relu(unit).fma(change, gradient);
				load(wordsGradient, at).add(on).intoArray(wordsGradient, at);
				sum = sum.add(on);
			}
			gradient.intoArray(scoreGradient, scoreGradientFrom + a);
			sum.intoArray(hidden, hiddenFrom + a);
		}
	}

	@Override
	void exp(float[] values, int size, float shift) {
		for (int i = 0; i < size; i += WIDTH) {
			exp(load(values, i).sub(shift)).intoArray(values, i);
		}
	}

	@Override
	public void tanh(float[] values, int from, int size) {
		for (int i = from; i < from + size; i += WIDTH) {
			tanh(load(values, i)).intoArray(values, i);
		}
	}

	@Override
	public void gate(float[] gate, int gateFrom, int size, float[] x, int xFrom, float[] out, int outFrom) {
		for (int i = 0; i < size; i += WIDTH) {
			FloatVector open = sigmoid(load(gate, gateFrom + i));
			open.intoArray(gate, gateFrom + i);
			open.mul(load(x, xFrom + i)).intoArray(out, outFrom + i);
		}
	}

	@Override
	public void gateBack(float[] gate, int gateFrom, int size, float[] x, int xFrom, float[] back, int backFrom,
			float[] xBack, int xBackFrom) {
		for (int i = 0; i < size; i += WIDTH) {
			FloatVector open = load(gate, gateFrom + i);
			FloatVector change = load(back, backFrom + i).mul(open);
			change.mul(load(x, xFrom + i)).mul(of(1).sub(open)).intoArray(gate, gateFrom + i);
			change.intoArray(xBack, xBackFrom + i);
		}
	}

	@Override
	public void lstm(float[] gates, int gatesFrom, int size, float[] before, int beforeFrom, float[] cell, int cellFrom,
			float[] tanhCell, int tanhCellFrom, float[] hidden, int hiddenFrom) {
		for (int n = 0; n < size; n += WIDTH) {
			int at = gatesFrom + n;
			FloatVector i = sigmoid(load(gates, at));
			FloatVector f = sigmoid(load(gates, at + size));
			FloatVector g = tanh(load(gates, at + 2 * size));
			FloatVector o = sigmoid(load(gates, at + 3 * size));
			FloatVector next = f.fma(load(before, beforeFrom + n), i.mul(g));
			FloatVector tanh = tanh(next);
			i.intoArray(gates, at);
			f.intoArray(gates, at + size);
			g.intoArray(gates, at + 2 * size);
			o.intoArray(gates, at + 3 * size);
			next.intoArray(cell, cellFrom + n);
			tanh.intoArray(tanhCell, tanhCellFrom + n);
			o.mul(tanh).intoArray(hidden, hiddenFrom + n);
		}
	}

	@Override
	public void lstmBack(float[] gates, int gatesFrom, int size, float[] before, int beforeFrom, float[] tanhCell,
			int tanhCellFrom, float[] hiddenBack, int hiddenBackFrom, float[] cellBack, int cellBackFrom) {
		FloatVector one = of(1);
		for (int n = 0; n < size; n += WIDTH) {
			int at = gatesFrom + n;
			FloatVector i = load(gates, at);
			FloatVector f = load(gates, at + size);
			FloatVector g = load(gates, at + 2 * size);
			FloatVector o = load(gates, at + 3 * size);
			FloatVector tanh = load(tanhCell, tanhCellFrom + n);
			FloatVector open = load(hiddenBack, hiddenBackFrom + n).mul(o);
			FloatVector c = open.fma(one.sub(tanh.mul(tanh)), load(cellBack, cellBackFrom + n));
			c.mul(g).mul(i.mul(one.sub(i))).intoArray(gates, at);
			c.mul(load(before, beforeFrom + n)).mul(f.mul(one.sub(f))).intoArray(gates, at + size);
			c.mul(i).mul(one.sub(g.mul(g))).intoArray(gates, at + 2 * size);
			open.mul(tanh).mul(one.sub(o)).intoArray(gates, at + 3 * size);
			c.mul(f).intoArray(cellBack, cellBackFrom + n);
		}
	}

	private static FloatVector relu(FloatVector x) {
		return x.blend(0, x.compare(VectorOperators.LE, 0));
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
		FloatVector atLeast = value.blend(ScalarLanes.EXP_MIN, value.compare(VectorOperators.LT, ScalarLanes.EXP_MIN));
		FloatVector x = atLeast.blend(ScalarLanes.EXP_MAX, atLeast.compare(VectorOperators.GT, ScalarLanes.EXP_MAX));
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

	private static FloatVector load(float[] values, int from) {
		return FloatVector.fromArray(EIGHT, values, from);
	}

	private static FloatVector of(float value) {
		return FloatVector.broadcast(EIGHT, value);
	}

}
