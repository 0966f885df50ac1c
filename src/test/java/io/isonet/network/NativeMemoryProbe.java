package io.isonet.network;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.IntSupplier;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.isonet.audio.FeatureScaler;
import io.isonet.audio.FeatureSchema;

/// A process of its own that works in a loop and prints how many native arrays and
/// resident bytes the second half of the loop has added. Its Java heap is small and
/// touched at the start, so that what grows is native.
public final class NativeMemoryProbe {

	/// Everything on that can be: mask, pace, position.
	private static final IsoNetConfig CONFIG = new IsoNetConfig(33, 11, 16, 32, 5, 5, true, IsoNetConfig.Pace.STANDARD,
			true, IsoNetConfig.InitialHidden.TANH, IsoNetConfig.Outputs.STANDARD, FeatureSchema.ELEVEN,
			FeatureScaler.identity(11));

	private static final TrainerOptions OPTIONS = new TrainerOptions(IsoNetLoss.PER_PLAYLIST, Optimizer.Adam.DEFAULT,
			1e-3, 1, .1, Set.of(), 1);

	private NativeMemoryProbe() {
	}

	public static void main(String[] arguments) throws IOException {
		int times = Integer.parseInt(arguments[1]);
		switch (arguments[0]) {
			case "forward" -> forward(times);
			case "training" -> training(times);
			case "checkpoint" -> checkpoint(times);
			case "leak" -> leak(times);
			default -> throw new IllegalArgumentException(arguments[0]);
		}
	}

	private static void forward(int times) throws IOException {
		JourneyBatch batch = batch(2);
		try (DjlModel model = (DjlModel) IsoNetModel.load(CONFIG, Weights.random(CONFIG, 1), Engine.DJL, Device.cpu());
				IsoNetPredictor predictor = model.newPredictor()) {
			measure(times, () -> predictor.predict(batch), model::openArrays);
		}
	}

	private static void training(int times) throws IOException {
		JourneyBatch batch = batch(4);
		double[][][] targets = new double[4][12][11];
		try (DjlTrainer trainer = (DjlTrainer) IsoNetTrainer.create(CONFIG,
				TrainerState.initial(Weights.random(CONFIG, 1)), OPTIONS, ComputeTarget.djl(Device.cpu()))) {
			measure(times, () -> trainer.step(batch, targets, 1e-3), trainer::openArrays);
		}
	}

	/// One trainer gives its state again and again, and another goes on from it each
	/// time.
	private static void checkpoint(int times) throws IOException {
		JourneyBatch batch = batch(1);
		double[][][] targets = new double[1][12][11];
		try (DjlTrainer trainer = (DjlTrainer) IsoNetTrainer.create(CONFIG,
				TrainerState.initial(Weights.random(CONFIG, 1)), OPTIONS, ComputeTarget.djl(Device.cpu()))) {
			trainer.step(batch, targets, 1e-3);
			measure(times, () -> {
				try (IsoNetTrainer next = IsoNetTrainer.create(CONFIG, trainer.state(), OPTIONS,
						ComputeTarget.djl(Device.cpu()))) {
					next.step(batch, targets, 1e-3);
				}
			}, trainer::openArrays);
		}
	}

	/// The trap itself: a result whose first operand is a weight stays with the weights.
	private static void leak(int times) throws IOException {
		try (NDManager manager = Torch.engine().newBaseManager(); NDManager input = manager.newSubManager()) {
			NDArray weight = manager.ones(new Shape(1024));
			NDArray x = input.ones(new Shape(1024));
			measure(times, () -> weight.mul(x), () -> manager.getManagedArrays().size());
		}
	}

	private static void measure(int times, Runnable action, IntSupplier openArrays) throws IOException {
		for (int i = 0; i < times / 2; i++) {
			action.run();
		}
		int open = openArrays.getAsInt();
		long resident = residentBytes();
		for (int i = 0; i < times / 2; i++) {
			action.run();
		}
		System.out.println((openArrays.getAsInt() - open) + " " + (residentBytes() - resident));
	}

	private static JourneyBatch batch(int size) {
		RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(1);
		return IsoNetModelTests.randomBatch(CONFIG, random, size);
	}

	private static long residentBytes() throws IOException {
		String line = Files.readAllLines(Path.of("/proc/self/status"))
			.stream()
			.filter((text) -> text.startsWith("VmRSS:"))
			.findFirst()
			.orElseThrow();
		return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
	}

}
