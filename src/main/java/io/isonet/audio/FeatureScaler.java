package io.isonet.audio;

import java.util.Arrays;
import java.util.Collection;

/// Maps features between natural and standard units:
/// `standard = (natural - mean) / deviation`. Immutable.
///
/// @param mean mean of each feature, in natural units
/// @param deviation standard deviation of each feature, in natural units, above 0
public record FeatureScaler(double[] mean, double[] deviation) {

	public FeatureScaler {
		if (mean.length != deviation.length) {
			throw new IllegalArgumentException(mean.length + " means but " + deviation.length + " deviations");
		}
		for (int f = 0; f < mean.length; f++) {
			if (!Double.isFinite(mean[f]) || !Double.isFinite(deviation[f]) || deviation[f] <= 0) {
				throw new IllegalArgumentException("feature " + f + " needs a finite mean and a deviation above 0, not "
						+ mean[f] + " and " + deviation[f]);
			}
		}
		mean = mean.clone();
		deviation = deviation.clone();
	}

	/// Leaves every feature as it is.
	public static FeatureScaler identity(int features) {
		double[] ones = new double[features];
		Arrays.fill(ones, 1);
		return new FeatureScaler(new double[features], ones);
	}

	/// Mean and population deviation over all rows of all blocks. A feature that never
	/// varies gets deviation 1, so that its standard value is 0.
	/// @param blocks at least one row in all, each row of equal length
	public static FeatureScaler fit(Collection<double[][]> blocks) {
		int features = blocks.stream()
			.filter((block) -> block.length > 0)
			.findFirst()
			.orElseThrow(() -> new IllegalArgumentException("no rows to fit a scaler to"))[0].length;
		double[] mean = new double[features];
		double[] deviation = new double[features];
		long rows = 0;
		for (double[][] block : blocks) {
			for (double[] row : block) {
				rows++;
				for (int f = 0; f < features; f++) {
					// Welford's update: stable where the mean is large against the
					// deviation
					double difference = row[f] - mean[f];
					mean[f] += difference / rows;
					deviation[f] += difference * (row[f] - mean[f]);
				}
			}
		}
		for (int f = 0; f < features; f++) {
			double spread = Math.sqrt(deviation[f] / rows);
			deviation[f] = (spread > 1e-12 * Math.max(1, Math.abs(mean[f]))) ? spread : 1;
		}
		return new FeatureScaler(mean, deviation);
	}

	public int size() {
		return this.mean.length;
	}

	public double standard(int feature, double natural) {
		return (natural - this.mean[feature]) / this.deviation[feature];
	}

	public double natural(int feature, double standard) {
		return standard * this.deviation[feature] + this.mean[feature];
	}

	@Override
	public double[] mean() {
		return this.mean.clone();
	}

	@Override
	public double[] deviation() {
		return this.deviation.clone();
	}

}
