package io.isonet.dataset;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

import io.isonet.audio.AudioFeature;
import io.isonet.audio.FeatureSchema;
import io.isonet.mood.MoodVocabulary;
import io.isonet.problem.Excerpt;

/// Draws up the report on a file that was read.
final class DataReporter {

	private static final int MAX_NOTES = 100;

	private final PlaylistForm form;

	private final List<PlaylistExample> playlists;

	private final FeatureSchema schema;

	private final MoodVocabulary vocabulary;

	DataReporter(PlaylistForm form, List<PlaylistExample> playlists, FeatureSchema schema, MoodVocabulary vocabulary) {
		this.form = form;
		this.playlists = playlists;
		this.schema = schema;
		this.vocabulary = vocabulary;
	}

	DataReport report() {
		int tracks = this.playlists.stream().mapToInt(PlaylistExample::length).sum();
		int skipped = this.form.skipped().stream().mapToInt(DataReport.Skipped::count).sum();
		List<DataReport.FeatureFigures> features = IntStream.range(0, this.schema.size())
			.mapToObj(this::figures)
			.toList();
		return new DataReport(this.form.name(), this.playlists.size(), skipped, this.form.skipped(), tracks, lengths(),
				features, wordsSeenOnce(), this.form.ignoredColumns(), notes(features), this.vocabulary.size());
	}

	private DataReport.Lengths lengths() {
		Map<Integer, Integer> histogram = new TreeMap<>();
		this.playlists.forEach((playlist) -> histogram.merge(playlist.length(), 1, Integer::sum));
		IntSummaryStatistics lengths = this.playlists.stream().mapToInt(PlaylistExample::length).summaryStatistics();
		return new DataReport.Lengths(lengths.getMin(), lengths.getAverage(), lengths.getMax(), histogram);
	}

	private DataReport.FeatureFigures figures(int index) {
		AudioFeature feature = this.schema.feature(index);
		double min = Double.POSITIVE_INFINITY;
		double max = Double.NEGATIVE_INFINITY;
		double mean = 0;
		int tracks = 0;
		int outOfRange = 0;
		for (PlaylistExample playlist : this.playlists) {
			for (double[] row : playlist.features()) {
				tracks++;
				min = Math.min(min, row[index]);
				max = Math.max(max, row[index]);
				// a running mean stays finite where a sum of huge values would not
				mean += row[index] / tracks - mean / tracks;
				outOfRange += feature.contains(row[index]) ? 0 : 1;
			}
		}
		return new DataReport.FeatureFigures(feature.name(), feature.unit(), min, mean, max, outOfRange);
	}

	private List<String> wordsSeenOnce() {
		Map<String, Integer> playlistsOfWord = new TreeMap<>();
		for (PlaylistExample playlist : this.playlists) {
			new HashSet<>(playlist.moods().words().stream().flatMap(Collection::stream).toList())
				.forEach((word) -> playlistsOfWord.merge(word, 1, Integer::sum));
		}
		return playlistsOfWord.entrySet()
			.stream()
			.filter((entry) -> entry.getValue() == 1)
			.map(Map.Entry::getKey)
			.toList();
	}

	private List<String> notes(List<DataReport.FeatureFigures> features) {
		List<String> notes = new ArrayList<>();
		for (int f = 0; f < features.size(); f++) {
			if (features.get(f).outOfRange() > 0) {
				AudioFeature feature = this.schema.feature(f);
				notes.add("Feature " + Excerpt.of(feature.name()) + " lies outside " + feature.range() + " on tracks: "
						+ features.get(f).outOfRange() + ".");
			}
		}
		notes.addAll(this.form.notes());
		if (notes.size() <= MAX_NOTES) {
			return notes;
		}
		List<String> listed = new ArrayList<>(notes.subList(0, MAX_NOTES));
		listed.add((notes.size() - MAX_NOTES) + " more notes were left out.");
		return listed;
	}

}
