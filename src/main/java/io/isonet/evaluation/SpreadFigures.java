package io.isonet.evaluation;

import java.util.Arrays;
import java.util.function.DoubleFunction;

import io.isonet.audio.FeatureScaler;
import io.isonet.dataset.PlaylistExample;
import io.isonet.network.TrackSpread;

/// How well the quantiles of one playlist's forecast are where its tracks are.
///
/// @param crpsZ continuous ranked probability score in standard units, mean over features
/// and tracks: twice the mean pinball loss over the quantiles (Gneiting and Raftery, 2007)
/// @param covered `[F]` number of tracks within the interval of [#LEVEL]; not copied
/// @param within number of values of all features within the interval of each of
/// [#LEVELS]; not copied
/// @param tracks number of tracks
record SpreadFigures(double crpsZ, int[] covered, int[] within, int tracks) {

	/// Share of tracks that the interval between two quantiles should hold.
	static final double LEVEL = .8;

	/// Levels at which the spread is held against what is seen.
	static final double[] LEVELS = { .5, .6, .7, .8, .9, .95 };

	/// Figures of one playlist.
	/// @param playlist one track of which counts at least
	static SpreadFigures of(QuantileForecast forecast, PlaylistExample playlist, FeatureScaler scaler) {
		return of(forecast, playlist, scaler, (level) -> (truth, t, f) -> truth >= forecast.at((1 - level) / 2, t, f)
				&& truth <= forecast.at((1 + level) / 2, t, f));
	}

	/// Figures of one playlist, whose intervals have bounds of their own.
	/// @param bounds of a level
	/// @param playlist one track of which counts at least
	static SpreadFigures of(QuantileForecast forecast, DoubleFunction<TrackSpread.Bounds> bounds,
			PlaylistExample playlist, FeatureScaler scaler) {
		// as floats, as the bounds are: a value on one of them lies within
		return of(forecast, playlist, scaler, (level) -> {
			TrackSpread.Bounds of = bounds.apply(level);
			return (truth, t, f) -> (float) truth >= of.lower()[t][f] && (float) truth <= of.upper()[t][f];
		});
	}

	private static SpreadFigures of(QuantileForecast forecast, PlaylistExample playlist, FeatureScaler scaler,
			DoubleFunction<Interval> intervals) {
		double[] deviation = scaler.deviation();
		Interval[] interval = Arrays.stream(LEVELS).mapToObj(intervals).toArray(Interval[]::new);
		Interval main = intervals.apply(LEVEL);
		int[] covered = new int[deviation.length];
		int[] within = new int[LEVELS.length];
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
				covered[f] += main.holds(truth, t, f) ? 1 : 0;
				for (int level = 0; level < within.length; level++) {
					within[level] += interval[level].holds(truth, t, f) ? 1 : 0;
				}
			}
		}
		return new SpreadFigures(sum / tracks / deviation.length, covered, within, tracks);
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
