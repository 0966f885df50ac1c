package io.isonet.inference;

import java.util.List;

import ai.djl.Device;
import io.isonet.network.Torch;
import org.jspecify.annotations.Nullable;

/// The devices that the configuration names. The engine is asked at first use, not while
/// the service is put together. Thread-safe.
final class Devices {

	private static final int WORKERS_ON_A_GPU = 2;

	private final PredictionProperties properties;

	private volatile @Nullable List<Device> all;

	Devices(PredictionProperties properties) {
		this.properties = properties;
	}

	/// At least one; worker `w` computes on number `w` modulo their count.
	/// @throws IllegalArgumentException if the setting names a device that is not there
	List<Device> all() {
		List<Device> known = this.all;
		if (known == null) {
			known = Torch.devices(this.properties.device());
			this.all = known;
		}
		return known;
	}

	/// Workers for all devices together.
	int workers() {
		int each = this.properties.workers();
		if (each == 0) {
			each = all().getFirst().isGpu() ? WORKERS_ON_A_GPU : Runtime.getRuntime().availableProcessors();
		}
		return each * all().size();
	}

}
