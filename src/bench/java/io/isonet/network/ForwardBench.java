package io.isonet.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import ai.djl.Device;
import io.isonet.Medians;
import io.isonet.audio.FeatureScaler;
import io.isonet.audio.FeatureSchema;

/// Time of one forward pass of 20 steps, as a predictor runs it: Java arrays in, Java
/// arrays out, one thread. The fused pass in both forms and DJL op by op, in turns.
///
///     mvn -q -Pbench test-compile exec:exec@bench -Dbench=io.isonet.network.ForwardBench
public final class ForwardBench {

	private static final int LENGTH = 20;

	private static final int ROUNDS = 15;

	private static final long ROUND_NANOS = 100_000_000;

	private ForwardBench() {
	}

	public static void main(String[] arguments) {
		FeatureSchema schema = FeatureSchema.ELEVEN;
		IsoNetConfig standard = new IsoNetConfig(33, 11, 16, 32, 5, 5, true, IsoNetConfig.Pace.STANDARD, true,
				IsoNetConfig.InitialHidden.TANH, IsoNetConfig.Outputs.STANDARD, schema,
				FeatureScaler.identity(schema.size()));
		System.out.println("| network | journeys | fused, vectors, us | fused, scalar, us | DJL, us | DJL / fused |");
		System.out.println("|---|---|---|---|---|---|");
		for (int size : new int[] { 1, 8, 64 }) {
			row("notebook", IsoNetConfig.notebook(32), size);
		}
		for (int size : new int[] { 1, 8, 64 }) {
			row("default", standard, size);
		}
	}

	private static void row(String name, IsoNetConfig config, int size) {
		JourneyBatch batch = batch(config, size);
		Weights weights = Weights.random(config, 1);
		FusedPredictor vector = predictor(config, weights, new VectorLanes());
		FusedPredictor scalar = predictor(config, weights, new ScalarLanes());
		try (IsoNetModel model = IsoNetModel.load(config, weights, Engine.DJL, Device.cpu());
				IsoNetPredictor djl = model.newPredictor()) {
			List<Runnable> passes = List.of(() -> vector.predict(batch), () -> scalar.predict(batch),
					() -> djl.predict(batch));
			List<double[]> rounds = new ArrayList<>();
			passes.forEach((pass) -> rounds.add(new double[ROUNDS]));
			for (int round = -5; round < ROUNDS; round++) {
				for (int i = 0; i < passes.size(); i++) {
					double micros = micros(passes.get(i));
					if (round >= 0) {
						rounds.get(i)[round] = micros;
					}
				}
			}
			List<Medians> figures = rounds.stream().map(Medians::of).toList();
			System.out.printf(Locale.ROOT, "| %s | %d | %s | %s | %s | %.0f |%n", name, size, figures.get(0).text(1),
					figures.get(1).text(1), figures.get(2).text(0),
					figures.get(2).median() / figures.get(0).median());
		}
	}

	private static FusedPredictor predictor(IsoNetConfig config, Weights weights, FloatLanes lanes) {
		return new FusedPredictor(config, new PackedWeights<>(config, weights, lanes), lanes);
	}

	private static double micros(Runnable pass) {
		long started = System.nanoTime();
		long passed = 0;
		int count = 0;
		while (passed < ROUND_NANOS) {
			pass.run();
			count++;
			passed = System.nanoTime() - started;
		}
		return passed / 1e3 / count;
	}

	/// So many journeys of 20 tracks, each of three words.
	public static JourneyBatch batch(IsoNetConfig config, int size) {
		int[][] tokens = new int[size][config.slots()];
		int[] lengths = new int[size];
		for (int b = 0; b < size; b++) {
			Arrays.fill(tokens[b], config.paddingId());
			tokens[b][0] = b % 20;
			tokens[b][5] = (b + 1) % 20;
			tokens[b][10] = (b + 2) % 20;
			lengths[b] = LENGTH;
		}
		return new JourneyBatch(tokens, lengths);
	}

}
