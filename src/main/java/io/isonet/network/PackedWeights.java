package io.isonet.network;

/// The weights of a network in the order of [PackedLayout], and what follows from them.
/// Passes share it; whoever changes the weights says so, while no pass runs.
///
/// @param <A> `float[]` or `double[]`
final class PackedWeights<A> {

	final PackedLayout layout;

	final A values;

	/// Both biases of what acts on the hidden state, `(R)`.
	final A hiddenBias;

	private final Lanes<A> lanes;

	private final int paddingId;

	private final int embeddingSize;

	private boolean emptyPadding;

	PackedWeights(IsoNetConfig config, Weights weights, Lanes<A> lanes) {
		this.layout = new PackedLayout(config);
		this.values = this.layout.pack(lanes, weights.tensors());
		this.hiddenBias = lanes.create(this.layout.hiddenRows);
		this.lanes = lanes;
		this.paddingId = config.paddingId();
		this.embeddingSize = config.embeddingSize();
		changed();
	}

	/// Brings what follows from the weights up to date.
	void changed() {
		for (int r = 0; r < this.layout.hiddenRows; r++) {
			int gate = r - this.layout.gatesFrom();
			double second = (gate >= 0 && r < this.layout.forgetFrom())
					? this.lanes.get(this.values, this.layout.gatesBias + gate) : 0;
			this.lanes.set(this.hiddenBias, r, this.lanes.get(this.values, this.layout.onHiddenBias + r) + second);
		}
		this.emptyPadding = true;
		int padding = vector(this.paddingId);
		for (int k = 0; k < this.embeddingSize; k++) {
			this.emptyPadding &= this.lanes.get(this.values, padding + k) == 0;
		}
	}

	/// Where a token's vector lies.
	int vector(int token) {
		return this.layout.embedding + token * this.layout.embeddingWidth;
	}

	/// Whether the vector of an empty slot is zero, and adds nothing to the first state.
	boolean isPaddingEmpty() {
		return this.emptyPadding;
	}

}
