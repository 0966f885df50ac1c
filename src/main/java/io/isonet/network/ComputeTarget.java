package io.isonet.network;

import ai.djl.Device;

/// What a training is computed by, and where.
///
/// @param engine who computes
/// @param device where [Engine#DJL] does; the fused engine has the CPU alone
/// @param threads most threads that the fused engine shares a large step among, from 1;
/// how many there are changes no bit of the result
public record ComputeTarget(Engine engine, Device device, int threads) {

	public ComputeTarget {
		if (threads < 1) {
			throw new IllegalArgumentException("a training has a thread or more, not " + threads);
		}
	}

	/// Plain Java on the CPU.
	public static ComputeTarget fused(int threads) {
		return new ComputeTarget(Engine.FUSED, Device.cpu(), threads);
	}

	/// DJL on a device.
	public static ComputeTarget djl(Device device) {
		return new ComputeTarget(Engine.DJL, device, 1);
	}

}
