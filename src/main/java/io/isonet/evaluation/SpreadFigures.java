package io.isonet.evaluation;

import java.util.Arrays;

import io.isonet.audio.FeatureScaler;
import io.isonet.dataset.PlaylistExample;
import io.isonet.network.TrackSpread;

/// How well the quantiles of one playlist's forecast are where its tracks are.
///
/// @param crpsZ continuous ranked probability score in standard units, mean over features
/// and tracks: twice the mean pinball loss over the quantiles (Gneiting and Raftery, 2007)
/// @param covered `[F]` number of tracks within the interval of [#LEVEL]; not copied
/// @param tracks number of tracks
record SpreadFigures(double crpsZ, int[] covered, int tracks) {

	/// Share of tracks that the interval between two quantiles should hold.
	static final double LEVEL = .8;

	/// Figures of one playlist.
	/// @param playlist one track of which counts at least
	static SpreadFigures of(QuantileForecast forecast, PlaylistExample playlist, FeatureScaler scaler) {
		return of(forecast, playlist, scaler, (truth, t, f) -> truth >= forecast.at((1 - LEVEL) / 2, t, f)
				&& truth <= forecast.at((1 + LEVEL) / 2, t, f));
	}

	/// Figures of one playlist, whose interval has bounds of its own.
	/// @param bounds of [#LEVEL]
	/// @param playlist one track of which counts at least
	static SpreadFigures of(QuantileForecast forecast, TrackSpread.Bounds bounds, PlaylistExample playlist,
			FeatureScaler scaler) {
		// as floats, as the bounds are: a value on one of them lies within
		return of(forecast, playlist, scaler,
				(truth, t, f) -> (float) truth >= bounds.lower()[t][f] && (float) truth <= bounds.upper()[t][f]);
	}

	private static SpreadFigures of(QuantileForecast forecast, PlaylistExample playlist, FeatureScaler scaler,
			Interval interval) {
		double[] deviation = scaler.deviation();
		int[] covered = new int[deviation.length];
		double sum = 0;
		int tracks = 0;
		for (int t = 0; t < playlist.length(); t++) {
			if (!playlist.counts(t)) {
				continue;
			}
			tracks++;
			for (int f = 0; f < deviation.length; f++) {
				double truth = playlist.features()[t][f];
				sum += 2 * pinball(forecast, truth, t, f) / deviation[f];
				covered[f] += interval.holds(truth, t, f) ? 1 : 0;
			}
		}
		return new SpreadFigures(sum / tracks / deviation.length, covered, tracks);
	}

	/// Mean over the quantiles of `(level - [truth < quantile]) (truth - quantile)`.
	private static double pinball(QuantileForecast forecast, double truth, int t, int f) {
		double sum = 0;
		for (int i = 0; i < forecast.size(); i++) {
			double quantile = forecast.values()[i][t][f];
			sum += (forecast.level(i) - ((truth < quantile) ? 1 : 0)) * (truth - quantile);
		}
		return sum / forecast.size();
	}

	@FunctionalInterface
	private interface Interval {

		boolean holds(double truth, int t, int f);

	}

	/// Tracks within the interval, over all features.
	int coveredInAll() {
		return Arrays.stream(this.covered).sum();
	}

}
