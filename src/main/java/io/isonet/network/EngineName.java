package io.isonet.network;

/// What a setting says of the engine.
public enum EngineName {

	/// The fused passes on a CPU, DJL on GPUs.
	AUTO,

	/// Plain Java, on the CPU alone.
	FUSED,

	/// DJL's PyTorch, wherever.
	DJL

}
