package io.isonet.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import org.jspecify.annotations.Nullable;

/// A vector for each token id.
///
/// - in: ids `(B, S)`, 64-bit integers from 0 to `V - 1`
/// - out: `(B, S, E)`
/// - parameter: weight `(V, E)`
final class TokenEmbedding extends AbstractBlock {

	private final Parameter weight;

	private final Shape shape;

	TokenEmbedding(long vocabularySize, long embeddingSize) {
		this.shape = new Shape(vocabularySize, embeddingSize);
		this.weight = addParameter(Parameter.builder().setName("weight").setType(Parameter.Type.WEIGHT).build());
	}

	NDArray apply(ParameterStore store, NDArray tokens, boolean training) {
		NDArray table = store.getValue(this.weight, tokens.getDevice(), training);
		return tokens.getNDArrayInternal().embedding(tokens, table, SparseFormat.DENSE).singletonOrThrow();
	}

	@Override
	protected NDList forwardInternal(ParameterStore store, NDList inputs, boolean training,
			@Nullable PairList<String, Object> params) {
		return new NDList(apply(store, inputs.singletonOrThrow(), training));
	}

	@Override
	protected void prepare(Shape[] inputShapes) {
		this.weight.setShape(this.shape);
	}

	@Override
	public Shape[] getOutputShapes(Shape[] inputShapes) {
		return new Shape[] { inputShapes[0].add(this.shape.get(1)) };
	}

}
