package io.isonet.inference;

import java.util.List;

import ai.djl.Device;
import io.isonet.network.Engine;
import io.isonet.network.EngineName;
import io.isonet.network.Torch;
import io.isonet.network.UnusableDeviceException;
import org.jspecify.annotations.Nullable;

/// The engine and the devices that the configuration names. DJL's engine is loaded at
/// first use, and where it is asked for alone: by name, by a GPU, or where this machine
/// seems to have one. Thread-safe.
final class Devices {

	private static final int WORKERS_ON_A_GPU = 2;

	/// A thread that the system takes off its core keeps its place meanwhile: with one
	/// place for each core all others would wait for it, and after it one for another.
	private static final int FUSED_WORKERS_ON_A_CORE = 2;

	private final PredictionProperties properties;

	private volatile @Nullable Placement placement;

	Devices(PredictionProperties properties) {
		this.properties = properties;
	}

	/// At least one; worker `w` computes on number `w` modulo their count.
	/// @throws UnusableDeviceException if the setting names a device that is not there,
	/// or one on which the engine does not compute
	List<Device> all() {
		return placement().devices();
	}

	/// @throws UnusableDeviceException as above
	Engine engine() {
		return placement().engine();
	}

	/// Workers for all devices together.
	int workers() {
		int each = this.properties.workers();
		return ((each > 0) ? each : workersOnADevice()) * all().size();
	}

	private int workersOnADevice() {
		int cores = Runtime.getRuntime().availableProcessors();
		return switch (engine()) {
			case FUSED -> FUSED_WORKERS_ON_A_CORE * cores;
			case DJL -> all().getFirst().isGpu() ? WORKERS_ON_A_GPU : cores;
		};
	}

	private Placement placement() {
		Placement known = this.placement;
		if (known == null) {
			known = place(this.properties.engine(), this.properties.device().strip());
			this.placement = known;
		}
		return known;
	}

	private static Placement place(EngineName engine, String device) {
		boolean cpu = device.equals("cpu") || (device.equals("auto") && !Torch.mayHaveGpu());
		return switch (engine) {
			case FUSED -> {
				if (!device.equals("cpu") && !device.equals("auto")) {
					throw new UnusableDeviceException(
							"isonet.prediction.engine=fused computes on the CPU; the device is cpu or auto, not '"
									+ device + "'");
				}
				yield new Placement(Engine.FUSED, List.of(Device.cpu()));
			}
			case DJL -> new Placement(Engine.DJL, Torch.devices(device));
			case AUTO -> {
				if (cpu) {
					yield new Placement(Engine.FUSED, List.of(Device.cpu()));
				}
				List<Device> devices = Torch.devices(device);
				yield new Placement(devices.stream().anyMatch(Device::isGpu) ? Engine.DJL : Engine.FUSED, devices);
			}
		};
	}

	private record Placement(Engine engine, List<Device> devices) {
	}

}
