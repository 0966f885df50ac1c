package io.isonet.network;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

import ai.djl.Device;
import io.isonet.Medians;
import io.isonet.audio.FeatureScaler;
import io.isonet.audio.FeatureSchema;

/// Time of one training step (forward, backward, Adam) on playlists of 20 tracks, by size
/// of the network and of the batch: the fused engine with one thread and with two, and
/// DJL, in turns.
///
///     mvn -q -Pbench test-compile exec:exec@bench -Dbench=io.isonet.network.StepBench
public final class StepBench {

	private static final int LENGTH = 20;

	private static final int ROUNDS = 7;

	private static final long ROUND_NANOS = 300_000_000;

	private static final TrainerOptions OPTIONS = new TrainerOptions(IsoNetLoss.PER_PLAYLIST, Optimizer.Adam.DEFAULT, 0,
			0, 0, Set.of(), 1);

	private StepBench() {
	}

	public static void main(String[] arguments) {
		System.out.println("| hidden units | batch | fused, ms | fused, 2 threads, ms | DJL, ms | DJL / fused |");
		System.out.println("|---|---|---|---|---|---|");
		for (int hidden : new int[] { 11, 64, 256 }) {
			for (int size : new int[] { 4, 64 }) {
				row(hidden, size);
			}
		}
	}

	private static void row(int hidden, int size) {
		// the default network, its other sizes in proportion
		IsoNetConfig config = new IsoNetConfig(33, Math.max(3, hidden / 3), Math.max(8, hidden / 2), hidden, 5, 5, true,
				IsoNetConfig.Pace.STANDARD, true, IsoNetConfig.InitialHidden.TANH, IsoNetConfig.Outputs.STANDARD,
				FeatureSchema.ELEVEN, FeatureScaler.identity(11));
		JourneyBatch batch = batch(config, size);
		double[][][] targets = new double[size][LENGTH][11];
		TrainerState state = TrainerState.initial(Weights.random(config, 1));
		try (IsoNetTrainer one = IsoNetTrainer.create(config, state, OPTIONS, ComputeTarget.fused(1));
				IsoNetTrainer two = IsoNetTrainer.create(config, state, OPTIONS, ComputeTarget.fused(2));
				IsoNetTrainer djl = IsoNetTrainer.create(config, state, OPTIONS, ComputeTarget.djl(Device.cpu()))) {
			List<IsoNetTrainer> trainers = List.of(one, two, djl);
			double[][] millis = new double[trainers.size()][ROUNDS];
			for (int round = -2; round < ROUNDS; round++) {
				for (int i = 0; i < trainers.size(); i++) {
					double figure = millis(trainers.get(i), batch, targets);
					if (round >= 0) {
						millis[i][round] = figure;
					}
				}
			}
			List<Medians> figures = Arrays.stream(millis).map(Medians::of).toList();
			System.out.printf(Locale.ROOT, "| %d | %d | %s | %s | %s | %.1f |%n", hidden, size, figures.get(0).text(3),
					figures.get(1).text(3), figures.get(2).text(1), figures.get(2).median() / figures.get(0).median());
		}
	}

	private static double millis(IsoNetTrainer trainer, JourneyBatch batch, double[][][] targets) {
		long started = System.nanoTime();
		long passed = 0;
		int count = 0;
		while (passed < ROUND_NANOS) {
			trainer.step(batch, targets, 1e-4);
			count++;
			passed = System.nanoTime() - started;
		}
		return passed / 1e6 / count;
	}

	private static JourneyBatch batch(IsoNetConfig config, int size) {
		RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(1);
		int[][] tokens = new int[size][config.slots()];
		int[] lengths = new int[size];
		for (int b = 0; b < size; b++) {
			Arrays.fill(tokens[b], config.paddingId());
			for (int state = 0; state < 3; state++) {
				tokens[b][state * 5] = random.nextInt(config.paddingId());
				tokens[b][state * 5 + 1] = random.nextInt(config.paddingId());
			}
			lengths[b] = LENGTH;
		}
		return new JourneyBatch(tokens, lengths);
	}

}
