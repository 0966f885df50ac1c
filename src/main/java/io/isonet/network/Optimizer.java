package io.isonet.network;

/// A rule that turns gradients into steps, as PyTorch defines it.
public sealed interface Optimizer {

	/// Stochastic gradient descent: `w -= rate * g`.
	record Sgd() implements Optimizer {
	}

	/// Adam (Kingma and Ba, 2015): `w -= rate * m^ / (sqrt(v^) + epsilon)`, with
	/// bias-corrected averages.
	///
	/// @param beta1 decay of the average of gradients, 0 to below 1
	/// @param beta2 decay of the average of squared gradients, 0 to below 1
	/// @param epsilon keeps the quotient finite, above 0
	record Adam(double beta1, double beta2, double epsilon) implements Optimizer {

		/// PyTorch's defaults.
		public static final Adam DEFAULT = new Adam(.9, .999, 1e-8);

	}

}
