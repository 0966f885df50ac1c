package io.isonet.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import org.jspecify.annotations.Nullable;

/// An affine map, `y = x W^T + b`, whose weights other blocks may join to their own so
/// that what acts on the same input is one matrix product.
///
/// - in: `(..., in)`
/// - out: `(..., out)`
/// - parameters: weight `(out, in)`, bias `(out)`
final class Linear extends AbstractBlock {

	private final Parameter weight;

	private final Parameter bias;

	private final long out;

	Linear(long out) {
		this.out = out;
		this.weight = addParameter(Parameter.builder().setName("weight").setType(Parameter.Type.WEIGHT).build());
		this.bias = addParameter(Parameter.builder().setName("bias").setType(Parameter.Type.BIAS).build());
	}

	NDArray weight(ParameterStore store, NDArray input, boolean training) {
		return store.getValue(this.weight, input.getDevice(), training);
	}

	NDArray bias(ParameterStore store, NDArray input, boolean training) {
		return store.getValue(this.bias, input.getDevice(), training);
	}

	NDArray apply(ParameterStore store, NDArray input, boolean training) {
		return ai.djl.nn.core.Linear.linear(input, weight(store, input, training), bias(store, input, training))
			.singletonOrThrow();
	}

	@Override
	protected NDList forwardInternal(ParameterStore store, NDList inputs, boolean training,
			@Nullable PairList<String, Object> params) {
		return new NDList(apply(store, inputs.singletonOrThrow(), training));
	}

	@Override
	protected void prepare(Shape[] inputShapes) {
		this.weight.setShape(new Shape(this.out, inputShapes[0].tail()));
		this.bias.setShape(new Shape(this.out));
	}

	@Override
	public Shape[] getOutputShapes(Shape[] inputShapes) {
		Shape input = inputShapes[0];
		return new Shape[] { input.slice(0, input.dimension() - 1).add(this.out) };
	}

}
