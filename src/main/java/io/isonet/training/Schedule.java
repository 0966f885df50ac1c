package io.isonet.training;

/// How the learning rate goes over the steps of a training.
enum Schedule {

	/// It stays.
	CONSTANT {
		@Override
		double rate(double first, long step, long steps) {
			return first;
		}
	},

	/// Half a cosine to 0: `first (1 + cos(pi step / steps)) / 2`.
	COSINE {
		@Override
		double rate(double first, long step, long steps) {
			return first * (1 + Math.cos(Math.PI * step / steps)) / 2;
		}
	};

	/// The rate of a step, above 0.
	/// @param first rate of the first step
	/// @param step from 0
	/// @param steps in all, more than `step`
	abstract double rate(double first, long step, long steps);

}
