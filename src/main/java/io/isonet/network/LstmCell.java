package io.isonet.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import org.jspecify.annotations.Nullable;

/// One step of a long short-term memory (Hochreiter and Schmidhuber, 1997; Gers et al.,
/// 2000), gates in PyTorch's order i, f, g, o.
///
/// - in: input `(..., I)`, hidden `(..., H)`, cell `(..., H)`
/// - out: hidden `(..., H)`, cell `(..., H)`
/// - parameters: weight_ih `(4H, I)`, weight_hh `(4H, H)`, bias_ih `(4H)`, bias_hh `(4H)`
///
/// `i, f, o` are sigmoids and `g` a tanh of their quarter of
/// `x W_ih^T + b_ih + h W_hh^T + b_hh`; then `c' = f c + i g` and `h' = o tanh(c')`.
final class LstmCell extends AbstractBlock {

	private final Parameter inputWeight;

	private final Parameter hiddenWeight;

	private final Parameter inputBias;

	private final Parameter hiddenBias;

	private final long hiddenSize;

	LstmCell(long hiddenSize) {
		this.hiddenSize = hiddenSize;
		this.inputWeight = addParameter(parameter("weight_ih", Parameter.Type.WEIGHT));
		this.hiddenWeight = addParameter(parameter("weight_hh", Parameter.Type.WEIGHT));
		this.inputBias = addParameter(parameter("bias_ih", Parameter.Type.BIAS));
		this.hiddenBias = addParameter(parameter("bias_hh", Parameter.Type.BIAS));
	}

	/// The recurrence alone: what the gates get is computed by the caller, who may join
	/// products.
	/// @param gates sum of all that acts on the gates, `(..., 4H)`
	/// @param cell `(..., H)`
	static State step(NDArray gates, NDArray cell) {
		NDList parts = gates.split(4, gates.getShape().dimension() - 1);
		NDArray input = parts.get(0).getNDArrayInternal().sigmoid();
		NDArray forget = parts.get(1).getNDArrayInternal().sigmoid();
		NDArray candidate = parts.get(2).tanh();
		NDArray output = parts.get(3).getNDArrayInternal().sigmoid();
		NDArray nextCell = forget.mul(cell).add(input.mul(candidate));
		return new State(output.mul(nextCell.tanh()), nextCell);
	}

	NDArray inputWeight(ParameterStore store, NDArray input, boolean training) {
		return store.getValue(this.inputWeight, input.getDevice(), training);
	}

	NDArray hiddenWeight(ParameterStore store, NDArray input, boolean training) {
		return store.getValue(this.hiddenWeight, input.getDevice(), training);
	}

	/// Both biases as one, `(4H)`, in the manager of `input`.
	NDArray bias(ParameterStore store, NDArray input, boolean training) {
		NDArray first = store.getValue(this.inputBias, input.getDevice(), training);
		NDArray second = store.getValue(this.hiddenBias, input.getDevice(), training);
		return Scopes.moveTo(input, first.add(second));
	}

	@Override
	protected NDList forwardInternal(ParameterStore store, NDList inputs, boolean training,
			@Nullable PairList<String, Object> params) {
		NDArray input = inputs.get(0);
		NDArray hidden = inputs.get(1);
		NDArray gates = Scopes.linear(input, inputWeight(store, input, training), bias(store, input, training))
			.add(Scopes.linear(hidden, hiddenWeight(store, input, training), null));
		State state = step(gates, inputs.get(2));
		return new NDList(state.hidden(), state.cell());
	}

	@Override
	protected void prepare(Shape[] inputShapes) {
		long gates = 4 * this.hiddenSize;
		this.inputWeight.setShape(new Shape(gates, inputShapes[0].tail()));
		this.hiddenWeight.setShape(new Shape(gates, this.hiddenSize));
		this.inputBias.setShape(new Shape(gates));
		this.hiddenBias.setShape(new Shape(gates));
	}

	@Override
	public Shape[] getOutputShapes(Shape[] inputShapes) {
		return new Shape[] { inputShapes[1], inputShapes[2] };
	}

	private static Parameter parameter(String name, Parameter.Type type) {
		return Parameter.builder().setName(name).setType(type).build();
	}

	/// @param hidden `(..., H)`
	/// @param cell `(..., H)`
	record State(NDArray hidden, NDArray cell) {
	}

}
