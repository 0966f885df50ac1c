package io.isonet.evaluation;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.isonet.dataset.PlaylistDataset;
import io.isonet.dataset.PlaylistExample;
import io.isonet.mood.MoodSequence;

/// Predicts the mean of the eight playlists whose mood words, as a set, are most alike:
/// Jaccard's index, of equals the first in the file; each brought to the length asked for
/// ([Resampling]).
final class NearestNeighbours implements Learner {

	private static final int NEIGHBOURS = 8;

	@Override
	public String name() {
		return "k-NN on mood sets, k=" + NEIGHBOURS;
	}

	@Override
	public FittedModel learn(PlaylistDataset fold, long seed) {
		List<Candidate> candidates = fold.examples().stream().map(Candidate::of).toList();
		return (moods, length) -> mean(nearest(candidates, words(moods)), length, fold.schema().size());
	}

	private static List<Candidate> nearest(List<Candidate> candidates, Set<String> words) {
		return candidates.stream()
			.map((candidate) -> new Neighbour(candidate, jaccard(candidate.words(), words)))
			.sorted(Comparator.comparingDouble((neighbour) -> -neighbour.likeness()))
			.limit(NEIGHBOURS)
			.map(Neighbour::candidate)
			.toList();
	}

	private static double[][] mean(List<Candidate> neighbours, int length, int features) {
		double[][] mean = new double[length][features];
		for (Candidate neighbour : neighbours) {
			double[][] rows = Resampling.rows(neighbour.playlist(), length);
			for (int t = 0; t < length; t++) {
				for (int f = 0; f < features; f++) {
					mean[t][f] += rows[t][f] / neighbours.size();
				}
			}
		}
		return mean;
	}

	/// Size of the intersection through size of the union.
	private static double jaccard(Set<String> one, Set<String> other) {
		long both = one.stream().filter(other::contains).count();
		return (double) both / (one.size() + other.size() - both);
	}

	private static Set<String> words(MoodSequence moods) {
		Set<String> words = new HashSet<>();
		moods.words().forEach(words::addAll);
		return words;
	}

	private record Neighbour(Candidate candidate, double likeness) {
	}

	private record Candidate(PlaylistExample playlist, Set<String> words) {

		static Candidate of(PlaylistExample playlist) {
			return new Candidate(playlist, NearestNeighbours.words(playlist.moods()));
		}

	}

}
