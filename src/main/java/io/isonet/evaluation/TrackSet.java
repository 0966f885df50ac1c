package io.isonet.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.isonet.dataset.PlaylistExample;

/// The tracks of some playlists, to be found again in others.
///
/// Two tracks are the same when their ids are equal or, where one of them has no id, when
/// their features are.
final class TrackSet {

	private final Set<String> ids = new HashSet<>();

	private final Set<List<Double>> rows = new HashSet<>();

	private final Set<List<Double>> rowsWithoutId = new HashSet<>();

	TrackSet(Collection<PlaylistExample> playlists) {
		for (PlaylistExample playlist : playlists) {
			for (int position = 0; position < playlist.length(); position++) {
				List<Double> row = row(playlist, position);
				this.rows.add(row);
				id(playlist, position).ifPresentOrElse(this.ids::add, () -> this.rowsWithoutId.add(row));
			}
		}
	}

	/// Whether the track at a position of a playlist is one of these.
	boolean contains(PlaylistExample playlist, int position) {
		List<Double> row = row(playlist, position);
		return id(playlist, position).map((id) -> this.ids.contains(id) || this.rowsWithoutId.contains(row))
			.orElseGet(() -> this.rows.contains(row));
	}

	/// The playlist with one track for each run of the same: later tracks move forward.
	static PlaylistExample withoutRepeats(PlaylistExample playlist) {
		List<Integer> kept = new ArrayList<>();
		for (int position = 0; position < playlist.length(); position++) {
			if (position == 0 || !isSame(playlist, position - 1, position)) {
				kept.add(position);
			}
		}
		if (kept.size() == playlist.length()) {
			return playlist;
		}
		Set<Integer> ignored = new HashSet<>();
		for (int position = 0; position < kept.size(); position++) {
			if (!playlist.counts(kept.get(position))) {
				ignored.add(position);
			}
		}
		double[][] features = kept.stream().map((position) -> playlist.features()[position]).toArray(double[][]::new);
		List<String> ids = playlist.trackIds().isEmpty() ? List.of()
				: kept.stream().map(playlist.trackIds()::get).toList();
		return new PlaylistExample(playlist.id(), playlist.moods(), features, ids, ignored);
	}

	private static boolean isSame(PlaylistExample playlist, int one, int other) {
		Optional<String> id = id(playlist, one);
		Optional<String> otherId = id(playlist, other);
		return (id.isPresent() && otherId.isPresent()) ? id.equals(otherId)
				: row(playlist, one).equals(row(playlist, other));
	}

	private static Optional<String> id(PlaylistExample playlist, int position) {
		return playlist.trackIds().isEmpty() ? Optional.empty()
				: Optional.of(playlist.trackIds().get(position)).filter((id) -> !id.isBlank());
	}

	private static List<Double> row(PlaylistExample playlist, int position) {
		// adding 0 makes one zero of both
		return Arrays.stream(playlist.features()[position]).map((value) -> value + 0.0).boxed().toList();
	}

}
