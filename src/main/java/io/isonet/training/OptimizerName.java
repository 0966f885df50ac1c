package io.isonet.training;

import io.isonet.network.Optimizer;

/// The optimizers that a request may name.
enum OptimizerName {

	SGD(new Optimizer.Sgd()),

	ADAM(Optimizer.Adam.DEFAULT);

	private final Optimizer optimizer;

	OptimizerName(Optimizer optimizer) {
		this.optimizer = optimizer;
	}

	Optimizer optimizer() {
		return this.optimizer;
	}

}
