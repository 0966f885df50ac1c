package io.isonet.evaluation;

/// How a track may sound, as equally likely values: `L` quantiles of each feature, at the
/// levels `(i + .5) / L` for `i` from 0.
///
/// @param values `[L][T][F]` in natural units, rising along the first index; not copied
public record QuantileForecast(double[][][] values) {

	public QuantileForecast {
		if (values.length < 2) {
			throw new IllegalArgumentException("a forecast has two quantiles or more, not " + values.length);
		}
	}

	/// Number of quantiles `L`.
	int size() {
		return this.values.length;
	}

	/// Level of a quantile.
	double level(int i) {
		return (i + .5) / size();
	}

	/// The quantile of any level: interpolated linearly, constant beyond the first and
	/// the
	/// last.
	double at(double level, int t, int f) {
		double place = Math.clamp(level * size() - .5, 0, size() - 1);
		int below = (int) place;
		int above = Math.min(below + 1, size() - 1);
		return this.values[below][t][f] + (place - below) * (this.values[above][t][f] - this.values[below][t][f]);
	}

}
