package io.isonet.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.BiFunction;

import io.isonet.audio.AudioFeature;
import io.isonet.audio.FeatureSchema;
import io.isonet.dataset.DataReport;
import io.isonet.dataset.PlaylistDataset;
import io.isonet.dataset.PlaylistExample;
import io.isonet.mood.MoodSequence;
import io.isonet.mood.MoodVocabulary;
import io.isonet.network.Pacing;

/// Playlists made for tests.
final class Playlists {

	/// Three features, of which key counts in the error over all features alone.
	static final FeatureSchema SCHEMA = new FeatureSchema(List.of(new AudioFeature("energy", "", 0, 1),
			new AudioFeature("key", "pitch class", 0, 11), new AudioFeature("valence", "", 0, 1)));

	private static final List<String> JOURNEYS = List.of("sad to happy", "angry to calm", "sad to powerful",
			"tense to calm to happy");

	private Playlists() {
	}

	static PlaylistDataset of(FeatureSchema schema, List<PlaylistExample> playlists) {
		TreeSet<String> words = new TreeSet<>();
		playlists.forEach((playlist) -> playlist.moods().words().forEach(words::addAll));
		int tracks = playlists.stream().mapToInt(PlaylistExample::length).sum();
		DataReport report = new DataReport("long", playlists.size(), 0, List.of(), tracks,
				new DataReport.Lengths(1, 1, 1, Map.of()), List.of(), List.of(), List.of(), List.of(),
				words.size() + 3);
		return new PlaylistDataset(schema, MoodVocabulary.of(words), playlists, report);
	}

	static PlaylistDataset of(PlaylistExample... playlists) {
		return of(SCHEMA, List.of(playlists));
	}

	/// Three features per track, without ids.
	static PlaylistExample playlist(String id, double[]... rows) {
		return new PlaylistExample(id, MoodSequence.parse("sad to happy"), rows, List.of());
	}

	static PlaylistExample playlist(String id, List<String> tracks, double[]... rows) {
		return new PlaylistExample(id, MoodSequence.parse("sad to happy"), rows, tracks);
	}

	/// Tracks drawn at random, ten each.
	static PlaylistDataset random(int count, long seed) {
		Random random = new Random(seed);
		return made(count, (moods, u) -> new double[] { random.nextDouble(), random.nextInt(12), random.nextDouble() });
	}

	/// A process of journey and position, on top of noise.
	/// @param rise change of energy and valence from start to end
	static PlaylistDataset rising(int count, double rise, double noise, long seed) {
		Random random = new Random(seed);
		return made(count, (moods, u) -> new double[] { .5 + rise * (u - .5) + noise * (random.nextDouble() - .5),
				random.nextInt(12), .5 + rise * (u - .5) + noise * (random.nextDouble() - .5) });
	}

	static PlaylistDataset made(int count, BiFunction<MoodSequence, Double, double[]> process) {
		List<PlaylistExample> playlists = new ArrayList<>();
		for (int p = 0; p < count; p++) {
			MoodSequence moods = MoodSequence.parse(JOURNEYS.get(p % JOURNEYS.size()));
			double[][] rows = new double[10][];
			Arrays.setAll(rows, (t) -> process.apply(moods, Pacing.position(t, 10)));
			playlists.add(new PlaylistExample("p" + p, moods, rows, List.of()));
		}
		return of(SCHEMA, playlists);
	}

}
