package io.isonet.network;

import ai.djl.ndarray.NDArray;
import org.jspecify.annotations.Nullable;

/// Keeps intermediates out of the manager of the weights.
///
/// DJL attaches a result to the manager of its first operand. A result whose first
/// operand is a weight would therefore live as long as the weights do, and every pass
/// would leave it behind: such results are moved to the manager of the pass's own input.
final class Scopes {

	private Scopes() {
	}

	/// Moves a result to the manager of the pass's input, and gives it back.
	static NDArray moveTo(NDArray input, NDArray result) {
		result.attach(input.getManager());
		return result;
	}

	/// `x W^T + b` in the manager of `x`.
	static NDArray linear(NDArray x, NDArray weight, @Nullable NDArray bias) {
		return x.getNDArrayInternal().linear(x, weight, bias).singletonOrThrow();
	}

}
