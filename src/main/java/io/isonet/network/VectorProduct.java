package io.isonet.network;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// The matrix product of [VectorLanes]. Sums stay in registers while the columns go by: of
/// 4 x 16 numbers, or 4 x 32, where there are four rows of `x` or more, else of 1 x 64.
final class VectorProduct {

	private static final VectorSpecies<Float> EIGHT = FloatVector.SPECIES_256;

	/// As wide as the processor has them: how many sums lie side by side changes none.
	private static final VectorSpecies<Float> WIDE = (FloatVector.SPECIES_PREFERRED.length() > Lanes.WIDTH)
			? FloatVector.SPECIES_512 : EIGHT;

	private VectorProduct() {
	}

	/// Bits of the widest vectors that it uses.
	static int bits() {
		return WIDE.vectorBitSize();
	}

	/// As [Lanes#product] says.
	static void add(float[] weight, int weightFrom, int weightStep, int rows, float[] x, int xFrom, int xStep,
			int xNext, int columns, float[] out, int outFrom, int outStep, int count) {
		int fours = count / 4 * 4;
		if (fours > 0) {
			int r = 0;
			for (; r + 2 * WIDE.length() <= rows; r += 2 * WIDE.length()) {
				for (int n = 0; n < fours; n += 4) {
					fourWide(weight, weightFrom + r, weightStep, x, xFrom + n * xStep, xStep, xNext, columns, out,
							outFrom + n * outStep + r, outStep);
				}
			}
			for (; r < rows; r += Lanes.WIDTH) {
				for (int n = 0; n < fours; n += 4) {
					four8(weight, weightFrom + r, weightStep, x, xFrom + n * xStep, xStep, xNext, columns, out,
							outFrom + n * outStep + r, outStep);
				}
			}
		}
		for (int n = fours; n < count; n++) {
			one(weight, weightFrom, weightStep, rows, x, xFrom + n * xStep, xNext, columns, out, outFrom + n * outStep);
		}
	}

	private static void one(float[] weight, int weightFrom, int weightStep, int rows, float[] x, int xFrom, int xNext,
			int columns, float[] out, int outFrom) {
		int r = 0;
		for (; r + 8 * Lanes.WIDTH <= rows; r += 8 * Lanes.WIDTH) {
			one64(weight, weightFrom + r, weightStep, x, xFrom, xNext, columns, out, outFrom + r);
		}
		for (; r + 3 * Lanes.WIDTH <= rows; r += 3 * Lanes.WIDTH) {
			one24(weight, weightFrom + r, weightStep, x, xFrom, xNext, columns, out, outFrom + r);
		}
		for (; r < rows; r += Lanes.WIDTH) {
			one8(weight, weightFrom + r, weightStep, x, xFrom, xNext, columns, out, outFrom + r);
		}
	}

	private static void one64(float[] weight, int weightFrom, int weightStep, float[] x, int xFrom, int xNext,
			int columns, float[] out, int to) {
		FloatVector a = load(out, to);
		FloatVector b = load(out, to + Lanes.WIDTH);
		FloatVector c = load(out, to + 2 * Lanes.WIDTH);
		FloatVector d = load(out, to + 3 * Lanes.WIDTH);
		FloatVector e = load(out, to + 4 * Lanes.WIDTH);
		FloatVector f = load(out, to + 5 * Lanes.WIDTH);
		FloatVector g = load(out, to + 6 * Lanes.WIDTH);
		FloatVector h = load(out, to + 7 * Lanes.WIDTH);
		int from = weightFrom;
		int at = xFrom;
		for (int k = 0; k < columns; k++) {
			FloatVector factor = of(x[at]);
			a = load(weight, from).fma(factor, a);
			b = load(weight, from + Lanes.WIDTH).fma(factor, b);
			c = load(weight, from + 2 * Lanes.WIDTH).fma(factor, c);
			d = load(weight, from + 3 * Lanes.WIDTH).fma(factor, d);
			e = load(weight, from + 4 * Lanes.WIDTH).fma(factor, e);
			f = load(weight, from + 5 * Lanes.WIDTH).fma(factor, f);
			g = load(weight, from + 6 * Lanes.WIDTH).fma(factor, g);
			h = load(weight, from + 7 * Lanes.WIDTH).fma(factor, h);
			from += weightStep;
			at += xNext;
		}
		a.intoArray(out, to);
		b.intoArray(out, to + Lanes.WIDTH);
		c.intoArray(out, to + 2 * Lanes.WIDTH);
		d.intoArray(out, to + 3 * Lanes.WIDTH);
		e.intoArray(out, to + 4 * Lanes.WIDTH);
		f.intoArray(out, to + 5 * Lanes.WIDTH);
		g.intoArray(out, to + 6 * Lanes.WIDTH);
		h.intoArray(out, to + 7 * Lanes.WIDTH);
	}

	private static void one24(float[] weight, int weightFrom, int weightStep, float[] x, int xFrom, int xNext,
			int columns, float[] out, int to) {
		FloatVector a = load(out, to);
		FloatVector b = load(out, to + Lanes.WIDTH);
		FloatVector c = load(out, to + 2 * Lanes.WIDTH);
		int from = weightFrom;
		int at = xFrom;
		for (int k = 0; k < columns; k++) {
			FloatVector factor = of(x[at]);
			a = load(weight, from).fma(factor, a);
			b = load(weight, from + Lanes.WIDTH).fma(factor, b);
			c = load(weight, from + 2 * Lanes.WIDTH).fma(factor, c);
			from += weightStep;
			at += xNext;
		}
		a.intoArray(out, to);
		b.intoArray(out, to + Lanes.WIDTH);
		c.intoArray(out, to + 2 * Lanes.WIDTH);
	}

	private static void one8(float[] weight, int weightFrom, int weightStep, float[] x, int xFrom, int xNext,
			int columns, float[] out, int to) {
		FloatVector sum = load(out, to);
		int from = weightFrom;
		int at = xFrom;
		for (int k = 0; k < columns; k++) {
			sum = load(weight, from).fma(of(x[at]), sum);
			from += weightStep;
			at += xNext;
		}
		sum.intoArray(out, to);
	}

	private static void fourWide(float[] weight, int weightFrom, int weightStep, float[] x, int xFrom, int xStep,
			int xNext, int columns, float[] out, int to, int outStep) {
		FloatVector a = wide(out, to);
		FloatVector b = wide(out, to + WIDE.length());
		FloatVector c = wide(out, to + outStep);
		FloatVector d = wide(out, to + outStep + WIDE.length());
		FloatVector e = wide(out, to + 2 * outStep);
		FloatVector f = wide(out, to + 2 * outStep + WIDE.length());
		FloatVector g = wide(out, to + 3 * outStep);
		FloatVector h = wide(out, to + 3 * outStep + WIDE.length());
		int from = weightFrom;
		int at = xFrom;
		for (int k = 0; k < columns; k++) {
			FloatVector left = wide(weight, from);
			FloatVector right = wide(weight, from + WIDE.length());
			FloatVector factor = wideOf(x[at]);
			a = left.fma(factor, a);
			b = right.fma(factor, b);
			factor = wideOf(x[at + xStep]);
			c = left.fma(factor, c);
			d = right.fma(factor, d);
			factor = wideOf(x[at + 2 * xStep]);
			e = left.fma(factor, e);
			f = right.fma(factor, f);
			factor = wideOf(x[at + 3 * xStep]);
			g = left.fma(factor, g);
			h = right.fma(factor, h);
			from += weightStep;
			at += xNext;
		}
		a.intoArray(out, to);
		b.intoArray(out, to + WIDE.length());
		c.intoArray(out, to + outStep);
		d.intoArray(out, to + outStep + WIDE.length());
		e.intoArray(out, to + 2 * outStep);
		f.intoArray(out, to + 2 * outStep + WIDE.length());
		g.intoArray(out, to + 3 * outStep);
		h.intoArray(out, to + 3 * outStep + WIDE.length());
	}

	private static void four8(float[] weight, int weightFrom, int weightStep, float[] x, int xFrom, int xStep,
			int xNext, int columns, float[] out, int to, int outStep) {
		FloatVector a = load(out, to);
		FloatVector b = load(out, to + outStep);
		FloatVector c = load(out, to + 2 * outStep);
		FloatVector d = load(out, to + 3 * outStep);
		int from = weightFrom;
		int at = xFrom;
		for (int k = 0; k < columns; k++) {
			FloatVector row = load(weight, from);
			a = row.fma(of(x[at]), a);
			b = row.fma(of(x[at + xStep]), b);
			c = row.fma(of(x[at + 2 * xStep]), c);
			d = row.fma(of(x[at + 3 * xStep]), d);
			from += weightStep;
			at += xNext;
		}
		a.intoArray(out, to);
		b.intoArray(out, to + outStep);
		c.intoArray(out, to + 2 * outStep);
		d.intoArray(out, to + 3 * outStep);
	}

	private static FloatVector wide(float[] values, int from) {
		return FloatVector.fromArray(WIDE, values, from);
	}

	private static FloatVector wideOf(float value) {
		return FloatVector.broadcast(WIDE, value);
	}

	private static FloatVector load(float[] values, int from) {
		return FloatVector.fromArray(EIGHT, values, from);
	}

	private static FloatVector of(float value) {
		return FloatVector.broadcast(EIGHT, value);
	}

}
