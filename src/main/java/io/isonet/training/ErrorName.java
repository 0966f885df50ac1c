package io.isonet.training;

import io.isonet.network.FeatureError;

/// What one feature of a track counts in the loss, by name.
enum ErrorName {

	/// Its square.
	SQUARED,

	/// Its square nearby, a straight line beyond.
	HUBER,

	/// Cross-entropy of features between 0 and 1, squares of all others.
	CROSS_ENTROPY;

	/// @param huberDelta where the straight line of [#HUBER] begins
	FeatureError error(double huberDelta) {
		return switch (this) {
			case SQUARED -> FeatureError.SQUARED;
			case HUBER -> new FeatureError.Huber(huberDelta);
			case CROSS_ENTROPY -> new FeatureError.CrossEntropy();
		};
	}

}
