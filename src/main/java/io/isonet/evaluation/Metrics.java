package io.isonet.evaluation;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import io.isonet.audio.FeatureScaler;
import io.isonet.audio.FeatureSchema;

/// How far a prediction lies from a playlist, in standard units. Immutable.
///
/// Key and mode hardly can be predicted from moods, and count in [Figures#mseZ] alone: the
/// other figures go over the `G` features that remain, nine of the original eleven.
final class Metrics {

	private static final List<String> LEFT_OUT = List.of("key", "mode");

	private static final double STILL = 1e-12;

	private final FeatureScaler scaler;

	private final int[] remaining;

	Metrics(FeatureSchema schema, FeatureScaler scaler) {
		this.scaler = scaler;
		int[] others = IntStream.range(0, schema.size())
			.filter((f) -> !LEFT_OUT.contains(schema.feature(f).name()))
			.toArray();
		this.remaining = (others.length > 0) ? others : IntStream.range(0, schema.size()).toArray();
	}

	/// Figures of one playlist.
	/// @param predicted `[T][F]` in natural units
	/// @param truth `[T][F]` in natural units, of two tracks or more
	Figures of(double[][] predicted, double[][] truth) {
		double[][] guess = standard(predicted);
		double[][] target = standard(truth);
		double[] perFeature = meanSquares(guess, target);
		double[][] path = remaining(guess);
		double[][] truePath = remaining(target);
		double[] start = firstTwo(path);
		double[] end = lastTwo(path);
		double[] trueStart = firstTwo(truePath);
		double[] trueEnd = lastTwo(truePath);
		return new Figures(Arrays.stream(perFeature).average().orElseThrow(), perFeature,
				Arrays.stream(this.remaining).mapToDouble((f) -> perFeature[f]).average().orElseThrow(),
				dynamicTimeWarping(path, truePath), distance(start, trueStart), distance(end, trueEnd),
				cosine(difference(end, start), difference(trueEnd, trueStart)));
	}

	private double[][] standard(double[][] rows) {
		return Arrays.stream(rows)
			.map((row) -> IntStream.range(0, row.length).mapToDouble((f) -> this.scaler.standard(f, row[f])).toArray())
			.toArray(double[][]::new);
	}

	private double[][] remaining(double[][] rows) {
		return Arrays.stream(rows)
			.map((row) -> Arrays.stream(this.remaining).mapToDouble((f) -> row[f]).toArray())
			.toArray(double[][]::new);
	}

	private static double[] meanSquares(double[][] guess, double[][] target) {
		double[] mean = new double[target[0].length];
		for (int t = 0; t < target.length; t++) {
			for (int f = 0; f < mean.length; f++) {
				double error = guess[t][f] - target[t][f];
				mean[f] += error * error / target.length;
			}
		}
		return mean;
	}

	/// Cost of the cheapest path from the first pair of rows to the last by steps (1, 1),
	/// (1, 0) and (0, 1), divided by the number of pairs on it; of paths that cost the
	/// same,
	/// the shortest (Sakoe and Chiba, 1978, symmetric form without slope weights).
	/// @param one `[N][G]`
	/// @param other `[M][G]`
	static double dynamicTimeWarping(double[][] one, double[][] other) {
		Path[] above = new Path[other.length];
		for (int i = 0; i < one.length; i++) {
			Path[] row = new Path[other.length];
			for (int j = 0; j < other.length; j++) {
				double cost = distance(one[i], other[j]);
				Path before = (i == 0 && j == 0) ? Path.NONE
						: Path.cheapest((i > 0 && j > 0) ? above[j - 1] : Path.IMPOSSIBLE,
								(i > 0) ? above[j] : Path.IMPOSSIBLE, (j > 0) ? row[j - 1] : Path.IMPOSSIBLE);
				row[j] = new Path(before.cost() + cost, before.pairs() + 1);
			}
			above = row;
		}
		Path whole = above[other.length - 1];
		return whole.cost() / whole.pairs();
	}

	private static double[] firstTwo(double[][] rows) {
		return middle(rows[0], rows[1]);
	}

	private static double[] lastTwo(double[][] rows) {
		return middle(rows[rows.length - 2], rows[rows.length - 1]);
	}

	private static double[] middle(double[] one, double[] other) {
		return IntStream.range(0, one.length).mapToDouble((f) -> (one[f] + other[f]) / 2).toArray();
	}

	private static double[] difference(double[] one, double[] other) {
		return IntStream.range(0, one.length).mapToDouble((f) -> one[f] - other[f]).toArray();
	}

	private static double distance(double[] one, double[] other) {
		double squares = 0;
		for (int f = 0; f < one.length; f++) {
			squares += (one[f] - other[f]) * (one[f] - other[f]);
		}
		return Math.sqrt(squares);
	}

	/// NaN where one of the two has no direction.
	private static double cosine(double[] one, double[] other) {
		double product = 0;
		for (int f = 0; f < one.length; f++) {
			product += one[f] * other[f];
		}
		double[] origin = new double[one.length];
		double norm = distance(one, origin);
		double otherNorm = distance(other, origin);
		return (norm < STILL || otherNorm < STILL) ? Double.NaN : product / (norm * otherNorm);
	}

	private record Path(double cost, int pairs) {

		static final Path NONE = new Path(0, 0);

		static final Path IMPOSSIBLE = new Path(Double.POSITIVE_INFINITY, 0);

		static Path cheapest(Path... paths) {
			Path best = paths[0];
			for (Path path : paths) {
				if (path.cost() < best.cost() || (path.cost() == best.cost() && path.pairs() < best.pairs())) {
					best = path;
				}
			}
			return best;
		}

	}

	/// Figures of one playlist of `T` tracks, in standard units.
	///
	/// @param mseZ mean square error over all features
	/// @param perFeature `[F]` the same of each feature; not copied
	/// @param mseZ9 the same without key and mode
	/// @param dtwZ normalised cost of dynamic time warping, Euclidean local cost
	/// @param startError distance between the means of the first two rows
	/// @param endError distance between the means of the last two rows
	/// @param directionCosine between the change predicted and the true change, each from
	/// the mean of the first two rows to that of the last two; NaN where there is no
	/// change
	record Figures(double mseZ, double[] perFeature, double mseZ9, double dtwZ, double startError, double endError,
			double directionCosine) {

	}

}
