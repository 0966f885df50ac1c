package io.isonet.network;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Parameter;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/// Holds the LSTM cell against torch.nn.LSTM in double: one-hot inputs, a linear head on
/// the last hidden state, binary cross-entropy, four epochs of gradient descent.
class LstmTests {

	private static final int INPUTS = 32;

	private static final int HIDDEN = 12;

	private static final int LENGTH = 3;

	private static final int BATCH = 64;

	private static final double RATE = .1;

	private final Map<String, Tensor> example = Golden.tensors("lstm-example");

	private final JsonNode losses = Golden.json("lstm").get("loss_per_step");

	private final Lstm lstm = new Lstm(HIDDEN);

	private final Linear head = new Linear(1);

	@Test
	void fourEpochsGiveTheWeightsOfPyTorch() {
		Torch.prepareThread();
		Engine engine = Torch.engine();
		try (NDManager manager = engine.newBaseManager()) {
			Map<String, Parameter> parameters = parameters(manager);
			ParameterStore store = new ParameterStore(manager, false);
			int examples = (int) this.example.get("labels").shape()[0];
			int step = 0;
			for (int epoch = 1; epoch <= 4; epoch++) {
				for (int from = 0; from < examples; from += BATCH) {
					double loss = step(engine, manager, store, parameters, from, Math.min(examples, from + BATCH));
					assertThat(loss).isCloseTo(this.losses.get(step++).doubleValue(), Offset.offset(1e-14));
				}
				Golden.tensors("lstm-epoch" + epoch).forEach((name, expected) -> {
					double[] actual = NativeArrays.tensor(parameters.get(name).getArray()).doubles();
					assertThat(Golden.relativeError(actual, expected.doubles())).as(name).isLessThanOrEqualTo(1e-14);
				});
			}
			NDList outputs = this.lstm.forward(store, new NDList(inputs(manager, 0, 8)), false);
			// the file has the sequence first, torch.nn.LSTM's own layout
			assertClose(outputs.get(0).transpose(1, 0, 2), "output");
			assertClose(outputs.get(1), "h_n");
			assertClose(outputs.get(2), "c_n");
		}
	}

	private double step(Engine engine, NDManager manager, ParameterStore store, Map<String, Parameter> parameters,
			int from, int to) {
		try (NDManager scope = manager.newSubManager()) {
			double value;
			try (GradientCollector collector = engine.newGradientCollector()) {
				NDArray x = inputs(scope, from, to);
				double[] labels = Arrays.copyOfRange(this.example.get("labels").doubles(), from, to);
				NDArray y = scope.create(labels, new Shape(labels.length, 1));
				NDArray hidden = this.lstm.forward(store, new NDList(x), true).get(1);
				NDArray z = this.head.apply(store, hidden, true);
				// binary cross-entropy with logits: max(z, 0) - z y + log(1 + exp(-|z|))
				NDArray loss = Activation.relu(z).sub(z.mul(y)).add(z.abs().neg().exp().add(1).log()).mean();
				value = loss.getDouble();
				collector.backward(loss);
			}
			for (Parameter parameter : parameters.values()) {
				NDArray gradient = parameter.getArray().getGradient();
				gradient.attach(scope);
				parameter.getArray().subi(gradient.mul(RATE));
				gradient.subi(gradient);
			}
			return value;
		}
	}

	private Map<String, Parameter> parameters(NDManager manager) {
		this.lstm.initialize(manager, DataType.FLOAT64, new Shape(1, LENGTH, INPUTS));
		this.head.initialize(manager, DataType.FLOAT64, new Shape(1, HIDDEN));
		Map<String, Parameter> parameters = new HashMap<>();
		this.lstm.getChildren()
			.get(0)
			.getValue()
			.getDirectParameters()
			.forEach((parameter) -> parameters.put("lstm." + parameter.getKey() + "_l0", parameter.getValue()));
		this.head.getDirectParameters()
			.forEach((parameter) -> parameters.put("fc1." + parameter.getKey(), parameter.getValue()));
		Map<String, Tensor> initial = Golden.tensors("lstm-initial");
		assertThat(parameters.keySet()).isEqualTo(initial.keySet());
		initial.forEach((name, tensor) -> {
			try (NDArray values = NativeArrays.create(manager, tensor)) {
				NDArray array = parameters.get(name).getArray();
				array.setRequiresGradient(false);
				values.copyTo(array);
				array.setRequiresGradient(true);
			}
		});
		return parameters;
	}

	private NDArray inputs(NDManager manager, int from, int to) {
		long[] ids = this.example.get("ids").longs();
		double[] oneHot = new double[(to - from) * LENGTH * INPUTS];
		for (int i = 0; i < (to - from) * LENGTH; i++) {
			oneHot[i * INPUTS + (int) ids[from * LENGTH + i]] = 1;
		}
		return manager.create(oneHot, new Shape(to - from, LENGTH, INPUTS));
	}

	private void assertClose(NDArray actual, String name) {
		assertThat(Golden.largestDifference(NativeArrays.tensor(actual).doubles(), this.example.get(name).doubles()))
			.as(name)
			.isLessThanOrEqualTo(1e-14);
	}

}
