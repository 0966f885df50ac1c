package io.isonet.inference;

/// What the configuration says of the engine.
enum EngineName {

	/// The fused pass on a CPU, DJL on GPUs.
	AUTO,

	/// Plain Java, on the CPU alone.
	FUSED,

	/// DJL's PyTorch, wherever.
	DJL

}
