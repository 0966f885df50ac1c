package io.isonet.network;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

/// Applies an [Optimizer] to arrays in place, in their own precision: DJL's optimizers
/// take the learning rate as a float, which in double is an error of 2e-8 a step.
/// Intermediates live in the manager of the gradient. Not thread-safe.
final class Updater {

	private final Optimizer optimizer;

	private final NDManager manager;

	private final Map<String, Averages> averages = new LinkedHashMap<>();

	/// @param manager owns the averages, and closes them
	Updater(Optimizer optimizer, NDManager manager) {
		this.optimizer = optimizer;
		this.manager = manager;
	}

	/// Goes on from averages under the same names.
	void load(Map<String, Tensor> first, Map<String, Tensor> second) {
		first
			.forEach((name, average) -> this.averages.put(name, new Averages(NativeArrays.create(this.manager, average),
					NativeArrays.create(this.manager, Objects.requireNonNull(second.get(name))))));
	}

	/// A copy of the averages of the gradients as they are now.
	Map<String, Tensor> first() {
		return copy(Averages::first);
	}

	/// A copy of the averages of the squared gradients as they are now.
	Map<String, Tensor> second() {
		return copy(Averages::second);
	}

	/// @param step number of this step, from 1
	void update(String name, NDArray weight, NDArray gradient, double rate, long step) {
		switch (this.optimizer) {
			case Optimizer.Sgd() -> weight.subi(gradient.mul(rate));
			case Optimizer.Adam adam -> adam(adam, name, weight, gradient, rate, step);
		}
	}

	private void adam(Optimizer.Adam adam, String name, NDArray weight, NDArray gradient, double rate, long step) {
		Averages average = this.averages.computeIfAbsent(name, (key) -> {
			NDArray first = this.manager.zeros(weight.getShape(), weight.getDataType());
			return new Averages(first, first.duplicate());
		});
		average.first().muli(adam.beta1()).addi(gradient.mul(1 - adam.beta1()));
		average.second().muli(adam.beta2()).addi(gradient.mul(gradient).muli(1 - adam.beta2()));
		double firstCorrection = 1 - Math.pow(adam.beta1(), step);
		double secondCorrection = 1 - Math.pow(adam.beta2(), step);
		NDArray denominator = Scopes.moveTo(gradient, average.second().sqrt())
			.divi(Math.sqrt(secondCorrection))
			.addi(adam.epsilon());
		NDArray direction = Scopes.moveTo(gradient, average.first().div(denominator));
		weight.subi(direction.muli(rate / firstCorrection));
	}

	private Map<String, Tensor> copy(Function<Averages, NDArray> which) {
		Map<String, Tensor> tensors = new LinkedHashMap<>();
		this.averages.forEach((name, average) -> tensors.put(name, NativeArrays.tensor(which.apply(average))));
		return tensors;
	}

	/// @param first average of the gradients
	/// @param second average of their squares
	private record Averages(NDArray first, NDArray second) {
	}

}
