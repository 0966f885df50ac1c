package io.isonet.network;

import java.util.LinkedHashMap;
import java.util.Map;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.util.Pair;
import ai.djl.util.PairList;
import org.jspecify.annotations.Nullable;

/// The network: word vectors, additive attention over them at each step, a gated LSTM
/// cell, a linear head.
///
/// Shapes: `B` batch, `T` steps, `S` slots, `E` embedding, `A` attention, `H` hidden, `F`
/// features.
/// - in, as [Inputs] lays them out: tokens `(B, S)`, running `(B, T, 1)`, prior
///   `(B, T S, 1)` where the configuration has one, position `(B, T, 1)` likewise, and in
///   training a dropout mask `(B, T, H)` where dropout is on
/// - out: trajectory `(B, T, F)` in the units of the configuration, attention
///   `(B, T, S)`; rows past a playlist's end are 0
///
/// What acts on the same input is one matrix product: the attention, the LSTM cell and
/// the gate `forget` read the hidden state together. What does not depend on the step is
/// computed once: the projected words, the joined weights, the position's part of the
/// gates, and the head over all hidden states.
final class IsoNet extends AbstractBlock {

	private final IsoNetConfig config;

	private final TokenEmbedding embedding;

	private final AdditiveAttention attention;

	private final Linear h0;

	private final Linear c0;

	private final LstmCell lstm;

	private final Linear forget;

	private final Linear fc;

	IsoNet(IsoNetConfig config) {
		this.config = config;
		int hidden = config.hiddenSize();
		this.embedding = addChildBlock("embedding",
				new TokenEmbedding(config.vocabularySize(), config.embeddingSize()));
		this.attention = addChildBlock("attention", new AdditiveAttention(config.attentionSize()));
		this.h0 = addChildBlock("h0", new Linear(hidden));
		this.c0 = addChildBlock("c0", new Linear(hidden));
		this.lstm = addChildBlock("lstm", new LstmCell(hidden));
		this.forget = addChildBlock("forget", new Linear(config.embeddingSize()));
		this.fc = addChildBlock("fc", new Linear(config.features()));
	}

	/// The parameters by the names that PyTorch's `state_dict` gives them.
	Map<String, Parameter> parametersByName() {
		Map<String, Parameter> parameters = new LinkedHashMap<>();
		collect("", this, parameters);
		return parameters;
	}

	/// Sets every parameter, in the type of the weights, and makes the block ready.
	void load(NDManager manager, Weights weights) {
		parametersByName().forEach((name, parameter) -> {
			Tensor tensor = weights.tensor(name);
			parameter.setArray(NativeArrays.create(manager, tensor));
		});
		initialize(manager, NativeArrays.dataType(weights.type()), new Shape(1, this.config.slots()));
	}

	@Override
	protected NDList forwardInternal(ParameterStore store, NDList inputs, boolean training,
			@Nullable PairList<String, Object> params) {
		Inputs in = Inputs.of(this.config, inputs);
		NDArray tokens = in.tokens();
		long batch = tokens.getShape().get(0);
		long steps = in.running().getShape().get(1);

		NDArray x = this.embedding.apply(store, tokens, training); // (B, S, E)
		// (B, 1, H) each
		LstmCell.State state = firstState(store, x.reshape(batch, 1, -1), training);
		// (B, S, A)
		NDArray projectedMoods = this.attention.moods.apply(store, x, training);
		Joined onHidden = joined(store, x, training);
		NDList inputWeight = inputWeight(store, x, training); // (4H, E), (4H, 1)
		// T x (B, S, 1)
		NDList priors = (in.prior() != null) ? in.prior().split(steps, 1) : new NDList();
		NDList positions = positions(in, inputWeight, steps); // T x (B, 1, 4H)

		NDList hiddens = new NDList();
		NDList attentions = new NDList();
		for (int t = 0; t < steps; t++) {
			// (B, 1, A), (B, 1, 4H), (B, 1, E)
			NDList fromHidden = Scopes.linear(state.hidden(), onHidden.weight(), onHidden.bias())
				.split(onHidden.bounds(), 2);
			NDList attended = this.attention.attend(store, x, projectedMoods, fromHidden.get(0),
					priors.isEmpty() ? null : priors.get(t), training);
			// (B, 1, E)
			NDArray gated = fromHidden.get(2).getNDArrayInternal().sigmoid().mul(attended.get(0));
			// (B, 1, 4H)
			NDArray gates = Scopes.linear(gated, inputWeight.get(0), null).add(fromHidden.get(1));
			if (!positions.isEmpty()) {
				gates = gates.add(positions.get(t));
			}
			state = LstmCell.step(gates, state.cell());
			hiddens.add(state.hidden());
			attentions.add(attended.get(1));
		}
		NDArray hidden = along(hiddens); // (B, T, H)
		if (in.dropout() != null) {
			hidden = hidden.mul(in.dropout());
		}
		// (B, T, F)
		NDArray trajectory = this.fc.apply(store, hidden, training).mul(in.running());
		return new NDList(trajectory, along(attentions).mul(in.running())); // (B, T, S)
	}

	/// @param words all word vectors of a journey in a row, `(B, 1, S E)`
	private LstmCell.State firstState(ParameterStore store, NDArray words, boolean training) {
		NDArray weight = join(words, this.h0.weight(store, words, training), this.c0.weight(store, words, training));
		NDArray bias = join(words, this.h0.bias(store, words, training), this.c0.bias(store, words, training));
		NDList both = Scopes.linear(words, weight, bias).split(2, 2);
		NDArray hidden = switch (this.config.initialHidden()) {
			case LINEAR -> both.get(0);
			case TANH -> both.get(0).tanh();
		};
		return new LstmCell.State(hidden, both.get(1));
	}

	/// All that reads the hidden state: attention `(A)`, gates `(4H)`, forget `(E)`.
	private Joined joined(ParameterStore store, NDArray x, boolean training) {
		NDArray weight = join(x, this.attention.hidden.weight(store, x, training),
				this.lstm.hiddenWeight(store, x, training), this.forget.weight(store, x, training));
		NDArray bias = join(x, this.attention.hidden.bias(store, x, training), this.lstm.bias(store, x, training),
				this.forget.bias(store, x, training));
		long attentionEnd = this.config.attentionSize();
		return new Joined(weight, bias, new long[] { attentionEnd, attentionEnd + 4L * this.config.hiddenSize() });
	}

	/// The LSTM cell's input weight, apart for the context and, where there is one, the
	/// position.
	private NDList inputWeight(ParameterStore store, NDArray x, boolean training) {
		NDArray weight = this.lstm.inputWeight(store, x, training);
		if (!this.config.positionInput()) {
			return new NDList(weight);
		}
		NDList parts = weight.split(new long[] { this.config.embeddingSize() }, 1);
		parts.forEach((part) -> Scopes.moveTo(x, part));
		return parts;
	}

	private NDList positions(Inputs in, NDList inputWeight, long steps) {
		if (in.position() == null) {
			return new NDList();
		}
		return Scopes.linear(in.position(), inputWeight.get(1), null).split(steps, 1);
	}

	private static NDArray join(NDArray input, NDArray... parts) {
		return Scopes.moveTo(input, NDArrays.concat(new NDList(parts), 0));
	}

	private static NDArray along(NDList steps) {
		// of one array DJL makes a copy through which no gradient comes back
		return (steps.size() == 1) ? steps.get(0) : NDArrays.concat(steps, 1);
	}

	private static void collect(String path, Block block, Map<String, Parameter> into) {
		for (Pair<String, Parameter> parameter : block.getDirectParameters()) {
			into.put(path + parameter.getKey(), parameter.getValue());
		}
		for (Pair<String, Block> child : block.getChildren()) {
			// DJL puts two digits before a child's name
			collect(path + child.getKey().substring(2) + ".", child.getValue(), into);
		}
	}

	@Override
	protected void initializeChildBlocks(NDManager manager, DataType dataType, Shape... inputShapes) {
		int e = this.config.embeddingSize();
		int h = this.config.hiddenSize();
		Shape words = new Shape(1, 1, (long) this.config.slots() * e);
		Shape hidden = new Shape(1, 1, h);
		this.embedding.initialize(manager, dataType, inputShapes[0]);
		this.attention.initialize(manager, dataType, new Shape(1, this.config.slots(), e), hidden);
		this.h0.initialize(manager, dataType, words);
		this.c0.initialize(manager, dataType, words);
		this.lstm.initialize(manager, dataType, new Shape(1, 1, this.config.positionInput() ? e + 1 : e), hidden,
				hidden);
		this.forget.initialize(manager, dataType, hidden);
		this.fc.initialize(manager, dataType, hidden);
	}

	@Override
	public Shape[] getOutputShapes(Shape[] inputShapes) {
		long batch = inputShapes[0].get(0);
		long steps = inputShapes[1].get(1);
		return new Shape[] { new Shape(batch, steps, this.config.features()),
				new Shape(batch, steps, this.config.slots()) };
	}

	/// Weights that act on the same input, one below the other, and where to cut what
	/// they give.
	private record Joined(NDArray weight, NDArray bias, long[] bounds) {
	}

	/// The block's inputs by name.
	record Inputs(NDArray tokens, NDArray running, @Nullable NDArray prior, @Nullable NDArray position,
			@Nullable NDArray dropout) {

		/// Lays a batch out in native memory.
		/// @param dropout a mask of zeros and `1 / (1 - p)`, `(B, T, H)` row-major, or
		/// null
		static NDList create(NDManager manager, IsoNetConfig config, JourneyBatch batch, DataType type,
				double @Nullable [] dropout) {
			StepInputs steps = StepInputs.of(config, batch);
			long b = batch.size();
			long t = batch.longest();
			NDList inputs = new NDList(NativeArrays.tokens(manager, batch.tokens()),
					NativeArrays.create(manager, steps.running(), type, b, t, 1));
			if (config.hasPrior()) {
				inputs.add(NativeArrays.create(manager, steps.prior(), type, b, t * config.slots(), 1));
			}
			if (config.positionInput()) {
				inputs.add(NativeArrays.create(manager, steps.position(), type, b, t, 1));
			}
			if (dropout != null) {
				inputs.add(NativeArrays.create(manager, dropout, type, b, t, config.hiddenSize()));
			}
			return inputs;
		}

		static Inputs of(IsoNetConfig config, NDList inputs) {
			int next = 2;
			NDArray prior = config.hasPrior() ? inputs.get(next++) : null;
			NDArray position = config.positionInput() ? inputs.get(next++) : null;
			NDArray dropout = (next < inputs.size()) ? inputs.get(next) : null;
			return new Inputs(inputs.get(0), inputs.get(1), prior, position, dropout);
		}

	}

}
