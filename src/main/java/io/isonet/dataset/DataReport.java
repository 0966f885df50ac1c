package io.isonet.dataset;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What a file of playlists held, what was left out and what looks odd. Written as JSON
/// as it is.
///
/// @param form `original` or `long`
/// @param playlists number of playlists to learn from
/// @param skipped number of playlists left out
/// @param skippedBecause the same by reason
/// @param tracks number of tracks in the playlists
/// @param lengths how long the playlists are
/// @param features figures of each feature over all tracks
/// @param wordsSeenOnce mood words that one playlist alone uses, which can hardly be
/// learned
/// @param ignoredColumns columns that nothing was read from
/// @param notes remarks for whoever made the file, the first 100
/// @param vocabularySize number of token ids, special tokens included
public record DataReport(String form, int playlists, int skipped, List<Skipped> skippedBecause, int tracks,
		Lengths lengths, List<FeatureFigures> features, List<String> wordsSeenOnce, List<String> ignoredColumns,
		List<String> notes, int vocabularySize) {

	public DataReport {
		skippedBecause = List.copyOf(skippedBecause);
		features = List.copyOf(features);
		wordsSeenOnce = List.copyOf(wordsSeenOnce);
		ignoredColumns = List.copyOf(ignoredColumns);
		notes = List.copyOf(notes);
	}

	/// Playlists left out for one reason.
	///
	/// @param reason why, for a person
	/// @param count how many
	/// @param ids the first 20 of them
	public record Skipped(String reason, int count, List<String> ids) {

		public Skipped {
			ids = List.copyOf(ids);
		}

		static Skipped of(String reason, List<String> ids) {
			return new Skipped(reason, ids.size(), ids.stream().limit(20).toList());
		}

	}

	/// Lengths of playlists, in tracks.
	///
	/// @param min shortest
	/// @param mean average
	/// @param max longest
	/// @param histogram number of playlists of each length, shortest first
	public record Lengths(int min, double mean, int max, Map<Integer, Integer> histogram) {

		public Lengths {
			histogram = Collections.unmodifiableMap(new TreeMap<>(histogram));
		}

	}

	/// One feature over all tracks.
	///
	/// @param name of the feature
	/// @param unit of the figures, empty where they have none
	/// @param min smallest value
	/// @param mean average
	/// @param max largest value
	/// @param outOfRange number of tracks whose value lies outside the range of the
	/// schema
	public record FeatureFigures(String name, String unit, double min, double mean, double max, int outOfRange) {

	}

}
