package io.isonet.playlist;

import java.util.List;

import org.jspecify.annotations.Nullable;

/// A playlist as players know it.
///
/// @param title null where it has none
/// @param entries in order
record TrackList(@Nullable String title, List<Entry> entries) {

	/// Most entries of a list that is read.
	static final int MOST_ENTRIES = 10_000;

	TrackList {
		entries = List.copyOf(entries);
	}

	/// A track of a list. At least one of id, location and title is there.
	///
	/// @param id by which a catalogue knows it
	/// @param location where a player finds it
	/// @param durationMillis 0 or more
	record Entry(@Nullable String id, @Nullable String location, @Nullable String title, @Nullable String artist,
			@Nullable String album, @Nullable Integer durationMillis) {

		boolean isEmpty() {
			return this.id == null && this.location == null && this.title == null;
		}

	}

}
