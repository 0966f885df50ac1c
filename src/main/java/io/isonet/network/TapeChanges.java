package io.isonet.network;

import java.util.ArrayList;
import java.util.List;

/// What a loss changes with what stands on a [Tape], row by row. Space is kept from batch
/// to batch; not thread-safe, but threads may fill the rows of different journeys.
///
/// @param <A> `float[]` or `double[]`
final class TapeChanges<A> {

	private final IsoNetConfig config;

	private final PackedLayout layout;

	private final Lanes<A> lanes;

	/// With the outputs, `(N, F')`.
	A output;

	/// With the hidden states, `(B + N, H')`.
	A hidden;

	/// With the cells of the present step, `(B, H')`.
	A cell;

	/// With the gated context of the present step, `(B, E')`.
	A gated;

	/// With the attention's last layer, `(B, A')`.
	A score;

	/// Hidden states before each step, `(N, H')`.
	A before;

	/// Where there is dropout: what each hidden unit counts before the head, and what the
	/// head reads, `(N, H')` each.
	A dropout;

	A dropped;

	private final boolean dropping;

	private final List<WordChanges<A>> words = new ArrayList<>();

	private int rowCapacity;

	private int journeyCapacity;

	/// @param dropping whether there is dropout
	TapeChanges(IsoNetConfig config, PackedLayout layout, Lanes<A> lanes, boolean dropping) {
		this.config = config;
		this.layout = layout;
		this.lanes = lanes;
		this.dropping = dropping;
		A none = lanes.create(0);
		this.output = none;
		this.hidden = none;
		this.cell = none;
		this.gated = none;
		this.score = none;
		this.before = none;
		this.dropout = none;
		this.dropped = none;
	}

	/// Makes room for a tape's changes.
	void reset(Tape<A> tape) {
		int journeys = tape.size();
		while (this.words.size() < journeys) {
			this.words.add(new WordChanges<>(this.config, this.layout, this.lanes));
		}
		if (journeys > this.journeyCapacity || tape.rows() > this.rowCapacity) {
			this.journeyCapacity = Math.max(journeys, this.journeyCapacity);
			this.rowCapacity = Math.max(tape.rows(), this.rowCapacity);
			int h = this.layout.hiddenWidth;
			this.output = create(this.rowCapacity, this.layout.featuresWidth);
			this.hidden = create(this.journeyCapacity + this.rowCapacity, h);
			this.cell = create(this.journeyCapacity, h);
			this.gated = create(this.journeyCapacity, this.layout.embeddingWidth);
			this.score = create(this.journeyCapacity, this.layout.attentionWidth);
			this.before = create(this.rowCapacity, h);
			this.dropout = create(this.dropping ? this.rowCapacity : 0, h);
			this.dropped = create(this.dropping ? this.rowCapacity : 0, h);
		}
		this.lanes.clear(this.score, 0, journeys * this.layout.attentionWidth);
	}

	/// Takes in what each hidden unit counts.
	/// @param mask `(B, T, H)` in the order of the batch
	void mask(Tape<A> tape, double[] mask) {
		int h = this.layout.hiddenWidth;
		int hidden = this.config.hiddenSize();
		for (int t = 0; t < tape.steps(); t++) {
			int running = tape.running(t, 0, tape.size());
			for (int n = 0; n < running; n++) {
				int from = (tape.order[n] * tape.steps() + t) * hidden;
				int to = (tape.offset(t) + n) * h;
				for (int k = 0; k < hidden; k++) {
					this.lanes.set(this.dropout, to + k, mask[from + k]);
				}
			}
		}
	}

	/// Makes what the head reads of `count` hidden states.
	void drop(Tape<A> tape, int row, int count) {
		int h = this.layout.hiddenWidth;
		this.lanes.move(tape.hidden, (tape.hiddenRow(0) + row) * h, this.dropped, row * h, count * h);
		this.lanes.multiply(this.dropped, row * h, this.dropout, row * h, count * h);
	}

	WordChanges<A> words(int b) {
		return this.words.get(b);
	}

	private A create(int rows, int width) {
		return this.lanes.create(Math.multiplyExact(rows, width));
	}

}
