package io.isonet.network;

import java.util.Arrays;

/// The words of one journey as the fused passes see them. A word that fills several slots
/// is scored once; only its share of the attention differs. Scratch space that is filled
/// for one journey after the other; not thread-safe.
///
/// `D` different words, `D'` padded, `A'`, `E'` as in [PackedLayout].
///
/// @param <A> `float[]` or `double[]`
final class JourneyWords<A> {

	private final IsoNetConfig config;

	private final PackedWeights<A> weights;

	private final Lanes<A> lanes;

	/// Different tokens, in the order in which they come.
	final int[] distinct;

	/// Index of each slot's token among them, `(S)`.
	final int[] word;

	/// `D`.
	int count;

	/// `D'`.
	int width;

	/// Sum of the shares of each different token's slots, `(D')`.
	final A share;

	/// Scores, then what each slot with the word weighs for each share it has, `(D')`.
	final A scores;

	/// Word vectors, `(D, E')`.
	A vectors;

	/// Words as the attention sees them, `(D, A')`.
	A projected;

	/// The same by units, `(A, D')`.
	A units;

	private final int[] wordsInState;

	/// States up to the last one that has a word.
	private int states;

	private PaceCurve pace = PaceCurve.STANDARD;

	/// What each slot counts before its score does, `(S)`.
	private final double[] slotShare;

	private final double[] wordShare;

	private final double[] stateShare;

	private int capacity;

	JourneyWords(IsoNetConfig config, PackedWeights<A> weights, Lanes<A> lanes) {
		this.config = config;
		this.weights = weights;
		this.lanes = lanes;
		int slots = config.slots();
		int padded = Lanes.padded(slots);
		this.distinct = new int[slots];
		this.word = new int[slots];
		this.share = lanes.create(padded);
		this.scores = lanes.create(padded);
		this.wordsInState = new int[config.maxStates()];
		this.slotShare = new double[slots];
		this.wordShare = new double[slots];
		this.stateShare = new double[config.maxStates()];
		this.vectors = lanes.create(0);
		this.projected = lanes.create(0);
		this.units = lanes.create(0);
	}

	/// Takes in a journey's tokens, `(S)`, and its pace.
	void read(int[] tokens, PaceCurve pace) {
		this.pace = pace;
		findWords(tokens);
		countWords(tokens);
		this.width = Lanes.padded(this.count);
		int e = this.weights.layout.embeddingWidth;
		int a = this.weights.layout.attentionWidth;
		if (this.width > this.capacity) {
			this.capacity = this.width;
			this.vectors = this.lanes.create(this.capacity * e);
			this.projected = this.lanes.create(this.capacity * a);
			this.units = this.lanes.create(this.capacity * this.config.attentionSize());
		}
		for (int w = 0; w < this.count; w++) {
			this.lanes.move(this.weights.values, this.weights.vector(this.distinct[w]), this.vectors, w * e, e);
		}
		project();
	}

	private void findWords(int[] tokens) {
		int words = 0;
		for (int s = 0; s < tokens.length; s++) {
			int w = 0;
			while (w < words && this.distinct[w] != tokens[s]) {
				w++;
			}
			if (w == words) {
				this.distinct[words++] = tokens[s];
			}
			this.word[s] = w;
		}
		this.count = words;
	}

	private void countWords(int[] tokens) {
		Arrays.fill(this.wordsInState, 0);
		this.states = 1;
		for (int s = 0; s < tokens.length; s++) {
			if (tokens[s] != this.config.paddingId()) {
				int state = s / this.config.maxWordsPerState();
				this.wordsInState[state]++;
				this.states = Math.max(this.states, state + 1);
			}
		}
	}

	private void project() {
		PackedLayout layout = this.weights.layout;
		int a = layout.attentionWidth;
		for (int w = 0; w < this.count; w++) {
			this.lanes.move(this.weights.values, layout.wordsBias, this.projected, w * a, a);
		}
		this.lanes.product(this.weights.values, layout.words, a, a, this.vectors, 0, layout.embeddingWidth, 1,
				this.config.embeddingSize(), this.projected, 0, a, this.count);
		this.lanes.clear(this.units, 0, this.config.attentionSize() * this.width);
		this.lanes.transpose(this.projected, 0, a, this.count, this.config.attentionSize(), this.units, 0, this.width);
	}

	/// Says how much each slot counts at a position, before its score does: the
	/// exponential of the prior, see [StepInputs].
	/// @param u position in the playlist, 0 to 1
	void weigh(double u) {
		boolean paced = this.config.pace() == IsoNetConfig.Pace.STANDARD;
		if (paced) {
			double reached = this.pace.at(u);
			for (int k = 0; k < this.stateShare.length; k++) {
				double played = (this.wordsInState[k] == 0) ? 0 : Pacing.weight(k, this.states, reached);
				this.stateShare[k] = (played + StepInputs.PACE_FLOOR) / Math.max(1, this.wordsInState[k]);
			}
		}
		Arrays.fill(this.wordShare, 0, this.count, 0);
		for (int s = 0; s < this.word.length; s++) {
			int w = this.word[s];
			int state = s / this.config.maxWordsPerState();
			double weight = 1;
			if (this.distinct[w] == this.config.paddingId()) {
				weight = emptyShare(paced, state);
			}
			else if (paced) {
				weight = this.stateShare[state];
			}
			this.slotShare[s] = weight;
			this.wordShare[w] += weight;
		}
		for (int w = 0; w < this.width; w++) {
			this.lanes.set(this.share, w, (w < this.count) ? this.wordShare[w] : 0);
		}
	}

	/// A slot without a word that takes part belongs to no state: it is never played.
	private double emptyShare(boolean paced, int state) {
		if (this.config.maskPadding()) {
			return 0;
		}
		return paced ? StepInputs.PACE_FLOOR / Math.max(1, this.wordsInState[state]) : 1;
	}

	/// Writes the weight of each slot, `(S)`, once the scores are weights.
	void spread(float[] attention) {
		for (int s = 0; s < attention.length; s++) {
			attention[s] = (float) (this.lanes.get(this.scores, this.word[s]) * this.slotShare[s]);
		}
	}

}
