package io.isonet.network;

/// What a loss changes with the words of one journey, and scratch space to find it.
/// Sizes as in [JourneyWords]. Not thread-safe.
///
/// @param <A> `float[]` or `double[]`
final class WordChanges<A> {

	private final IsoNetConfig config;

	private final PackedLayout layout;

	private final Lanes<A> lanes;

	/// With each score of the present step, `(D')`.
	final A scores;

	/// With the word vectors, `(D, E')`.
	A vectors;

	/// With the words as the attention sees them, `(D, A')`.
	A projected;

	/// The word vectors by columns, `(E, D')`.
	A byColumn;

	private int capacity;

	WordChanges(IsoNetConfig config, PackedLayout layout, Lanes<A> lanes) {
		this.config = config;
		this.layout = layout;
		this.lanes = lanes;
		this.scores = lanes.create(Lanes.padded(config.slots()));
		this.vectors = lanes.create(0);
		this.projected = lanes.create(0);
		this.byColumn = lanes.create(0);
	}

	void start(JourneyWords<A> words) {
		int e = this.layout.embeddingWidth;
		int a = this.layout.attentionWidth;
		if (words.width > this.capacity) {
			this.capacity = words.width;
			this.vectors = this.lanes.create(this.capacity * e);
			this.projected = this.lanes.create(this.capacity * a);
			this.byColumn = this.lanes.create(this.capacity * this.config.embeddingSize());
		}
		this.lanes.clear(this.vectors, 0, words.count * e);
		this.lanes.clear(this.projected, 0, words.count * a);
		this.lanes.clear(this.byColumn, 0, words.width * this.config.embeddingSize());
		this.lanes.transpose(words.vectors, 0, e, words.count, this.config.embeddingSize(), this.byColumn, 0,
				words.width);
	}

}
