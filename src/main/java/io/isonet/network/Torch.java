package io.isonet.network;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.pytorch.jni.JniUtils;

/// The engine underneath, set up as a network of this size needs it. Thread-safe.
public final class Torch {

	/// There where NVIDIA's driver is, in a container too.
	private static final Path DRIVER = Path.of("/dev/nvidiactl");

	/// What DJL has between Java and PyTorch, in a jar of its own.
	private static final String GLUE = "/jnilib/pytorch.properties";

	private Torch() {
	}

	/// Whether PyTorch is in this build at all; nothing is loaded to find out. A slim one
	/// has the fused engine alone: whatever lets a caller choose DJL asks here first.
	public static boolean isThere() {
		return Torch.class.getResource(GLUE) != null;
	}

	/// Whether there can be a GPU for it: PyTorch is in this build, and the driver of
	/// NVIDIA on this machine. Nothing is loaded to find out.
	public static boolean mayHaveGpu() {
		return isThere() && Files.exists(DRIVER);
	}

	/// Whether the first device that a setting names is a GPU that is there; nothing is
	/// loaded where none can be.
	/// @param setting as for [#devices(String)]
	public static boolean isOnGpu(String setting) {
		if (setting.strip().equals("cpu") || !mayHaveGpu()) {
			return false;
		}
		try {
			return devices(setting).getFirst().isGpu();
		}
		catch (UnusableDeviceException ex) {
			return false;
		}
	}

	/// The engine, loaded at the first call; it never downloads anything.
	/// @throws UnusableDeviceException if this build is without it
	/// @throws IllegalStateException if the native library cannot be loaded
	static Engine engine() {
		if (!isThere()) {
			throw new UnusableDeviceException("PyTorch was asked for and is not in this build, which is slim: "
					+ "the engine is auto or fused here, the device auto or cpu");
		}
		if (System.getProperty("ai.djl.offline") == null) {
			System.setProperty("ai.djl.offline", "true");
		}
		return Engine.getEngine("PyTorch");
	}

	/// Prepares the calling thread for passes without gradients on one core.
	///
	/// PyTorch keeps the gradient mode for each thread and starts with it on; and a pool
	/// of helper threads for each calling thread costs far more than it gives at these
	/// sizes.
	static void prepareThread() {
		engine();
		JniUtils.setGradMode(false);
		if (JniUtils.getNumThreads() != 1) {
			JniUtils.setNumThreads(1);
		}
	}

	/// Name and version, such as `PyTorch 2.7.1`.
	public static String version() {
		return "PyTorch " + engine().getVersion();
	}

	/// The devices that a setting names: `auto` (all GPUs, else the CPU), `cpu`, `gpu`
	/// (the first), or a list such as `gpu:0,gpu:1`.
	/// @throws UnusableDeviceException if the setting cannot be read or names a GPU that
	/// is not there
	public static List<Device> devices(String setting) {
		int gpus = engine().getGpuCount();
		String text = setting.strip();
		if (text.equals("auto")) {
			return (gpus == 0) ? List.of(Device.cpu()) : IntStream.range(0, gpus).mapToObj(Device::gpu).toList();
		}
		List<Device> devices = new ArrayList<>();
		for (String part : text.split(",")) {
			Device device = device(part.strip(), setting);
			if (device.isGpu() && device.getDeviceId() >= gpus) {
				throw new UnusableDeviceException(
						"device '" + part.strip() + "' is not there: the engine sees " + gpus + " GPUs");
			}
			if (devices.contains(device)) {
				throw new UnusableDeviceException("device '" + part.strip() + "' stands twice in '" + setting + "'");
			}
			devices.add(device);
		}
		return List.copyOf(devices);
	}

	private static Device device(String name, String setting) {
		if (name.equals("cpu")) {
			return Device.cpu();
		}
		if (name.equals("gpu")) {
			return Device.gpu();
		}
		if (name.matches("gpu:\\d{1,3}")) {
			return Device.gpu(Integer.parseInt(name.substring(4)));
		}
		throw new UnusableDeviceException(
				"devices are auto, cpu, gpu or a list such as gpu:0,gpu:1, not '" + setting + "'");
	}

}
