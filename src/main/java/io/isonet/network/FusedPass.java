package io.isonet.network;

/// The forward pass of [IsoNet] in plain Java. It says what the block says, but for
/// rounding, and takes the way that is short:
///
/// - what acts on the hidden state is one product, over weights packed for it
/// - a word that fills several slots is scored once; see [JourneyWords]
/// - the prior multiplies after the exponential, instead of adding its logarithm before
///
/// Journeys go step by step together, but nothing is summed across them: what one gets
/// depends on itself alone, to the bit. Nothing is allocated in a step. Stateless, but for
/// what it reads and writes.
///
/// @param <A> `float[]` or `double[]`
final class FusedPass<A> {

	private final IsoNetConfig config;

	private final PackedWeights<A> weights;

	private final PackedLayout layout;

	private final Lanes<A> lanes;

	FusedPass(IsoNetConfig config, PackedWeights<A> weights, Lanes<A> lanes) {
		this.config = config;
		this.weights = weights;
		this.layout = weights.layout;
		this.lanes = lanes;
	}

	/// Computes all journeys of a tape.
	void run(Tape<A> tape) {
		run(tape, 0, tape.size());
	}

	/// Computes the journeys `from` to before `to`.
	void run(Tape<A> tape, int from, int to) {
		for (int b = from; b < to; b++) {
			start(tape, b);
		}
		for (int t = 0; t < tape.lengths[from]; t++) {
			step(tape, t, from, tape.running(t, from, to));
		}
	}

	private void start(Tape<A> tape, int b) {
		JourneyWords<A> words = tape.words(b);
		int width = this.layout.hiddenWidth;
		int e = this.config.embeddingSize();
		int state = b * 2 * width;
		this.lanes.move(this.weights.values, this.layout.firstBias, tape.first, state, 2 * width);
		for (int s = 0; s < words.word.length; s++) {
			int w = words.word[s];
			if (words.distinct[w] != this.config.paddingId() || !this.weights.isPaddingEmpty()) {
				this.lanes.product(this.weights.values, this.layout.first + s * e * 2 * width, 2 * width, 2 * width,
						words.vectors, w * this.layout.embeddingWidth, 0, 1, e, tape.first, state, 0, 1);
			}
		}
		int at = b * width;
		this.lanes.move(tape.first, state, tape.hidden, at, width);
		this.lanes.move(tape.first, state + width, tape.cell, at, width);
		if (this.config.initialHidden() == IsoNetConfig.InitialHidden.TANH) {
			this.lanes.tanh(tape.hidden, at, width);
		}
	}

	/// @param count journeys from `from` on that run at this step
	private void step(Tape<A> tape, int t, int from, int count) {
		int rows = this.layout.hiddenRows;
		int gates = 4 * this.layout.hiddenWidth;
		int first = tape.row(t) + from;
		for (int n = 0; n < count; n++) {
			this.lanes.move(this.weights.hiddenBias, 0, tape.fromHidden, (first + n) * rows, rows);
		}
		int h = this.layout.hiddenWidth;
		this.lanes.product(this.weights.values, this.layout.onHidden, rows, rows, tape.hidden,
				(tape.hiddenRow(t - 1) + from) * h, h, 1, this.config.hiddenSize(), tape.fromHidden, first * rows, rows,
				count);
		for (int n = 0; n < count; n++) {
			attend(tape, t, from + n, first + n);
		}
		this.lanes.product(this.weights.values, this.layout.onInput, gates, gates, tape.input, first * tape.inputWidth,
				tape.inputWidth, 1, this.layout.inputs, tape.fromHidden, first * rows + this.layout.gatesFrom(), rows,
				count);
		for (int n = 0; n < count; n++) {
			int b = from + n;
			this.lanes.lstm(tape.fromHidden, (first + n) * rows + this.layout.gatesFrom(), h, tape.cell,
					(tape.cellRow(t - 1) + b) * h, tape.cell, (tape.cellRow(t) + b) * h, tape.tanhCell, (first + n) * h,
					tape.hidden, (tape.hiddenRow(t) + b) * h);
		}
	}

	/// The context of this step, gated, and the position beside it.
	private void attend(Tape<A> tape, int t, int b, int row) {
		JourneyWords<A> words = tape.words(b);
		int length = tape.lengths[b];
		double u = Pacing.position(t, length);
		if (t == 0 || this.config.pace() != IsoNetConfig.Pace.NONE) {
			words.weigh(u);
		}
		int fromHidden = row * this.layout.hiddenRows;
		this.lanes.scores(words.units, words.width, tape.fromHidden, fromHidden, this.weights.values, this.layout.score,
				this.config.attentionSize(), words.scores);
		int weight = row * tape.weightWidth;
		this.lanes.softmax(words.scores, words.share, words.count, tape.weight, weight);
		int e = this.layout.embeddingWidth;
		int context = row * e;
		this.lanes.clear(tape.context, context, e);
		this.lanes.product(words.vectors, 0, e, e, tape.weight, weight, 0, 1, words.count, tape.context, context, 0, 1);
		int input = row * tape.inputWidth;
		this.lanes.gate(tape.fromHidden, fromHidden + this.layout.forgetFrom(), e, tape.context, context, tape.input,
				input);
		if (this.config.positionInput()) {
			this.lanes.set(tape.input, input + this.config.embeddingSize(), u - .5);
		}
		if (!tape.isRecording()) {
			words.spread(tape.attention[b][t]);
		}
	}

	/// The outputs of the rows `from` to before `to`.
	/// @param hidden `(N, H')` from `hiddenFrom` on
	void head(Tape<A> tape, A hidden, int hiddenFrom, int from, int to) {
		int f = this.layout.featuresWidth;
		int h = this.layout.hiddenWidth;
		for (int n = from; n < to; n++) {
			this.lanes.move(this.weights.values, this.layout.headBias, tape.output, n * f, f);
		}
		this.lanes.product(this.weights.values, this.layout.head, f, f, hidden, hiddenFrom + from * h, h, 1,
				this.config.hiddenSize(), tape.output, from * f, f, to - from);
	}

}
