package io.isonet.network;

import java.util.LinkedHashMap;
import java.util.Map;

import io.isonet.audio.FeatureScaler;
import io.isonet.audio.FeatureSchema;

/// Everything that shapes a network, apart from its weights; stored beside them as
/// `config.json`. Immutable, and any combination of its fields is a valid network.
///
/// @param vocabularySize `V`, number of token ids, 4 or more; the last one is `<pad>`
/// @param embeddingSize `E`, numbers per word vector, 1 to 1,024
/// @param attentionSize `A`, hidden units of the attention, 1 to 1,024
/// @param hiddenSize `H`, units of the LSTM cell, 1 to 1,024
/// @param maxStates most states in a journey, 1 to 16
/// @param maxWordsPerState most words in a state, 1 to 16
/// @param maskPadding whether slots without a word are kept out of the attention
/// @param pace the prior on which state is played when
/// @param positionInput whether the LSTM cell sees the position in the playlist as its
/// last input
/// @param initialHidden how the first hidden state is made
/// @param outputs the units in which the head speaks
/// @param schema names, units and ranges of the `F` features
/// @param scaler maps the features between natural and standard units
public record IsoNetConfig(int vocabularySize, int embeddingSize, int attentionSize, int hiddenSize, int maxStates,
		int maxWordsPerState, boolean maskPadding, Pace pace, boolean positionInput, InitialHidden initialHidden,
		Outputs outputs, FeatureSchema schema, FeatureScaler scaler) {

	/// Largest embedding, attention and hidden size.
	public static final int MAX_SIZE = 1024;

	/// Largest number of states and of words in a state.
	public static final int MAX_SLOTS_PER_SIDE = 16;

	public IsoNetConfig {
		check("vocabularySize", vocabularySize, 4, 100_003);
		check("embeddingSize", embeddingSize, 1, MAX_SIZE);
		check("attentionSize", attentionSize, 1, MAX_SIZE);
		check("hiddenSize", hiddenSize, 1, MAX_SIZE);
		check("maxStates", maxStates, 1, MAX_SLOTS_PER_SIDE);
		check("maxWordsPerState", maxWordsPerState, 1, MAX_SLOTS_PER_SIDE);
		if (schema.size() != scaler.size()) {
			throw new InvalidModelException(
					"the scaler is for " + scaler.size() + " features, the schema has " + schema.size());
		}
	}

	/// The network of the original: natural units, padding takes part in the attention,
	/// no pace, no position.
	public static IsoNetConfig notebook(int vocabularySize) {
		FeatureSchema schema = FeatureSchema.ELEVEN;
		return new IsoNetConfig(vocabularySize, 3, 40, 11, 5, 5, false, Pace.NONE, false, InitialHidden.LINEAR,
				Outputs.NATURAL, schema, FeatureScaler.identity(schema.size()));
	}

	/// The same network for another number of token ids.
	public IsoNetConfig withVocabulary(int size) {
		return new IsoNetConfig(size, this.embeddingSize, this.attentionSize, this.hiddenSize, this.maxStates,
				this.maxWordsPerState, this.maskPadding, this.pace, this.positionInput, this.initialHidden,
				this.outputs, this.schema, this.scaler);
	}

	/// Number of token slots, `S`.
	public int slots() {
		return this.maxStates * this.maxWordsPerState;
	}

	/// Number of features, `F`.
	public int features() {
		return this.schema.size();
	}

	/// Token id of an empty slot.
	public int paddingId() {
		return this.vocabularySize - 1;
	}

	/// What the head says of a feature, in natural units and within its range.
	float natural(int feature, float output) {
		double value = (this.outputs == Outputs.STANDARD) ? this.scaler.natural(feature, output) : output;
		return (float) this.schema.feature(feature).clamp(value);
	}

	/// Whether the attention gets a prior, added to its scores before the softmax.
	boolean hasPrior() {
		return this.maskPadding || this.pace != Pace.NONE;
	}

	/// Names and shapes of the weights, as PyTorch's `state_dict` has them.
	public Map<String, long[]> parameterShapes() {
		long e = this.embeddingSize;
		long a = this.attentionSize;
		long h = this.hiddenSize;
		long input = this.positionInput ? e + 1 : e;
		Map<String, long[]> shapes = new LinkedHashMap<>();
		shapes.put("embedding.weight", new long[] { this.vocabularySize, e });
		putLinear(shapes, "attention.mood_attention", a, e);
		putLinear(shapes, "attention.hidden_attention", a, h);
		putLinear(shapes, "attention.attention", 1, a);
		putLinear(shapes, "h0", h, slots() * e);
		putLinear(shapes, "c0", h, slots() * e);
		shapes.put("lstm.weight_ih", new long[] { 4 * h, input });
		shapes.put("lstm.weight_hh", new long[] { 4 * h, h });
		shapes.put("lstm.bias_ih", new long[] { 4 * h });
		shapes.put("lstm.bias_hh", new long[] { 4 * h });
		putLinear(shapes, "forget", e, h);
		putLinear(shapes, "fc", features(), h);
		return shapes;
	}

	/// Number of weights.
	public long parameterCount() {
		return parameterShapes().values().stream().mapToLong(Tensor::elements).sum();
	}

	/// About how many bytes of DJL's native memory one step of one journey takes in a
	/// forward
	/// pass, where every intermediate is kept to its end. Autograd keeps about as much
	/// again.
	public long bytesPerStep() {
		long attention = slots() * (3L * this.attentionSize + 6) + 2L * this.attentionSize;
		return 4 * (attention + 30L * this.hiddenSize + 8L * this.embeddingSize);
	}

	private static void putLinear(Map<String, long[]> shapes, String name, long out, long in) {
		shapes.put(name + ".weight", new long[] { out, in });
		shapes.put(name + ".bias", new long[] { out });
	}

	private static void check(String field, int value, int min, int max) {
		if (value < min || value > max) {
			throw new InvalidModelException(field + " is " + min + " to " + max + ", not " + value);
		}
	}

	/// A prior on which state is played when.
	public enum Pace {

		/// None: the attention alone decides.
		NONE,

		/// `log(w_state(u) + 1e-4) + log(1 / words in the state)`, `w` as [Pacing]
		/// defines it.
		STANDARD

	}

	/// How the first hidden state is made of the word vectors `x`.
	public enum InitialHidden {

		/// `h0(x)`.
		LINEAR,

		/// `tanh(h0(x))`.
		TANH

	}

	/// The units in which the head speaks, and in which the loss is taken.
	public enum Outputs {

		/// Units of the features.
		NATURAL,

		/// Standard units of the scaler.
		STANDARD

	}

}
