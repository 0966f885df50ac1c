package io.isonet.network;

import java.util.Arrays;

/// The weights of a network as the fused pass reads them: what acts on the same input in
/// one block, its columns one after the other, every row padded to [Lanes#WIDTH] with
/// zeros. Immutable; shared by all passes of a model.
///
/// `A'`, `H'`, `E'`, `F'` are the padded sizes.
final class PackedWeights {

	/// Word vectors, `(V, E')`.
	final float[] embedding;

	/// `mood_attention`, `(E, A)` and `(A)`, not padded: it acts on the words, which are.
	final float[] words;

	final float[] wordsBias;

	/// `attention`, `(A)`. Its bias is the same for all words, and a softmax does not see
	/// it.
	final float[] score;

	/// `h0` and `c0`, `(S E, 2 H')` and `(2 H')`.
	final float[] first;

	final float[] firstBias;

	/// What acts on the hidden state, `(H, R)` and `(R)` with `R = A' + 4 H' + E'`:
	/// attention, gates i, f, g, o, forget.
	final float[] onHidden;

	final float[] onHiddenBias;

	/// The gates' part of the context, `(E, 4 H')`.
	final float[] onContext;

	/// The gates' part of the position, `(4 H')`; zeros where there is none.
	final float[] onPosition;

	/// `fc`, `(H, F')` and `(F')`.
	final float[] head;

	final float[] headBias;

	final int hiddenWidth;

	final int attentionWidth;

	final int embeddingWidth;

	final int featuresWidth;

	/// `R`.
	final int hiddenRows;

	/// Whether the vector of an empty slot is zero, and adds nothing to the first state.
	final boolean emptyPadding;

	PackedWeights(IsoNetConfig config, Weights weights) {
		int e = config.embeddingSize();
		int a = config.attentionSize();
		int h = config.hiddenSize();
		int f = config.features();
		this.hiddenWidth = Lanes.padded(h);
		this.attentionWidth = Lanes.padded(a);
		this.embeddingWidth = Lanes.padded(e);
		this.featuresWidth = Lanes.padded(f);
		this.hiddenRows = this.attentionWidth + 4 * this.hiddenWidth + this.embeddingWidth;

		float[] table = weights.tensor("embedding.weight").floats();
		this.embedding = new float[config.vocabularySize() * this.embeddingWidth];
		for (int v = 0; v < config.vocabularySize(); v++) {
			System.arraycopy(table, v * e, this.embedding, v * this.embeddingWidth, e);
		}
		int padding = config.paddingId() * this.embeddingWidth;
		this.emptyPadding = Arrays.equals(this.embedding, padding, padding + e, new float[e], 0, e);

		this.words = new float[e * a];
		Block.pack(weights.tensor("attention.mood_attention.weight").floats(), a, e, this.words, a, 0);
		this.wordsBias = weights.tensor("attention.mood_attention.bias").floats();
		this.score = weights.tensor("attention.attention.weight").floats();

		int slotsE = config.slots() * e;
		this.first = new float[slotsE * 2 * this.hiddenWidth];
		this.firstBias = new float[2 * this.hiddenWidth];
		Block.pack(weights, "h0", h, slotsE, this.first, this.firstBias, 0);
		Block.pack(weights, "c0", h, slotsE, this.first, this.firstBias, this.hiddenWidth);

		this.onHidden = new float[h * this.hiddenRows];
		this.onHiddenBias = new float[this.hiddenRows];
		Block.pack(weights, "attention.hidden_attention", a, h, this.onHidden, this.onHiddenBias, 0);
		float[] inputBias = weights.tensor("lstm.bias_ih").floats();
		float[] hiddenBias = weights.tensor("lstm.bias_hh").floats();
		float[] recurrent = weights.tensor("lstm.weight_hh").floats();
		float[] input = weights.tensor("lstm.weight_ih").floats();
		int inputs = config.positionInput() ? e + 1 : e;
		this.onContext = new float[e * 4 * this.hiddenWidth];
		this.onPosition = new float[4 * this.hiddenWidth];
		for (int gate = 0; gate < 4; gate++) {
			int to = gate * this.hiddenWidth;
			Block.pack(Arrays.copyOfRange(recurrent, gate * h * h, (gate + 1) * h * h), h, h, this.onHidden,
					this.hiddenRows, this.attentionWidth + to);
			for (int r = 0; r < h; r++) {
				int row = gate * h + r;
				this.onHiddenBias[this.attentionWidth + to + r] = inputBias[row] + hiddenBias[row];
				for (int k = 0; k < e; k++) {
					this.onContext[k * 4 * this.hiddenWidth + to + r] = input[row * inputs + k];
				}
				if (config.positionInput()) {
					this.onPosition[to + r] = input[row * inputs + e];
				}
			}
		}
		Block.pack(weights, "forget", e, h, this.onHidden, this.onHiddenBias,
				this.attentionWidth + 4 * this.hiddenWidth);

		this.head = new float[h * this.featuresWidth];
		this.headBias = new float[this.featuresWidth];
		Block.pack(weights, "fc", f, h, this.head, this.headBias, 0);
	}

	/// Where the gates start in what acts on the hidden state.
	int gatesFrom() {
		return this.attentionWidth;
	}

	/// Where the forget gate of the context starts there.
	int forgetFrom() {
		return this.attentionWidth + 4 * this.hiddenWidth;
	}

	/// Puts PyTorch's `(out, in)` matrices into blocks of columns.
	private static final class Block {

		/// @param width rows of the block
		/// @param to row at which the matrix starts
		static void pack(float[] matrix, int out, int in, float[] block, int width, int to) {
			for (int r = 0; r < out; r++) {
				for (int k = 0; k < in; k++) {
					block[k * width + to + r] = matrix[r * in + k];
				}
			}
		}

		static void pack(Weights weights, String name, int out, int in, float[] block, float[] bias, int to) {
			pack(weights.tensor(name + ".weight").floats(), out, in, block, bias.length, to);
			System.arraycopy(weights.tensor(name + ".bias").floats(), 0, bias, to, out);
		}

	}

}
