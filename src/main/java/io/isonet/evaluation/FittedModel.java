package io.isonet.evaluation;

import java.util.Optional;

import io.isonet.mood.MoodSequence;

/// What a [Learner] has learned. Used by one thread, and closed by it.
@FunctionalInterface
public interface FittedModel extends AutoCloseable {

	/// How the tracks of a playlist should sound.
	/// @param moods the journey, whose words the model need not know
	/// @param length number of tracks, one or more
	/// @return `[length][F]` in natural units
	double[][] predict(MoodSequence moods, int length);

	/// How far the tracks may lie from that; empty unless a model says so.
	/// @param moods the journey
	/// @param length number of tracks, one or more
	/// @return quantiles of `length` tracks
	default Optional<QuantileForecast> quantiles(MoodSequence moods, int length) {
		return Optional.empty();
	}

	/// Gives back what the model holds; nothing unless a model says so.
	@Override
	default void close() {
	}

}
