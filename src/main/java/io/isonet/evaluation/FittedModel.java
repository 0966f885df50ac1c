package io.isonet.evaluation;

import io.isonet.mood.MoodSequence;

/// What a [Learner] has learned. Used by one thread, and closed by it.
@FunctionalInterface
public interface FittedModel extends AutoCloseable {

	/// How the tracks of a playlist should sound.
	/// @param moods the journey, whose words the model need not know
	/// @param length number of tracks, one or more
	/// @return `[length][F]` in natural units
	double[][] predict(MoodSequence moods, int length);

	/// Gives back what the model holds; nothing unless a model says so.
	@Override
	default void close() {
	}

}
