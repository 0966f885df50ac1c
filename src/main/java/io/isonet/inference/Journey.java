package io.isonet.inference;

import io.isonet.mood.MoodSequence;
import io.isonet.network.PaceCurve;
import org.jspecify.annotations.Nullable;

/// What to predict.
///
/// @param moods the states to lead through
/// @param length number of tracks, from 1
/// @param pace which state is played when; null for what the model does by itself
/// @param spreadLevel share of tracks that should lie within the bounds to be answered,
/// 0.5 to 0.95; null for no bounds
/// @param model name of the model, null for the default one
/// @param version number or alias, null for the champion
/// @param urgency how soon its request wants the answer
/// @param pointer JSON pointer to the journey in the request, for the faults; empty for
/// the whole request
public record Journey(MoodSequence moods, int length, @Nullable PaceCurve pace, @Nullable Double spreadLevel,
		@Nullable String model, @Nullable String version, Urgency urgency, String pointer) {

	/// A journey without bounds.
	public Journey(MoodSequence moods, int length, @Nullable PaceCurve pace, @Nullable String model,
			@Nullable String version, Urgency urgency, String pointer) {
		this(moods, length, pace, null, model, version, urgency, pointer);
	}

}
