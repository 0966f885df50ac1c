package io.isonet.evaluation;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// Compares two models on the same playlists by drawing playlists with replacement, each
/// with both models' figures (Efron and Tibshirani, 1993).
///
/// The same seed draws the same playlists. Immutable.
final class PairedBootstrap {

	static final int DRAWS = 5000;

	private static final double LEVEL = .95;

	private final long seed;

	PairedBootstrap(long seed) {
		this.seed = seed;
	}

	/// Mean of `one - other` and its 95 % percentile interval.
	/// @param one a figure of each playlist, one playlist or more
	/// @param other the other model's, of the same playlists in the same order
	EvaluationReport.Difference difference(double[] one, double[] other) {
		double[] differences = new double[one.length];
		for (int p = 0; p < one.length; p++) {
			differences[p] = one[p] - other[p];
		}
		RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(this.seed);
		double[] means = new double[DRAWS];
		for (int draw = 0; draw < DRAWS; draw++) {
			double sum = 0;
			for (int p = 0; p < differences.length; p++) {
				sum += differences[random.nextInt(differences.length)];
			}
			means[draw] = sum / differences.length;
		}
		Arrays.sort(means);
		return new EvaluationReport.Difference(Arrays.stream(differences).average().orElseThrow(),
				quantile(means, (1 - LEVEL) / 2), quantile(means, (1 + LEVEL) / 2));
	}

	/// Number of playlists in which `one` is below `other`.
	static int wins(double[] one, double[] other) {
		int wins = 0;
		for (int p = 0; p < one.length; p++) {
			wins += (one[p] < other[p]) ? 1 : 0;
		}
		return wins;
	}

	/// Quantile of sorted values, interpolated linearly between them.
	static double quantile(double[] sorted, double share) {
		double place = share * (sorted.length - 1);
		int below = (int) place;
		int above = Math.min(below + 1, sorted.length - 1);
		return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
	}

}
