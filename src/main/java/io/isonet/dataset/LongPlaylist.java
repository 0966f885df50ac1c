package io.isonet.dataset;

import java.util.List;
import java.util.Objects;
import java.util.TreeMap;

import io.isonet.mood.MoodSequence;
import org.jspecify.annotations.Nullable;

/// A playlist that is put together line by line. Not thread-safe.
final class LongPlaylist {

	private final String id;

	private final long firstLine;

	private final TreeMap<Integer, Track> tracks = new TreeMap<>();

	private @Nullable String cell;

	private @Nullable MoodSequence moods;

	LongPlaylist(String id, long firstLine) {
		this.id = id;
		this.firstLine = firstLine;
	}

	String id() {
		return this.id;
	}

	long firstLine() {
		return this.firstLine;
	}

	/// Whether a cell is another than the last one with moods, so that it is to be read.
	boolean isNew(String cell) {
		boolean changed = !cell.equals(this.cell);
		this.cell = cell;
		return changed;
	}

	/// Takes the first moods and compares all later ones with them.
	boolean accept(MoodSequence moods) {
		if (this.moods == null) {
			this.moods = moods;
		}
		return moods.equals(this.moods);
	}

	/// Puts a track at a position that is free.
	/// @return the track that is there already, or null
	@Nullable Track add(int position, Track track) {
		return this.tracks.putIfAbsent(position, track);
	}

	int length() {
		return this.tracks.size();
	}

	/// How many positions between the first and the last have no track.
	int missingPositions() {
		return this.tracks.isEmpty() ? 0 : this.tracks.lastKey() - this.tracks.firstKey() + 1 - length();
	}

	/// The playlist in the order of its positions, once its file proved to have no
	/// faults.
	PlaylistExample example() {
		boolean identified = this.tracks.values().stream().anyMatch((track) -> !track.id().isEmpty());
		List<String> trackIds = identified ? this.tracks.values().stream().map(Track::id).toList() : List.of();
		double[][] features = this.tracks.values().stream().map(Track::features).toArray(double[][]::new);
		return new PlaylistExample(this.id, Objects.requireNonNull(this.moods), features, trackIds);
	}

	/// @param line where the track stands in the file, from 1
	/// @param id empty where the file has none
	/// @param features `[F]`, in natural units
	record Track(long line, String id, double[] features) {

	}

}
