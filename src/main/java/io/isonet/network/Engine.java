package io.isonet.network;

/// What computes a network.
public enum Engine {

	/// Plain Java over packed weights, on the CPU: the whole pass without a call of a
	/// library.
	FUSED,

	/// DJL's PyTorch, op by op: the reference, and what GPUs run.
	DJL

}
