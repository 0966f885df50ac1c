package io.isonet.network;

import java.util.Arrays;
import java.util.Locale;

import ai.djl.Device;
import io.isonet.Medians;
import io.isonet.audio.FeatureScaler;
import io.isonet.audio.FeatureSchema;

/// Time of one forward pass of 20 steps, as a predictor runs it: Java arrays in, Java
/// arrays out, one thread.
///
///     mvn -q -Pbench test-compile exec:exec@bench -Dbench=io.isonet.network.ForwardBench
public final class ForwardBench {

	private static final int LENGTH = 20;

	private static final int ROUNDS = 15;

	private static final int PASSES = 60;

	private ForwardBench() {
	}

	public static void main(String[] arguments) {
		IsoNetConfig notebook = IsoNetConfig.notebook(32);
		FeatureSchema schema = FeatureSchema.ELEVEN;
		IsoNetConfig standard = new IsoNetConfig(33, 11, 16, 32, 5, 5, true, IsoNetConfig.Pace.STANDARD, true,
				IsoNetConfig.InitialHidden.TANH, IsoNetConfig.Outputs.STANDARD, schema,
				FeatureScaler.identity(schema.size()));
		System.out.println("| network | journeys | ms a pass, median (range) | ms a journey |");
		System.out.println("|---|---|---|---|");
		for (int size : new int[] { 1, 8, 64 }) {
			row("notebook", notebook, size);
		}
		for (int size : new int[] { 1, 8, 64 }) {
			row("default", standard, size);
		}
	}

	private static void row(String name, IsoNetConfig config, int size) {
		int[][] tokens = new int[size][config.slots()];
		int[] lengths = new int[size];
		for (int b = 0; b < size; b++) {
			Arrays.fill(tokens[b], config.paddingId());
			tokens[b][0] = b % 20;
			tokens[b][5] = (b + 1) % 20;
			tokens[b][10] = (b + 2) % 20;
			lengths[b] = LENGTH;
		}
		JourneyBatch batch = new JourneyBatch(tokens, lengths);
		double[] rounds = new double[ROUNDS];
		try (IsoNetModel model = IsoNetModel.load(config, Weights.random(config, 1), Device.cpu());
				IsoNetPredictor predictor = model.newPredictor()) {
			for (int i = 0; i < 5 * PASSES; i++) {
				predictor.predict(batch);
			}
			for (int round = 0; round < ROUNDS; round++) {
				long started = System.nanoTime();
				for (int i = 0; i < PASSES; i++) {
					predictor.predict(batch);
				}
				rounds[round] = (System.nanoTime() - started) / 1e6 / PASSES;
			}
		}
		Medians figures = Medians.of(rounds);
		System.out.printf(Locale.ROOT, "| %s | %d | %s | %.3f |%n", name, size, figures.text(2), figures.median() / size);
	}

}
