package io.isonet.network;

/// The backward pass through time of [FusedPass], by hand. It goes over a recorded
/// [Tape] from the last step to the first, and overwrites what it has read.
///
/// Of each journey it needs nothing but its own rows, so that threads may take different
/// journeys; [#addOnHidden] and [#addOthers] then sum over all rows.
///
/// @param <A> `float[]` or `double[]`
final class FusedGradient<A> {

	private final IsoNetConfig config;

	private final PackedWeights<A> weights;

	private final PackedLayout layout;

	private final Lanes<A> lanes;

	/// Transposed: `onHidden` `(R, H')`, `onInput` without the position
	/// `(4 H', E')`, `head` `(F, H')`,
	/// `words`
	/// `(A', E')`, `first` `(S, 2 H', E')`.
	private final A onHidden;

	private final A onInput;

	private final A head;

	private final A words;

	private final A first;

	private final A one;

	FusedGradient(IsoNetConfig config, PackedWeights<A> weights, Lanes<A> lanes) {
		this.config = config;
		this.weights = weights;
		this.layout = weights.layout;
		this.lanes = lanes;
		int h = this.layout.hiddenWidth;
		int e = this.layout.embeddingWidth;
		this.onHidden = lanes.create(this.layout.hiddenRows * h);
		this.onInput = lanes.create(4 * h * e);
		this.head = lanes.create(this.layout.featuresWidth * h);
		this.words = lanes.create(this.layout.attentionWidth * e);
		this.first = lanes.create(Math.multiplyExact(config.slots() * 2 * h, e));
		this.one = lanes.create(1);
		lanes.set(this.one, 0, 1);
	}

	/// Brings the transposed weights up to date.
	void changed() {
		int h = this.layout.hiddenWidth;
		int e = this.layout.embeddingWidth;
		int hidden = this.config.hiddenSize();
		transpose(this.layout.onHidden, this.layout.hiddenRows, hidden, this.onHidden, 0, h);
		transpose(this.layout.onInput, 4 * h, this.config.embeddingSize(), this.onInput, 0, e);
		transpose(this.layout.head, this.layout.featuresWidth, hidden, this.head, 0, h);
		transpose(this.layout.words, this.layout.attentionWidth, this.config.embeddingSize(), this.words, 0, e);
		for (int s = 0; s < this.config.slots(); s++) {
			transpose(this.layout.first + s * this.config.embeddingSize() * 2 * h, 2 * h, this.config.embeddingSize(),
					this.first, s * 2 * h * e, e);
		}
	}

	/// @param rows of a column's block
	private void transpose(int from, int rows, int columns, A to, int toAt, int toStep) {
		this.lanes.transpose(this.weights.values, from, rows, columns, rows, to, toAt, toStep);
	}

	/// Computes what the loss changes with, for the journeys `from` to before `to`.
	/// @param changes what it changes with the outputs comes in; the rest goes out
	/// @param dropping whether the head has read through a mask
	void run(Tape<A> tape, TapeChanges<A> changes, int from, int to, boolean dropping) {
		int h = this.layout.hiddenWidth;
		for (int b = from; b < to; b++) {
			changes.words(b).start(tape.words(b));
			this.lanes.clear(changes.cell, b * h, h);
			this.lanes.clear(changes.hidden, b * h, h);
		}
		int steps = tape.lengths[from];
		for (int t = 0; t < steps; t++) {
			headBack(tape, changes, t, from, tape.running(t, from, to), dropping);
		}
		for (int t = steps - 1; t >= 0; t--) {
			stepBack(tape, changes, t, from, tape.running(t, from, to));
		}
		for (int b = from; b < to; b++) {
			startBack(tape, changes, b);
		}
	}

	/// Puts the hidden states before each step where the rows of their steps are.
	void align(Tape<A> tape, TapeChanges<A> changes) {
		int h = this.layout.hiddenWidth;
		for (int t = 0; t < tape.steps(); t++) {
			int count = tape.running(t, 0, tape.size());
			this.lanes.move(tape.hidden, tape.hiddenRow(t - 1) * h, changes.before, tape.offset(t) * h, count * h);
		}
	}

	private void headBack(Tape<A> tape, TapeChanges<A> changes, int t, int from, int count, boolean dropping) {
		int h = this.layout.hiddenWidth;
		int f = this.layout.featuresWidth;
		int row = tape.offset(t) + from;
		int hidden = (tape.hiddenRow(t) + from) * h;
		this.lanes.clear(changes.hidden, hidden, count * h);
		this.lanes.product(this.head, 0, h, h, changes.output, row * f, f, 1, this.config.features(), changes.hidden,
				hidden, h, count);
		if (dropping) {
			this.lanes.multiply(changes.hidden, hidden, changes.dropout, row * h, count * h);
		}
	}

	private void stepBack(Tape<A> tape, TapeChanges<A> changes, int t, int from, int count) {
		int h = this.layout.hiddenWidth;
		int rows = this.layout.hiddenRows;
		int gates = this.layout.gatesFrom();
		int first = tape.row(t) + from;
		for (int n = 0; n < count; n++) {
			int b = from + n;
			this.lanes.lstmBack(tape.fromHidden, (first + n) * rows + gates, h, tape.cell,
					(tape.cellRow(t - 1) + b) * h, tape.tanhCell, (first + n) * h, changes.hidden,
					(tape.hiddenRow(t) + b) * h, changes.cell, b * h);
		}
		int e = this.layout.embeddingWidth;
		this.lanes.clear(changes.gated, from * e, count * e);
		this.lanes.product(this.onInput, 0, e, e, tape.fromHidden, first * rows + gates, rows, 1, 4 * h, changes.gated,
				from * e, e, count);
		for (int n = 0; n < count; n++) {
			attendBack(tape, changes, from + n, first + n);
		}
		this.lanes.product(this.onHidden, 0, h, h, tape.fromHidden, first * rows, rows, 1, rows, changes.hidden,
				(tape.hiddenRow(t - 1) + from) * h, h, count);
	}

	private void attendBack(Tape<A> tape, TapeChanges<A> changes, int b, int row) {
		JourneyWords<A> words = tape.words(b);
		WordChanges<A> back = changes.words(b);
		int e = this.layout.embeddingWidth;
		int fromHidden = row * this.layout.hiddenRows;
		int weight = row * tape.weightWidth;
		int context = row * e;
		// the context is read before its place is taken by what changes with it
		this.lanes.gateBack(tape.fromHidden, fromHidden + this.layout.forgetFrom(), e, tape.context, context,
				changes.gated, b * e, tape.context, context);
		this.lanes.clear(back.scores, 0, words.width);
		this.lanes.product(back.byColumn, 0, words.width, words.width, tape.context, context, 0, 1,
				this.config.embeddingSize(), back.scores, 0, 0, 1);
		this.lanes.product(tape.context, context, e, e, tape.weight, weight, 1, 1, 1, back.vectors, 0, e, words.count);
		this.lanes.softmaxBack(tape.weight, weight, back.scores, words.count);
		int a = this.layout.attentionWidth;
		this.lanes.scoresBack(words.projected, words.count, tape.fromHidden, fromHidden, this.weights.values,
				this.layout.score, a, back.scores, changes.score, b * a, back.projected);
	}

	private void startBack(Tape<A> tape, TapeChanges<A> changes, int b) {
		JourneyWords<A> words = tape.words(b);
		WordChanges<A> back = changes.words(b);
		int h = this.layout.hiddenWidth;
		int e = this.layout.embeddingWidth;
		int state = b * 2 * h;
		this.lanes.move(changes.hidden, b * h, tape.first, state, h);
		this.lanes.move(changes.cell, b * h, tape.first, state + h, h);
		if (this.config.initialHidden() == IsoNetConfig.InitialHidden.TANH) {
			this.lanes.tanhBack(tape.hidden, b * h, tape.first, state, h);
		}
		int a = this.layout.attentionWidth;
		this.lanes.product(this.words, 0, e, e, back.projected, 0, a, 1, a, back.vectors, 0, e, words.count);
		for (int s = 0; s < words.word.length; s++) {
			if (learns(words, s)) {
				this.lanes.product(this.first, s * 2 * h * e, e, e, tape.first, state, 0, 1, 2 * h, back.vectors,
						words.word[s] * e, 0, 1);
			}
		}
	}

	/// Adds the gradient of what acts on the hidden units `from` to before `to`; the sums
	/// are taken in the order of the rows.
	void addOnHidden(Tape<A> tape, TapeChanges<A> changes, A gradient, int from, int to) {
		int r = this.layout.hiddenRows;
		this.lanes.product(tape.fromHidden, 0, r, r, changes.before, from, 1, this.layout.hiddenWidth, tape.rows(),
				gradient, this.layout.onHidden + from * r, r, to - from);
	}

	/// Adds the gradient of all other weights; the sums are taken in the order of the
	/// rows
	/// and the journeys.
	/// @param head what the head has read, `(N, H')` from `headFrom` on
	void addOthers(Tape<A> tape, TapeChanges<A> changes, A head, int headFrom, A gradient) {
		int rows = tape.rows();
		int h = this.layout.hiddenWidth;
		int hidden = this.config.hiddenSize();
		int r = this.layout.hiddenRows;
		int f = this.layout.featuresWidth;
		int gates = 4 * h;
		int gatesFrom = this.layout.gatesFrom();
		sum(tape.fromHidden, 0, r, r, rows, gradient, this.layout.onHiddenBias);
		sum(tape.fromHidden, gatesFrom, r, gates, rows, gradient, this.layout.gatesBias);
		this.lanes.product(tape.fromHidden, gatesFrom, r, gates, tape.input, 0, 1, tape.inputWidth, rows, gradient,
				this.layout.onInput, gates, this.layout.inputs);
		this.lanes.product(changes.output, 0, f, f, head, headFrom, 1, h, rows, gradient, this.layout.head, f, hidden);
		sum(changes.output, 0, f, f, rows, gradient, this.layout.headBias);
		int a = this.layout.attentionWidth;
		sum(changes.score, 0, a, a, tape.size(), gradient, this.layout.score);
		sum(tape.first, 0, 2 * h, 2 * h, tape.size(), gradient, this.layout.firstBias);
		for (int b = 0; b < tape.size(); b++) {
			addWords(tape, changes, b, gradient);
		}
	}

	private void addWords(Tape<A> tape, TapeChanges<A> changes, int b, A gradient) {
		JourneyWords<A> words = tape.words(b);
		WordChanges<A> back = changes.words(b);
		int a = this.layout.attentionWidth;
		int e = this.layout.embeddingWidth;
		int h = this.layout.hiddenWidth;
		int embedding = this.config.embeddingSize();
		this.lanes.product(back.projected, 0, a, a, words.vectors, 0, 1, e, words.count, gradient, this.layout.words, a,
				embedding);
		sum(back.projected, 0, a, a, words.count, gradient, this.layout.wordsBias);
		for (int s = 0; s < words.word.length; s++) {
			if (learns(words, s)) {
				this.lanes.product(tape.first, b * 2 * h, 0, 2 * h, words.vectors, words.word[s] * e, 1, 0, 1, gradient,
						this.layout.first + s * embedding * 2 * h, 2 * h, embedding);
			}
		}
		for (int w = 0; w < words.count; w++) {
			// as PyTorch's padding_idx: the vector of an empty slot does not learn
			if (words.distinct[w] != this.config.paddingId()) {
				sum(back.vectors, w * e, e, e, 1, gradient, this.weights.vector(words.distinct[w]));
			}
		}
	}

	/// `gradient[r] += sum over the rows`.
	private void sum(A values, int from, int step, int width, int rows, A gradient, int at) {
		this.lanes.product(values, from, step, width, this.one, 0, 0, 0, rows, gradient, at, 0, 1);
	}

	/// Whether the vector in a slot has a part in the first state.
	private boolean learns(JourneyWords<A> words, int slot) {
		return words.distinct[words.word[slot]] != this.config.paddingId() || !this.weights.isPaddingEmpty();
	}

}
