package io.isonet.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Activation;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import org.jspecify.annotations.Nullable;

/// Additive attention over mood tokens (Bahdanau et al., 2015), with a rectifier where
/// the paper has a tanh.
///
/// Shapes: `B` batch, `S` token slots, `E` embedding, `A` attention, `H` hidden.
/// - in: moods `(B, S, E)`, hidden `(B, 1, H)`
/// - out: context `(B, 1, E)`, weights `(B, 1, S)`; every row of weights sums to 1
final class AdditiveAttention extends AbstractBlock {

	final Linear moods;

	final Linear hidden;

	private final Linear score;

	AdditiveAttention(long attentionSize) {
		this.moods = addChildBlock("mood_attention", new Linear(attentionSize));
		this.hidden = addChildBlock("hidden_attention", new Linear(attentionSize));
		this.score = addChildBlock("attention", new Linear(1));
	}

	/// Attends with projections that the caller computed.
	/// @param moods `(B, S, E)`
	/// @param projectedMoods `mood_attention(moods)`, `(B, S, A)`
	/// @param projectedHidden `hidden_attention(hidden)`, `(B, 1, A)`
	/// @param prior added to the scores, `(B, S, 1)`, or null
	NDList attend(ParameterStore store, NDArray moods, NDArray projectedMoods, NDArray projectedHidden,
			@Nullable NDArray prior, boolean training) {
		NDArray scores = this.score.apply(store, Activation.relu(projectedMoods.add(projectedHidden)), training);
		if (prior != null) {
			scores = scores.add(prior); // (B, S, 1)
		}
		NDArray weights = scores.softmax(1).transpose(0, 2, 1); // (B, 1, S)
		return new NDList(weights.matMul(moods), weights); // (B, 1, E), (B, 1, S)
	}

	@Override
	protected NDList forwardInternal(ParameterStore store, NDList inputs, boolean training,
			@Nullable PairList<String, Object> params) {
		NDArray x = inputs.get(0);
		return attend(store, x, this.moods.apply(store, x, training), this.hidden.apply(store, inputs.get(1), training),
				null, training);
	}

	@Override
	protected void initializeChildBlocks(NDManager manager, DataType dataType, Shape... inputShapes) {
		this.moods.initialize(manager, dataType, inputShapes[0]);
		this.hidden.initialize(manager, dataType, inputShapes[1]);
		this.score.initialize(manager, dataType, this.moods.getOutputShapes(new Shape[] { inputShapes[0] }));
	}

	@Override
	public Shape[] getOutputShapes(Shape[] inputShapes) {
		Shape moods = inputShapes[0];
		long batch = moods.get(0);
		return new Shape[] { new Shape(batch, 1, moods.get(2)), new Shape(batch, 1, moods.get(1)) };
	}

}
