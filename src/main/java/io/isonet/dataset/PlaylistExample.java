package io.isonet.dataset;

import java.util.List;

import io.isonet.mood.MoodSequence;

/// A labelled playlist: the moods that it is meant to lead through, and how its tracks
/// sound.
///
/// @param id as the file has it, not necessarily unique
/// @param moods the journey
/// @param features `[tracks][F]` in natural units, one track or more; not copied, and not
/// to be changed
/// @param trackIds one for each track, empty where the file lacks it; or none at all
public record PlaylistExample(String id, MoodSequence moods, double[][] features, List<String> trackIds) {

	public PlaylistExample {
		trackIds = List.copyOf(trackIds);
		if (features.length == 0) {
			throw new IllegalArgumentException("playlist '" + id + "' has no tracks");
		}
		if (!trackIds.isEmpty() && trackIds.size() != features.length) {
			throw new IllegalArgumentException(
					"playlist '" + id + "' has " + features.length + " tracks but " + trackIds.size() + " track ids");
		}
	}

	/// Number of tracks.
	public int length() {
		return this.features.length;
	}

}
