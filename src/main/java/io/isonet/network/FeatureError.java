package io.isonet.network;

import io.isonet.audio.AudioFeature;

/// What one feature of one track counts in the loss, in the units in which the network
/// speaks.
public sealed interface FeatureError {

	/// The square of what it is off by.
	FeatureError SQUARED = new Squared();

	/// @param config of the network that is trained
	/// @param feature its number, from 0
	Curve curve(IsoNetConfig config, int feature);

	/// `e^2`.
	record Squared() implements FeatureError {

		private static final Curve CURVE = new Curve() {

			@Override
			public double value(double output, double target) {
				double error = output - target;
				return error * error;
			}

			@Override
			public double slope(double output, double target) {
				return 2 * (output - target);
			}

		};

		@Override
		public Curve curve(IsoNetConfig config, int feature) {
			return CURVE;
		}

	}

	/// `e^2` up to `|e| = delta`, and its tangent `delta (2 |e| - delta)` from there on,
	/// so
	/// that a track far off pulls no harder than one at `delta` (Huber, 1964).
	///
	/// @param delta finite, above 0
	record Huber(double delta) implements FeatureError {

		public Huber {
			if (!(delta > 0) || Double.isInfinite(delta)) {
				throw new IllegalArgumentException("the delta of a Huber loss is finite and above 0, not " + delta);
			}
		}

		@Override
		public Curve curve(IsoNetConfig config, int feature) {
			return new Curve() {

				@Override
				public double value(double output, double target) {
					double error = output - target;
					double near = near(error);
					return near * (2 * error - near);
				}

				@Override
				public double slope(double output, double target) {
					return 2 * near(output - target);
				}

			};
		}

		private double near(double error) {
			return Math.clamp(error, -this.delta, this.delta);
		}

	}

	/// Cross-entropy of features between 0 and 1, less the least that it can be, and
	/// `e^2`
	/// of all others. The outputs stay what they are: of such a feature
	/// `p` is what the head says in its natural unit, `y` the track's value, both no
	/// nearer to 0 and 1 than [#EDGE]; where `p` lies beyond, the parabola goes on that
	/// touches the curve there, so that it is pulled back.
	///
	/// It is scaled so as to be worth what `e^2` is where `p` and `y` are near the mean
	/// `m`
	/// of the configuration's scaler: by `2 m (1 - m) / deviation^2`, or by
	/// 1 where the network speaks in natural units.
	record CrossEntropy() implements FeatureError {

		/// What lies nearer to 0 or 1 counts as this.
		static final double EDGE = .01;

		@Override
		public Curve curve(IsoNetConfig config, int feature) {
			if (!isBounded(config, feature)) {
				return Squared.CURVE;
			}
			boolean standard = config.outputs() == IsoNetConfig.Outputs.STANDARD;
			return new Bounded(standard ? config.scaler().mean()[feature] : 0,
					standard ? config.scaler().deviation()[feature] : 1, scale(config, feature));
		}

		static boolean isBounded(IsoNetConfig config, int feature) {
			AudioFeature bounds = config.schema().feature(feature);
			return bounds.min() == 0 && bounds.max() == 1;
		}

		static double scale(IsoNetConfig config, int feature) {
			if (config.outputs() == IsoNetConfig.Outputs.NATURAL) {
				return 1;
			}
			double mean = within(config.scaler().mean()[feature]);
			double deviation = config.scaler().deviation()[feature];
			return 2 * mean * (1 - mean) / (deviation * deviation);
		}

		static double within(double natural) {
			return Math.clamp(natural, EDGE, 1 - EDGE);
		}

		/// A feature between 0 and 1.
		private record Bounded(double mean, double deviation, double scale) implements Curve {

			@Override
			public double value(double output, double target) {
				double p = natural(output);
				double y = within(natural(target));
				double q = within(p);
				double beyond = p - q;
				double entropy = y * Math.log(y / q) + (1 - y) * Math.log((1 - y) / (1 - q));
				return this.scale * (entropy + beyond * slopeAt(q, y) + beyond * beyond * bendAt(q, y) / 2);
			}

			@Override
			public double slope(double output, double target) {
				double p = natural(output);
				double y = within(natural(target));
				double q = within(p);
				return this.scale * this.deviation * (slopeAt(q, y) + (p - q) * bendAt(q, y));
			}

			private double natural(double output) {
				return this.mean + this.deviation * output;
			}

			private static double slopeAt(double q, double y) {
				return (q - y) / (q * (1 - q));
			}

			private static double bendAt(double q, double y) {
				return y / (q * q) + (1 - y) / ((1 - q) * (1 - q));
			}

		}

	}

	/// The error of one feature, and how it changes with what the head says. Stateless.
	interface Curve {

		/// From 0.
		double value(double output, double target);

		/// Derivative of [#value] by the output.
		double slope(double output, double target);

	}

}
