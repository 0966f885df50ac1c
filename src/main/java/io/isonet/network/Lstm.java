package io.isonet.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.AbstractBlock;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import org.jspecify.annotations.Nullable;

/// A one-layer LSTM over a sequence, from zero state: what torch.nn.LSTM computes with
/// `batch_first`. It shares [LstmCell] with [IsoNet], and holds that cell against
/// PyTorch's own numbers.
///
/// - in: `(B, L, I)`
/// - out: outputs `(B, L, H)`, last hidden `(B, H)`, last cell `(B, H)`
final class Lstm extends AbstractBlock {

	private final LstmCell cell;

	private final long hiddenSize;

	Lstm(long hiddenSize) {
		this.hiddenSize = hiddenSize;
		this.cell = addChildBlock("cell", new LstmCell(hiddenSize));
	}

	@Override
	protected NDList forwardInternal(ParameterStore store, NDList inputs, boolean training,
			@Nullable PairList<String, Object> params) {
		NDArray x = inputs.singletonOrThrow();
		long length = x.getShape().get(1);
		// what acts on the inputs does not depend on the step: one product, (B, L, 4H)
		NDArray fromInputs = Scopes.linear(x, this.cell.inputWeight(store, x, training),
				this.cell.bias(store, x, training));
		NDArray hiddenWeight = this.cell.hiddenWeight(store, x, training);
		Shape stateShape = new Shape(x.getShape().get(0), 1, this.hiddenSize);
		NDArray zeros = x.getManager().zeros(stateShape, x.getDataType());
		LstmCell.State state = new LstmCell.State(zeros, zeros);
		NDList outputs = new NDList();
		for (NDArray step : fromInputs.split(length, 1)) {
			// (B, 1, 4H)
			NDArray gates = step.add(Scopes.linear(state.hidden(), hiddenWeight, null));
			state = LstmCell.step(gates, state.cell());
			outputs.add(state.hidden());
		}
		NDArray output = NDArrays.concat(outputs, 1);
		return new NDList(output, state.hidden().squeeze(1), state.cell().squeeze(1));
	}

	@Override
	protected void initializeChildBlocks(NDManager manager, DataType dataType, Shape... inputShapes) {
		this.cell.initialize(manager, dataType, inputShapes);
	}

	@Override
	public Shape[] getOutputShapes(Shape[] inputShapes) {
		long batch = inputShapes[0].get(0);
		Shape state = new Shape(batch, this.hiddenSize);
		return new Shape[] { new Shape(batch, inputShapes[0].get(1), this.hiddenSize), state, state };
	}

}
