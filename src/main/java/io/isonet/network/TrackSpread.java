package io.isonet.network;

import java.util.List;

import io.isonet.audio.AudioFeature;

/// How far tracks lie from what a network says of them, as playlists have shown that it
/// had not seen. Immutable.
///
/// @param features one for each feature, in the order of a row
/// @param deviations how much that differs from word to word
public record TrackSpread(List<Feature> features, WordDeviations deviations) {

	/// The level of who asks for none.
	public static final double USUAL_LEVEL = .8;

	/// Lowest level that is answered.
	public static final double LOWEST_LEVEL = .5;

	/// Highest level that is answered: beyond, the quantiles rest on too few tracks.
	public static final double HIGHEST_LEVEL = .95;

	public TrackSpread {
		features = List.copyOf(features);
		if (features.size() != deviations.features()) {
			throw new InvalidModelException(
					"the words have deviations of " + deviations.features() + " features, not " + features.size());
		}
	}

	/// Between what most tracks of a journey should lie.
	/// @param states words of each state
	/// @param pace which state is played when
	/// @param rows `[T][F]` what the network says, in natural units
	/// @param level share of tracks that should lie within, 0.5 to 0.95
	public Bounds bounds(List<List<String>> states, PaceCurve pace, float[][] rows, double level) {
		double[][] journey = this.deviations.along(states, pace, rows.length);
		float[][] lower = new float[rows.length][this.features.size()];
		float[][] upper = new float[rows.length][this.features.size()];
		for (int t = 0; t < rows.length; t++) {
			for (int f = 0; f < this.features.size(); f++) {
				Feature feature = this.features.get(f);
				lower[t][f] = (float) feature.lower(level, rows[t][f], journey[t][f]);
				upper[t][f] = (float) feature.upper(level, rows[t][f], journey[t][f]);
			}
		}
		return new Bounds(level, lower, upper);
	}

	/// What the quantiles of a feature are quantiles of.
	public enum Kind {

		/// True less predicted value, divided by the journey's deviation.
		RESIDUALS,

		/// The tracks themselves: predictions say nothing of them.
		TRACKS,

		/// None: the prediction is the probability of 1, the other value is 0.
		PROBABILITY

	}

	/// Bounds of each feature of each track.
	///
	/// @param level share of tracks that should lie within
	/// @param lower `[T][F]` in natural units, within each feature's range; not copied
	/// @param upper the same, never below
	public record Bounds(double level, float[][] lower, float[][] upper) {
	}

	/// The spread of one feature.
	///
	/// @param feature its name and range
	/// @param kind what the quantiles are of
	/// @param quantiles `L` from 2 to 1,000, never falling, at the levels `(i + .5) / L`
	/// for `i` from 0; none for a probability
	public record Feature(AudioFeature feature, Kind kind, double[] quantiles) {

		private static final int MOST = 1000;

		public Feature {
			quantiles = quantiles.clone();
			check(feature, kind, quantiles);
		}

		private static void check(AudioFeature feature, Kind kind, double[] quantiles) {
			if (kind == Kind.PROBABILITY) {
				if (quantiles.length > 0 || feature.min() != 0 || feature.max() != 1) {
					throw new InvalidModelException("feature '" + feature.name()
							+ "' is a probability, which goes from 0 to 1 and has no quantiles");
				}
				return;
			}
			if (quantiles.length < 2 || quantiles.length > MOST) {
				throw new InvalidModelException(
						"feature '" + feature.name() + "' has 2 to " + MOST + " quantiles, not " + quantiles.length);
			}
			for (int i = 0; i < quantiles.length; i++) {
				if (!(Math.abs(quantiles[i]) <= 2 * AudioFeature.LARGEST)) {
					throw new InvalidModelException("feature '" + feature.name() + "' has the quantile " + quantiles[i]
							+ ", which is no difference of measurements");
				}
				if (i > 0 && quantiles[i] < quantiles[i - 1]) {
					throw new InvalidModelException("feature '" + feature.name() + "' has quantiles that fall, from "
							+ quantiles[i - 1] + " to " + quantiles[i]);
				}
			}
		}

		/// The value that a share of tracks does not exceed, within the feature's range.
		/// @param level the share, 0 to 1
		/// @param predicted in natural units
		/// @param deviation that of the journey, 1 for as far apart as all tracks
		public double quantile(double level, double predicted, double deviation) {
			return switch (this.kind) {
				case RESIDUALS -> this.feature.clamp(predicted + deviation * at(level));
				case TRACKS -> this.feature.clamp(at(level));
				case PROBABILITY -> (level <= 1 - this.feature.clamp(predicted)) ? 0 : 1;
			};
		}

		/// Of a probability, 1 where that value alone is likely enough.
		double lower(double level, double predicted, double deviation) {
			if (this.kind == Kind.PROBABILITY) {
				return isLikely(this.feature.clamp(predicted), level) ? 1 : 0;
			}
			return quantile((1 - level) / 2, predicted, deviation);
		}

		/// Of a probability, 0 where that value alone is likely enough.
		double upper(double level, double predicted, double deviation) {
			if (this.kind == Kind.PROBABILITY) {
				return isLikely(1 - this.feature.clamp(predicted), level) ? 0 : 1;
			}
			return quantile((1 + level) / 2, predicted, deviation);
		}

		/// Whether a value alone is as likely as the level, and likelier than the other;
		/// compared as floats, as which predictions come.
		private static boolean isLikely(double probability, double level) {
			return (float) probability >= (float) level && probability > .5;
		}

		/// Interpolated linearly, constant beyond the first and the last.
		private double at(double level) {
			int last = this.quantiles.length - 1;
			double place = Math.clamp(level * this.quantiles.length - .5, 0, last);
			int below = (int) place;
			int above = Math.min(below + 1, last);
			return this.quantiles[below] + (place - below) * (this.quantiles[above] - this.quantiles[below]);
		}

		@Override
		public double[] quantiles() {
			return this.quantiles.clone();
		}

	}

}
