package io.isonet.network;

/// Arithmetic over rows of floats, as the fused pass needs it. Rows are padded to
/// [#WIDTH] numbers, so that no form needs a remainder.
///
/// Both forms do the same operations on each number in the same order, with fused
/// multiply-adds, and so give the same bits.
sealed interface Lanes permits ScalarLanes, VectorLanes {

	/// Numbers that rows are padded to a multiple of.
	int WIDTH = 8;

	/// The width of a padded row of `size` numbers.
	static int padded(int size) {
		return (size + WIDTH - 1) / WIDTH * WIDTH;
	}

	/// `out[r] += sum over k of weight[k][r] x[k]`, k from 0 upwards.
	/// @param weight `(columns, rows)` from `weightFrom` on, rows padded
	/// @param x `(columns)` from `xFrom` on
	/// @param out `(rows)` from `outFrom` on
	void addProduct(float[] weight, int weightFrom, int rows, float[] x, int xFrom, int columns, float[] out,
			int outFrom);

	/// Scores of additive attention, `out[d] = sum over a of score[a] relu(words[a][d] +
	/// hidden[a])`, a from 0 upwards.
	/// @param words `(units, width)`, width padded
	/// @param out `(width)`
	void scores(float[] words, int width, float[] hidden, float[] score, int units, float[] out);

	/// `values[i] = exp(values[i] - shift)` for `i` below `size`, padded; within 2e-7
	/// relative, between exp(-87) and exp(88).
	void exp(float[] values, int size, float shift);

	/// `values[i] = sigmoid(values[i])` from `from` on, `size` padded.
	void sigmoid(float[] values, int from, int size);

	/// `values[i] = tanh(values[i])` from `from` on, `size` padded.
	void tanh(float[] values, int from, int size);

	/// One step of an LSTM cell: `c = sigmoid(f) c + sigmoid(i) tanh(g)`, `h = sigmoid(o)
	/// tanh(c)`.
	/// @param gates i, f, g, o from `gatesFrom` on, each of padded width `size`
	void lstm(float[] gates, int gatesFrom, int size, float[] cell, float[] hidden);

}
