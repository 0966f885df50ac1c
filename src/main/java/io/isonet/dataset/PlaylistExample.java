package io.isonet.dataset;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

import io.isonet.mood.MoodSequence;

/// A labelled playlist: the moods that it is meant to lead through, and how its tracks
/// sound.
///
/// @param id as the file has it, not necessarily unique
/// @param moods the journey
/// @param features `[tracks][F]` in natural units, one track or more; not copied, and not
/// to be changed
/// @param trackIds one for each track, empty where the file lacks it; or none at all
/// @param ignored positions of tracks, from 0, that hold their place and count for nothing
public record PlaylistExample(String id, MoodSequence moods, double[][] features, List<String> trackIds,
		Set<Integer> ignored) {

	public PlaylistExample {
		trackIds = List.copyOf(trackIds);
		ignored = Set.copyOf(ignored);
		if (features.length == 0) {
			throw new IllegalArgumentException("playlist '" + id + "' has no tracks");
		}
		if (!trackIds.isEmpty() && trackIds.size() != features.length) {
			throw new IllegalArgumentException(
					"playlist '" + id + "' has " + features.length + " tracks but " + trackIds.size() + " track ids");
		}
	}

	/// A playlist in which every track counts.
	public PlaylistExample(String id, MoodSequence moods, double[][] features, List<String> trackIds) {
		this(id, moods, features, trackIds, Set.of());
	}

	/// Number of tracks.
	public int length() {
		return this.features.length;
	}

	/// Whether the track at a position counts.
	public boolean counts(int position) {
		return !this.ignored.contains(position);
	}

	/// The rows of the tracks that count, in their order.
	public double[][] counted() {
		return IntStream.range(0, length())
			.filter(this::counts)
			.mapToObj((position) -> this.features[position])
			.toArray(double[][]::new);
	}

	/// The same playlist, in which these tracks alone count for nothing.
	public PlaylistExample ignoring(Set<Integer> positions) {
		return new PlaylistExample(this.id, this.moods, this.features, this.trackIds, positions);
	}

}
