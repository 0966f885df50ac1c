package io.isonet.network;

/// Arithmetic over rows of numbers, as the fused passes need it. Rows are padded to
/// [#WIDTH] numbers with zeros, so that no form needs a remainder.
///
/// [ScalarLanes] and [VectorLanes] do the same operations on each float in the same
/// order, with fused multiply-adds, and so give the same bits. [DoubleLanes] computes in
/// double, for verification.
///
/// Matrices are row-major parts of arrays; a `step` is the distance from one row to the
/// next. Stateless.
///
/// @param <A> `float[]` or `double[]`
sealed interface Lanes<A> permits FloatLanes, DoubleLanes {

	/// Numbers that rows are padded to a multiple of.
	int WIDTH = 8;

	/// The width of a padded row of `size` numbers.
	static int padded(int size) {
		return (size + WIDTH - 1) / WIDTH * WIDTH;
	}

	/// Type of the numbers, F32 or F64.
	TensorType type();

	/// So many zeros.
	A create(int size);

	double get(A values, int at);

	/// Rounds to the type.
	void set(A values, int at, double value);

	/// Sets `size` numbers to 0.
	void clear(A values, int from, int size);

	/// Copies `size` numbers.
	void move(A from, int fromAt, A to, int toAt, int size);

	/// `to[k][r] = from[r][k]`.
	/// @param from `(rows, columns)`
	void transpose(A from, int fromAt, int fromStep, int rows, int columns, A to, int toAt, int toStep);

	/// Copies the numbers of a tensor of floats.
	A copy(Tensor tensor);

	/// A tensor of these numbers; not copied where that is not needed.
	Tensor tensor(A values, long... shape);

	/// Matrix product: `out[n][r] += sum over k of x[n][k] weight[k][r]`, k from 0
	/// upwards, for each n alike.
	/// @param weight `(columns, rows)`, `rows` padded
	/// @param x `(count, columns)`
	/// @param xNext distance from one k to the next
	/// @param out `(count, rows)`
	void product(A weight, int weightFrom, int weightStep, int rows, A x, int xFrom, int xStep, int xNext, int columns,
			A out, int outFrom, int outStep, int count);

	/// Scores of additive attention, `out[d] = sum over a of score[a] relu(words[a][d] +
	/// hidden[a])`.
	/// @param words `(units, width)`, width padded
	/// @param out `(width)`
	void scores(A words, int width, A hidden, int hiddenFrom, A score, int scoreFrom, int units, A out);

	/// What changes with the scores, `back[d]`, back to what they are made of; on is
	/// where `words[d][a] + hidden[a] > 0`.
	/// @param words `(count, units)`, units padded
	/// @param hidden `(units)`; becomes `sum over d of back[d] score[a]` where on
	/// @param scoreGradient `(units)`; gets `sum over d of back[d] relu(words[d][a] +
	/// hidden[a])`
	/// @param wordsGradient `(count, units)`; gets `back[d] score[a]` where on
	void scoresBack(A words, int count, A hidden, int hiddenFrom, A score, int scoreFrom, int units, A back,
			A scoreGradient, int scoreGradientFrom, A wordsGradient);

	/// Softmax of scores of which each counts `share` times: `scores[d] =
	/// exp(scores[d]) / sum over d of share[d] exp(scores[d])`, and `weight[d] =
	/// share[d] scores[d]`. What has no share may have any score.
	/// @param count words; the arrays are padded
	void softmax(A scores, A share, int count, A weight, int weightFrom);

	/// What changes with the weights of a softmax, back to the scores, in place:
	/// `back[d] = weight[d] (back[d] - sum over d of weight[d] back[d])`.
	void softmaxBack(A weight, int weightFrom, A back, int count);

	/// `values[i] = tanh(values[i])`, `size` padded.
	void tanh(A values, int from, int size);

	/// What changes with a tanh, back to its input: `back[i] *= 1 - tanh[i]^2`.
	void tanhBack(A tanh, int tanhFrom, A back, int backFrom, int size);

	/// `gate = sigmoid(gate)` in place, and `out = gate x`, `size` padded.
	void gate(A gate, int gateFrom, int size, A x, int xFrom, A out, int outFrom);

	/// What changes with `out` of [#gate], back to both factors: `gate = back x gate (1 -
	/// gate)` in place of the sigmoid, and `xBack = back gate`, which may take the place
	/// of `x`.
	void gateBack(A gate, int gateFrom, int size, A x, int xFrom, A back, int backFrom, A xBack, int xBackFrom);

	/// One step of an LSTM cell: `c = sigmoid(f) c + sigmoid(i) tanh(g)`, `h = sigmoid(o)
	/// tanh(c)`, `size` padded.
	/// @param gates i, f, g, o, `size` each; the activated gates take their place
	/// @param before the cell before the step; may be the same place as `cell`
	/// @param tanhCell gets `tanh(c)`
	void lstm(A gates, int gatesFrom, int size, A before, int beforeFrom, A cell, int cellFrom, A tanhCell,
			int tanhCellFrom, A hidden, int hiddenFrom);

	/// What changes with the hidden state, `hiddenBack`, and with the cell, `cellBack`,
	/// back through one step: the gates become what changes with their sums, `cellBack`
	/// what changes with the cell before.
	void lstmBack(A gates, int gatesFrom, int size, A before, int beforeFrom, A tanhCell, int tanhCellFrom,
			A hiddenBack, int hiddenBackFrom, A cellBack, int cellBackFrom);

	/// `gradient[i] += 2 strength[i] (values[i] - anchor[i])`, what changes with
	/// [Anchors].
	void pull(A gradient, A values, A anchor, A strength, int size);

	/// `values[i] *= factors[i]`.
	void multiply(A values, int from, A factors, int factorsFrom, int size);

	/// `values[i] = factor values[i] + share others[i]`.
	void blend(A values, double factor, A others, double share, int size);

	/// `sum over i of values[i]^2`, in double.
	double sumOfSquares(A values, int size);

	/// `average[i] = decay average[i] + (1 - decay) gradient[i]` for both averages of
	/// Adam, and `gradient[i] = first[i] / (sqrt(second[i]) / root + epsilon)`.
	/// @param root square root of the second average's bias correction
	void adam(Optimizer.Adam adam, A gradient, A first, A second, double root, int size);

}
