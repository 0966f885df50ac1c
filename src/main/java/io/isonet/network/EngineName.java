package io.isonet.network;

/// What a setting says of the engine.
public enum EngineName {

	/// The fused passes, but DJL where the device is a GPU that is there.
	AUTO,

	/// Plain Java, on the CPU alone.
	FUSED,

	/// DJL's PyTorch, wherever.
	DJL

}
