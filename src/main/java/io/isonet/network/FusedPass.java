package io.isonet.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The forward pass of [IsoNet] in plain Java, one journey after the other. It says what
/// the block says, but for rounding, and takes the way that is short for one journey:
///
/// - what acts on the hidden state is one product, over weights packed for it
/// - a word that fills several slots is scored once; only its share of the prior differs
/// - the prior multiplies after the exponential, instead of adding its logarithm before
///
/// Nothing is allocated in a step, and what a journey gets depends on the journey alone.
/// Not thread-safe: it owns the scratch space of one pass; the weights are shared.
final class FusedPass {

	private final IsoNetConfig config;

	private final PackedWeights weights;

	private final Lanes lanes;

	/// Different tokens of the journey, in the order in which they come.
	private final int[] distinct;

	/// Index of each slot's token among them, `(S)`.
	private final int[] word;

	/// What each slot counts before its score does, `(S)`.
	private final float[] slotShare;

	private final int[] wordsInState;

	/// Sum of the shares of each different token's slots.
	private final float[] share;

	private final float[] scores;

	/// Projected words, `(A, D')`.
	private final float[] projected;

	private final float[] state;

	private final float[] hidden;

	private final float[] cell;

	private final float[] fromHidden;

	private final float[] context;

	private final float[] output;

	FusedPass(IsoNetConfig config, PackedWeights weights, Lanes lanes) {
		this.config = config;
		this.weights = weights;
		this.lanes = lanes;
		int slots = config.slots();
		this.distinct = new int[slots];
		this.word = new int[slots];
		this.slotShare = new float[slots];
		this.wordsInState = new int[config.maxStates()];
		int width = Lanes.padded(slots);
		this.share = new float[width];
		this.scores = new float[width];
		this.projected = new float[config.attentionSize() * width];
		this.state = new float[2 * weights.hiddenWidth];
		this.hidden = new float[weights.hiddenWidth];
		this.cell = new float[weights.hiddenWidth];
		this.fromHidden = new float[weights.hiddenRows];
		this.context = new float[weights.embeddingWidth];
		this.output = new float[weights.featuresWidth];
	}

	/// Predicts each journey of a batch that the configuration can read.
	List<Forecast> predict(JourneyBatch batch) {
		List<Forecast> forecasts = new ArrayList<>(batch.size());
		for (int b = 0; b < batch.size(); b++) {
			forecasts.add(predict(batch.tokens()[b], batch.lengths()[b]));
		}
		return forecasts;
	}

	/// @return features in natural units, clamped
	private Forecast predict(int[] tokens, int length) {
		float[][] features = new float[length][this.config.features()];
		float[][] attention = new float[length][this.config.slots()];
		int words = findWords(tokens);
		int states = countWords(tokens);
		projectWords(words);
		startState(tokens);
		for (int t = 0; t < length; t++) {
			double u = Pacing.position(t, length);
			if (t == 0 || this.config.pace() != IsoNetConfig.Pace.NONE) {
				weighSlots(tokens, states, u, words);
			}
			System.arraycopy(this.weights.onHiddenBias, 0, this.fromHidden, 0, this.fromHidden.length);
			this.lanes.addProduct(this.weights.onHidden, 0, this.weights.hiddenRows, this.hidden, 0,
					this.config.hiddenSize(), this.fromHidden, 0);
			attend(words, attention[t]);
			step(u);
			head(features[t]);
		}
		return new Forecast(features, attention);
	}

	/// @return how many different tokens there are
	private int findWords(int[] tokens) {
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
		return words;
	}

	/// @return states up to the last one that has a word
	private int countWords(int[] tokens) {
		Arrays.fill(this.wordsInState, 0);
		int states = 1;
		for (int s = 0; s < tokens.length; s++) {
			if (tokens[s] != this.config.paddingId()) {
				int state = s / this.config.maxWordsPerState();
				this.wordsInState[state]++;
				states = Math.max(states, state + 1);
			}
		}
		return states;
	}

	private void projectWords(int words) {
		int width = Lanes.padded(words);
		int e = this.config.embeddingSize();
		int a = this.config.attentionSize();
		Arrays.fill(this.projected, 0, a * width, 0);
		for (int w = 0; w < words; w++) {
			int vector = this.distinct[w] * this.weights.embeddingWidth;
			for (int i = 0; i < a; i++) {
				float sum = this.weights.wordsBias[i];
				for (int k = 0; k < e; k++) {
					sum = Math.fma(this.weights.words[k * a + i], this.weights.embedding[vector + k], sum);
				}
				this.projected[i * width + w] = sum;
			}
		}
	}

	private void startState(int[] tokens) {
		int e = this.config.embeddingSize();
		int width = this.weights.hiddenWidth;
		System.arraycopy(this.weights.firstBias, 0, this.state, 0, this.state.length);
		for (int s = 0; s < tokens.length; s++) {
			if (tokens[s] != this.config.paddingId() || !this.weights.emptyPadding) {
				this.lanes.addProduct(this.weights.first, s * e * 2 * width, 2 * width, this.weights.embedding,
						tokens[s] * this.weights.embeddingWidth, e, this.state, 0);
			}
		}
		System.arraycopy(this.state, 0, this.hidden, 0, width);
		System.arraycopy(this.state, width, this.cell, 0, width);
		if (this.config.initialHidden() == IsoNetConfig.InitialHidden.TANH) {
			this.lanes.tanh(this.hidden, 0, width);
		}
	}

	/// The prior's exponential, slot by slot and summed by word; see [StepInputs].
	private void weighSlots(int[] tokens, int states, double u, int words) {
		Arrays.fill(this.share, 0, Lanes.padded(words), 0);
		boolean paced = this.config.pace() == IsoNetConfig.Pace.STANDARD;
		for (int s = 0; s < tokens.length; s++) {
			boolean padding = tokens[s] == this.config.paddingId();
			double weight = 1;
			if (padding && this.config.maskPadding()) {
				weight = 0;
			}
			else if (paced) {
				int state = s / this.config.maxWordsPerState();
				double played = padding ? 0 : Pacing.weight(state, states, u);
				weight = (played + StepInputs.PACE_FLOOR) / Math.max(1, this.wordsInState[state]);
			}
			this.slotShare[s] = (float) weight;
			this.share[this.word[s]] += (float) weight;
		}
	}

	/// The context of this step, and the weight of each slot.
	private void attend(int words, float[] attention) {
		int width = Lanes.padded(words);
		this.lanes.scores(this.projected, width, this.fromHidden, this.weights.score, this.config.attentionSize(),
				this.scores);
		float highest = Float.NEGATIVE_INFINITY;
		for (int w = 0; w < words; w++) {
			if (this.share[w] > 0) {
				highest = Math.max(highest, this.scores[w]);
			}
		}
		for (int w = 0; w < words; w++) {
			// a word without a share may have any score, and an exponential of it that
			// is not finite would spoil the sum
			this.scores[w] = (this.share[w] > 0) ? this.scores[w] : highest;
		}
		this.lanes.exp(this.scores, width, highest);
		float sum = 0;
		for (int w = 0; w < words; w++) {
			sum = Math.fma(this.scores[w], this.share[w], sum);
		}
		Arrays.fill(this.context, 0);
		for (int w = 0; w < words; w++) {
			this.scores[w] /= sum;
			float weight = this.scores[w] * this.share[w];
			int vector = this.distinct[w] * this.weights.embeddingWidth;
			for (int k = 0; k < this.context.length; k++) {
				this.context[k] = Math.fma(weight, this.weights.embedding[vector + k], this.context[k]);
			}
		}
		for (int s = 0; s < attention.length; s++) {
			attention[s] = this.scores[this.word[s]] * this.slotShare[s];
		}
	}

	/// Forget gate, LSTM cell.
	private void step(double u) {
		int forget = this.weights.forgetFrom();
		this.lanes.sigmoid(this.fromHidden, forget, this.weights.embeddingWidth);
		for (int k = 0; k < this.context.length; k++) {
			this.context[k] *= this.fromHidden[forget + k];
		}
		int gates = this.weights.gatesFrom();
		int width = this.weights.hiddenWidth;
		this.lanes.addProduct(this.weights.onContext, 0, 4 * width, this.context, 0, this.config.embeddingSize(),
				this.fromHidden, gates);
		if (this.config.positionInput()) {
			float position = (float) (u - .5);
			for (int r = 0; r < 4 * width; r++) {
				this.fromHidden[gates + r] = Math.fma(this.weights.onPosition[r], position, this.fromHidden[gates + r]);
			}
		}
		this.lanes.lstm(this.fromHidden, gates, width, this.cell, this.hidden);
	}

	private void head(float[] row) {
		System.arraycopy(this.weights.headBias, 0, this.output, 0, this.output.length);
		this.lanes.addProduct(this.weights.head, 0, this.weights.featuresWidth, this.hidden, 0,
				this.config.hiddenSize(), this.output, 0);
		for (int f = 0; f < row.length; f++) {
			row[f] = this.config.natural(f, this.output[f]);
		}
	}

}
