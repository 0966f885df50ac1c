package io.isonet.dataset;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

import io.isonet.audio.FeatureScaler;
import io.isonet.mood.MoodSequence;
import io.isonet.mood.MoodState;

/// How playlists to learn from are varied, anew whenever they are seen.
///
/// @param reversed probability that a playlist is led back to front: the last state and
/// the last track first, 0 to 1
/// @param cropped probability that of a journey through several states a run of
/// consecutive ones is left, with the tracks of their equal shares of the playlist, 0 to 1
/// @param noise deviation of what is added to each feature of a track, in standard units,
/// from 0
public record Augmentation(double reversed, double cropped, double noise) {

	/// Leaves playlists as they are.
	public static final Augmentation NONE = new Augmentation(0, 0, 0);

	private static final int FEWEST_TRACKS = 2;

	/// Varies a playlist. Tracks that count for nothing still do, and what is left of a
	/// cropped one are two tracks that count or more.
	/// @param units standard units of the playlists to learn from
	/// @param random what is drawn from it depends on nothing but this playlist
	public PlaylistExample apply(PlaylistExample playlist, FeatureScaler units, RandomGenerator random) {
		PlaylistExample varied = playlist;
		if (random.nextDouble() < this.cropped && playlist.moods().states().size() > 1) {
			varied = crop(varied, random);
		}
		if (random.nextDouble() < this.reversed) {
			varied = reverse(varied);
		}
		return (this.noise > 0) ? blur(varied, units, random) : varied;
	}

	private static PlaylistExample reverse(PlaylistExample playlist) {
		List<MoodState> states = playlist.moods().states().reversed();
		return part(playlist, states, IntStream.range(0, playlist.length()).boxed().toList().reversed());
	}

	/// One of the runs of states but the whole, each as likely.
	private static PlaylistExample crop(PlaylistExample playlist, RandomGenerator random) {
		List<MoodState> states = playlist.moods().states();
		int count = states.size();
		List<int[]> runs = new ArrayList<>();
		for (int from = 0; from < count; from++) {
			for (int to = from + 1; to <= count; to++) {
				if (to - from < count) {
					runs.add(new int[] { from, to });
				}
			}
		}
		int[] run = runs.get(random.nextInt(runs.size()));
		int length = playlist.length();
		List<Integer> positions = IntStream.range(0, length)
			.filter((t) -> t * count / length >= run[0] && t * count / length < run[1])
			.boxed()
			.toList();
		boolean enough = positions.stream().filter(playlist::counts).count() >= FEWEST_TRACKS;
		return enough ? part(playlist, states.subList(run[0], run[1]), positions) : playlist;
	}

	private PlaylistExample blur(PlaylistExample playlist, FeatureScaler units, RandomGenerator random) {
		double[] deviation = units.deviation();
		double[][] rows = new double[playlist.length()][];
		for (int t = 0; t < rows.length; t++) {
			rows[t] = playlist.features()[t].clone();
			for (int f = 0; f < rows[t].length; f++) {
				rows[t][f] += this.noise * deviation[f] * random.nextGaussian();
			}
		}
		return new PlaylistExample(playlist.id(), playlist.moods(), rows, playlist.trackIds(), playlist.ignored());
	}

	/// Some tracks of a playlist in an order, under other moods.
	private static PlaylistExample part(PlaylistExample playlist, List<MoodState> states, List<Integer> positions) {
		Set<Integer> ignored = new HashSet<>();
		for (int t = 0; t < positions.size(); t++) {
			if (!playlist.counts(positions.get(t))) {
				ignored.add(t);
			}
		}
		List<String> ids = playlist.trackIds().isEmpty() ? List.of()
				: positions.stream().map(playlist.trackIds()::get).toList();
		return new PlaylistExample(playlist.id(), new MoodSequence(states),
				positions.stream().map((position) -> playlist.features()[position]).toArray(double[][]::new), ids,
				ignored);
	}

}
