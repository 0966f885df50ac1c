package io.isonet.playlist;

import java.util.Arrays;

/// A playlist in the making, which knows what the rules still allow. Not thread-safe.
final class Lineup {

	private static final int FREE = -1;

	private final AssemblyProblem problem;

	private final AssemblyProblem.Candidate[] tracks;

	private final int[] choice;

	Lineup(AssemblyProblem problem) {
		this.problem = problem;
		this.tracks = new AssemblyProblem.Candidate[problem.length()];
		this.choice = new int[problem.length()];
		Arrays.fill(this.choice, FREE);
	}

	/// The candidates that stand, -1 where none does. Not copied.
	int[] choice() {
		return this.choice;
	}

	void put(int position, int candidate) {
		this.choice[position] = candidate;
		this.tracks[position] = this.problem.positions().get(position).tracks()[candidate];
	}

	void clear(int position) {
		this.choice[position] = FREE;
	}

	/// Whether the rules allow a candidate beside those that stand; what stands at the
	/// position itself does not count.
	boolean allows(int position, int candidate) {
		AssemblyProblem.Candidate track = this.problem.positions().get(position).tracks()[candidate];
		AssemblyProblem.Rules rules = this.problem.rules();
		int sameAlbum = 1;
		for (int t = 0; t < this.choice.length; t++) {
			if (t == position || this.choice[t] == FREE) {
				continue;
			}
			AssemblyProblem.Candidate other = this.tracks[t];
			if (other.recording() == track.recording()) {
				return false;
			}
			if (Math.abs(t - position) <= rules.between() && track.sharesArtistWith(other)) {
				return false;
			}
			sameAlbum += (track.album() >= 0 && track.album() == other.album()) ? 1 : 0;
		}
		return sameAlbum <= rules.perAlbum() && withinPerArtist(position, track, rules.perArtist());
	}

	private boolean withinPerArtist(int position, AssemblyProblem.Candidate track, int most) {
		if (most >= this.choice.length) {
			return true;
		}
		for (int artist : track.artists()) {
			int count = 1;
			for (int t = 0; t < this.choice.length; t++) {
				count += (t != position && this.choice[t] != FREE && this.tracks[t].isBy(artist)) ? 1 : 0;
			}
			if (count > most) {
				return false;
			}
		}
		return true;
	}

	/// Whether what stands breaks no rule.
	boolean isValid() {
		for (int t = 0; t < this.choice.length; t++) {
			if (this.choice[t] != FREE && !allows(t, this.choice[t])) {
				return false;
			}
		}
		return true;
	}

}
