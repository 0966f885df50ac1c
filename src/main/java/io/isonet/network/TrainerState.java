package io.isonet.network;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// Where a trainer stands between two steps: with its configuration and its options, all
/// that decides what comes next. Immutable.
///
/// @param weights the weights, all of one type, F32 or F64
/// @param first Adam's average of the gradients by the name of the weight; empty before
/// the first step, and for an optimizer that keeps none
/// @param second Adam's average of the squared gradients, under the same names
/// @param steps steps taken so far
public record TrainerState(Weights weights, Map<String, Tensor> first, Map<String, Tensor> second, long steps) {

	public TrainerState {
		first = Collections.unmodifiableMap(new LinkedHashMap<>(first));
		second = Collections.unmodifiableMap(new LinkedHashMap<>(second));
	}

	/// Before the first step.
	public static TrainerState initial(Weights weights) {
		return new TrainerState(weights, Map.of(), Map.of(), 0);
	}

	/// Checks that a trainer can go on from here.
	/// @throws InvalidModelException if a name, a shape or a type is not what the
	/// configuration and the options ask for, or a number is not finite
	public void check(IsoNetConfig config, TrainerOptions options) {
		if (this.steps < 0) {
			throw new InvalidModelException("the number of steps is 0 or more, not " + this.steps);
		}
		TensorType type = this.weights.type();
		Weights.of(config, this.weights.tensors(), type);
		Map<String, long[]> averaged = new LinkedHashMap<>();
		if (this.steps > 0 && options.optimizer() instanceof Optimizer.Adam) {
			averaged.putAll(config.parameterShapes());
			averaged.keySet().removeAll(options.frozen());
		}
		Weights.check("first average", averaged, this.first, type);
		Weights.check("second average", averaged, this.second, type);
	}

}
