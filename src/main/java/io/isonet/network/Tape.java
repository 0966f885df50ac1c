package io.isonet.network;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// What a forward pass over a batch leaves behind: the hidden states and outputs of all
/// steps, and for a backward pass everything else too.
///
/// Journeys are in falling order of their lengths, so that those still running at a step
/// come first. `N` is the number of tracks of all journeys, a row each, step after step:
/// row `offset(t) + b` is step `t` of journey `b`. Space is kept from batch to batch; not
/// thread-safe, but threads may fill the rows of different journeys.
///
/// `B` journeys, other sizes as in [PackedLayout].
///
/// @param <A> `float[]` or `double[]`
final class Tape<A> {

	private final IsoNetConfig config;

	private final PackedWeights<A> weights;

	private final Lanes<A> lanes;

	private final boolean recording;

	/// Place of each journey in the batch, longest first, `(B)`.
	int[] order = {};

	/// Lengths in that order, `(B)`; of some journeys the first is the longest.
	int[] lengths = {};

	/// First row of each step and, last, `N`, `(T + 1)`.
	private int[] offsets = {};

	/// Words of each journey, `(B)` or more.
	private final List<JourneyWords<A>> words = new ArrayList<>();

	/// What `h0` and `c0` say, `(B, 2 H')`.
	A first;

	/// First states, then those of all steps, `(B + N, H')`.
	A hidden;

	/// Cells likewise; without recording `(B, H')`, the last ones.
	A cell;

	/// `(N, H')`, without recording `(B, H')`; so are those that follow.
	A tanhCell;

	/// What comes from the hidden state, `(N, R)`: attention as it came; gates and forget
	/// gate activated.
	A fromHidden;

	/// `(N, E')`.
	A context;

	/// Gated context and position, `(N, I')`.
	A input;

	/// Weight of each word, `(N, S')`.
	A weight;

	/// In the units of the configuration, `(N, F')`.
	A output;

	/// Weight of each slot at each step, in the order of the tape, `(B)` of `(n, S)`; a
	/// recording has none.
	float[][][] attention = {};

	final int inputWidth;

	final int weightWidth;

	private int rowCapacity;

	private int journeyCapacity;

	/// @param recording whether a backward pass will follow
	Tape(IsoNetConfig config, PackedWeights<A> weights, Lanes<A> lanes, boolean recording) {
		this.config = config;
		this.weights = weights;
		this.lanes = lanes;
		this.recording = recording;
		this.inputWidth = Lanes.padded(weights.layout.inputs);
		this.weightWidth = Lanes.padded(config.slots());
		A none = lanes.create(0);
		this.first = none;
		this.hidden = none;
		this.cell = none;
		this.tanhCell = none;
		this.fromHidden = none;
		this.context = none;
		this.input = none;
		this.weight = none;
		this.output = none;
	}

	/// Makes room for a batch.
	void reset(JourneyBatch batch) {
		int size = batch.size();
		this.order = (size == 1) ? new int[1]
				: IntStream.range(0, size)
					.boxed()
					.sorted(Comparator.comparingInt((Integer b) -> -batch.lengths()[b]))
					.mapToInt(Integer::intValue)
					.toArray();
		this.lengths = new int[size];
		for (int b = 0; b < size; b++) {
			this.lengths[b] = batch.lengths()[this.order[b]];
		}
		this.offsets = new int[this.lengths[0] + 1];
		for (int t = 0, running = size; t < this.lengths[0]; t++) {
			while (this.lengths[running - 1] <= t) {
				running--;
			}
			this.offsets[t + 1] = Math.addExact(this.offsets[t], running);
		}
		reserve(size, rows());
		for (int b = 0; b < size; b++) {
			this.words.get(b).read(batch.tokens()[this.order[b]], batch.paces().get(this.order[b]));
		}
		if (!this.recording) {
			this.attention = new float[size][][];
			for (int b = 0; b < size; b++) {
				this.attention[b] = new float[this.lengths[b]][this.config.slots()];
			}
		}
	}

	private void reserve(int journeys, int rows) {
		while (this.words.size() < journeys) {
			this.words.add(new JourneyWords<>(this.config, this.weights, this.lanes));
		}
		if (journeys <= this.journeyCapacity && rows <= this.rowCapacity) {
			return;
		}
		this.journeyCapacity = Math.max(journeys, this.journeyCapacity);
		this.rowCapacity = Math.max(rows, this.rowCapacity);
		PackedLayout layout = this.weights.layout;
		int all = this.journeyCapacity + this.rowCapacity;
		int kept = this.recording ? this.rowCapacity : this.journeyCapacity;
		this.first = create(this.journeyCapacity, 2 * layout.hiddenWidth);
		this.hidden = create(all, layout.hiddenWidth);
		this.cell = create(this.recording ? all : kept, layout.hiddenWidth);
		this.tanhCell = create(kept, layout.hiddenWidth);
		this.fromHidden = create(kept, layout.hiddenRows);
		this.context = create(kept, layout.embeddingWidth);
		this.input = create(kept, this.inputWidth);
		this.weight = create(kept, this.weightWidth);
		this.output = create(this.rowCapacity, layout.featuresWidth);
	}

	private A create(int rows, int width) {
		return this.lanes.create(Math.multiplyExact(rows, width));
	}

	boolean isRecording() {
		return this.recording;
	}

	/// `B`.
	int size() {
		return this.lengths.length;
	}

	/// `T`, steps of the longest journey.
	int steps() {
		return this.lengths[0];
	}

	/// `N`.
	int rows() {
		return this.offsets[steps()];
	}

	JourneyWords<A> words(int b) {
		return this.words.get(b);
	}

	/// Row of the first journey at a step among outputs.
	int offset(int t) {
		return this.offsets[t];
	}

	/// Row of the first journey at a step where only a recording keeps all.
	int row(int t) {
		return this.recording ? this.offsets[t] : 0;
	}

	/// Row of the first journey's hidden state after step `t`, or the first one for -1.
	int hiddenRow(int t) {
		return (t < 0) ? 0 : size() + this.offsets[t];
	}

	/// Row of the first journey's cell after step `t`, or the first one for -1.
	int cellRow(int t) {
		return this.recording ? hiddenRow(t) : 0;
	}

	/// How many of the journeys `from` to before `to` run at a step; they are the first.
	/// @param t below the length of journey `from`
	int running(int t, int from, int to) {
		return Math.min(to, this.offsets[t + 1] - this.offsets[t]) - from;
	}

}
