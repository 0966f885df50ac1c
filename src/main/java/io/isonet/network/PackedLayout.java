package io.isonet.network;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/// Where each weight of a network lies in one array, as the fused passes read it: what
/// acts on the same input in one block, its columns one after the other, every row padded
/// to [Lanes#WIDTH] with zeros. Gradients and averages lie the same way. Immutable.
///
/// `A'`, `H'`, `E'`, `F'` are the padded sizes.
final class PackedLayout {

	/// Word vectors, `(V, E')`.
	final int embedding;

	/// `mood_attention`, `(E, A')` and `(A')`.
	final int words;

	final int wordsBias;

	/// `attention`, `(A')`, and its bias, which is the same for all words: a softmax does
	/// not see it.
	final int score;

	/// `h0` and `c0`, `(S E, 2 H')` and `(2 H')`.
	final int first;

	final int firstBias;

	/// What acts on the hidden state, `(H, R)` and `(R)` with `R = A' + 4 H' + E'`:
	/// attention, gates i, f, g, o, forget.
	final int onHidden;

	final int onHiddenBias;

	/// The gates' second bias, `(4 H')`.
	final int gatesBias;

	/// What acts on the gated context and the position, `(I, 4 H')`.
	final int onInput;

	/// `fc`, `(H, F')` and `(F')`.
	final int head;

	final int headBias;

	final int hiddenWidth;

	final int attentionWidth;

	final int embeddingWidth;

	final int featuresWidth;

	/// `I`: the context's `E` and the position, where there is one.
	final int inputs;

	/// `R`.
	final int hiddenRows;

	/// Numbers in all.
	final int size;

	private final Map<String, long[]> shapes;

	private final Map<String, Place> places = new LinkedHashMap<>();

	PackedLayout(IsoNetConfig config) {
		int e = config.embeddingSize();
		int a = config.attentionSize();
		int h = config.hiddenSize();
		int f = config.features();
		int slotsE = config.slots() * e;
		this.shapes = config.parameterShapes();
		this.hiddenWidth = Lanes.padded(h);
		this.attentionWidth = Lanes.padded(a);
		this.embeddingWidth = Lanes.padded(e);
		this.featuresWidth = Lanes.padded(f);
		this.inputs = config.positionInput() ? e + 1 : e;
		int gates = 4 * this.hiddenWidth;
		this.hiddenRows = this.attentionWidth + gates + this.embeddingWidth;

		Space space = new Space();
		this.embedding = space.take(config.vocabularySize(), this.embeddingWidth);
		this.words = space.take(e, this.attentionWidth);
		this.wordsBias = space.take(1, this.attentionWidth);
		this.score = space.take(1, this.attentionWidth);
		int scoreBias = space.take(1, Lanes.WIDTH);
		this.first = space.take(slotsE, 2 * this.hiddenWidth);
		this.firstBias = space.take(1, 2 * this.hiddenWidth);
		this.onHidden = space.take(h, this.hiddenRows);
		this.onHiddenBias = space.take(1, this.hiddenRows);
		this.gatesBias = space.take(1, gates);
		this.onInput = space.take(this.inputs, gates);
		this.head = space.take(h, this.featuresWidth);
		this.headBias = space.take(1, this.featuresWidth);
		this.size = space.taken;

		this.places.put("embedding.weight", new Place(this.embedding, this.embeddingWidth, 1, config.vocabularySize()));
		put("attention.mood_attention", this.words, this.attentionWidth, this.wordsBias, a);
		put("attention.hidden_attention", this.onHidden, this.hiddenRows, this.onHiddenBias, a);
		put("attention.attention", this.score, 1, scoreBias, 1);
		put("h0", this.first, 2 * this.hiddenWidth, this.firstBias, h);
		put("c0", this.first + this.hiddenWidth, 2 * this.hiddenWidth, this.firstBias + this.hiddenWidth, h);
		this.places.put("lstm.weight_ih", new Place(this.onInput, 1, gates, h));
		this.places.put("lstm.weight_hh", new Place(this.onHidden + gatesFrom(), 1, this.hiddenRows, h));
		this.places.put("lstm.bias_ih", new Place(this.onHiddenBias + gatesFrom(), 1, 0, h));
		this.places.put("lstm.bias_hh", new Place(this.gatesBias, 1, 0, h));
		put("forget", this.onHidden + forgetFrom(), this.hiddenRows, this.onHiddenBias + forgetFrom(), e);
		put("fc", this.head, this.featuresWidth, this.headBias, f);
	}

	private void put(String name, int weight, int columnStep, int bias, int rows) {
		this.places.put(name + ".weight", new Place(weight, 1, columnStep, rows));
		this.places.put(name + ".bias", new Place(bias, 1, 0, rows));
	}

	/// Where the gates start in what acts on the hidden state.
	int gatesFrom() {
		return this.attentionWidth;
	}

	/// Where the forget gate of the context starts there.
	int forgetFrom() {
		return this.attentionWidth + 4 * this.hiddenWidth;
	}

	/// Packs named tensors; what is not named stays 0.
	<A> A pack(Lanes<A> lanes, Map<String, Tensor> tensors) {
		A packed = lanes.create(this.size);
		tensors.forEach((name, tensor) -> {
			A numbers = lanes.copy(tensor);
			visit(name, (at, i) -> lanes.set(packed, at, lanes.get(numbers, i)));
		});
		return packed;
	}

	/// The named tensor, copied out.
	<A> Tensor unpack(Lanes<A> lanes, A packed, String name) {
		long[] shape = shape(name);
		A numbers = lanes.create(Math.toIntExact(Tensor.elements(shape)));
		visit(name, (at, i) -> lanes.set(numbers, i, lanes.get(packed, at)));
		return lanes.tensor(numbers, shape);
	}

	/// Sets every number of the named tensor to 0.
	<A> void clear(Lanes<A> lanes, A packed, String name) {
		visit(name, (at, i) -> lanes.set(packed, at, 0));
	}

	/// Tells where each number of a tensor lies, in the tensor's order.
	private void visit(String name, Visitor visitor) {
		Place place = place(name);
		long[] shape = shape(name);
		int rows = (int) shape[0];
		int columns = (shape.length == 1) ? 1 : (int) shape[1];
		for (int r = 0; r < rows; r++) {
			int row = place.from() + place.row(r);
			for (int k = 0; k < columns; k++) {
				visitor.visit(row + k * place.columnStep(), r * columns + k);
			}
		}
	}

	private Place place(String name) {
		Place place = this.places.get(name);
		if (place == null) {
			throw new IllegalArgumentException("no weight '" + name + "' among " + this.places.keySet());
		}
		return place;
	}

	private long[] shape(String name) {
		long[] shape = this.shapes.get(name);
		if (shape == null) {
			throw new IllegalArgumentException("no weight '" + name + "' among " + this.shapes.keySet());
		}
		return Arrays.copyOf(shape, shape.length);
	}

	/// Where PyTorch's `(rows, columns)` lies.
	///
	/// @param block rows after which the next ones start at a padded place, as those of
	/// the next gate do
	private record Place(int from, int rowStep, int columnStep, int block) {

		int row(int r) {
			return (r / this.block * Lanes.padded(this.block) + r % this.block) * this.rowStep;
		}

	}

	private interface Visitor {

		/// @param at index in the packed array
		/// @param i index in the tensor
		void visit(int at, int i);

	}

	/// Hands out parts of the array.
	private static final class Space {

		private int taken;

		int take(int rows, int width) {
			int from = this.taken;
			this.taken = Math.addExact(from, Math.multiplyExact(rows, width));
			return from;
		}

	}

}
