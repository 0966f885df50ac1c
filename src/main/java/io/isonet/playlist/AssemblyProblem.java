package io.isonet.playlist;

import java.util.List;

/// What is to be assembled: candidates for each position, what a neighbourhood costs, and the rules. Immutable.
///
/// Costs are 0 or more, in units of the caller's choice; the total is their sum over positions and over neighbours.
///
/// @param positions candidates of each position, 1 or more of them
/// @param transitions cost from a candidate of a position to one of the next: `[position][candidate][candidate of the next]`, not copied
/// @param rules that no playlist may break
record AssemblyProblem(List<Slate> positions, double[][][] transitions, Rules rules) {

	AssemblyProblem {
		positions = List.copyOf(positions);
	}

	int length() {
		return this.positions.size();
	}

	/// Cost of a whole playlist, whatever the rules.
	/// @param choice index of a candidate for each position
	double cost(int[] choice) {
		double cost = 0;
		for (int t = 0; t < choice.length; t++) {
			cost += this.positions.get(t).costs()[choice[t]];
			if (t > 0) {
				cost += this.transitions[t - 1][choice[t - 1]][choice[t]];
			}
		}
		return cost;
	}

	/// Candidates of a position.
	///
	/// @param tracks one for each candidate; not copied
	/// @param costs how badly each fits, in the same order, ascending; not copied
	/// @param otherwise what any other track costs here at least; infinite where there is
	/// no other
	record Slate(Candidate[] tracks, double[] costs, double otherwise) {

		int size() {
			return this.tracks.length;
		}

	}

	/// A track, as the rules see it.
	///
	/// @param track its index in the catalogue
	/// @param recording which recording it is
	/// @param artists whose it is; may be empty
	/// @param album where it is on, -1 where that is not known
	record Candidate(int track, int recording, int[] artists, int album) {

		boolean isBy(int artist) {
			for (int own : this.artists) {
				if (own == artist) {
					return true;
				}
			}
			return false;
		}

		boolean sharesArtistWith(Candidate other) {
			for (int artist : this.artists) {
				if (other.isBy(artist)) {
					return true;
				}
			}
			return false;
		}

	}

	/// No recording stands twice, and:
	///
	/// @param perArtist most tracks of an artist, 1 or more
	/// @param perAlbum most tracks of an album, 1 or more
	/// @param between least tracks between two of one artist, 0 or more
	record Rules(int perArtist, int perAlbum, int between) {

		static final Rules NONE = new Rules(Integer.MAX_VALUE, Integer.MAX_VALUE, 0);

	}

}
