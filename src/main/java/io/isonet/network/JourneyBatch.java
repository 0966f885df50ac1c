package io.isonet.network;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/// Journeys to be computed together.
///
/// @param tokens token ids, `(B, S)`, states one after the other, empty slots hold the
/// padding id; not copied
/// @param lengths tracks of each playlist, `(B)`, from 1; not copied
/// @param paces pace of each journey, `(B)`; not copied
public record JourneyBatch(int[][] tokens, int[] lengths, List<PaceCurve> paces) {

	/// Journeys that the fused pass takes together; a larger batch is computed in parts.
	///
	/// Of 1, 8 and 64 at a time, 1 was fastest with 11 hidden units, by 6 %, and 64 was
	/// with 256, by 15 %, where 1 took half as long again.
	public static final int PART = 8;

	public JourneyBatch {
		if (tokens.length == 0 || tokens.length != lengths.length) {
			throw new IllegalArgumentException(
					"a batch has one length a journey, not " + lengths.length + " for " + tokens.length);
		}
		if (paces.size() != lengths.length) {
			throw new IllegalArgumentException(
					"a batch has one pace a journey, not " + paces.size() + " for " + lengths.length);
		}
	}

	/// Journeys at the standard pace, or, where the network has none, without one.
	public JourneyBatch(int[][] tokens, int[] lengths) {
		this(tokens, lengths, Collections.nCopies(lengths.length, PaceCurve.STANDARD));
	}

	/// Number of journeys, `B`.
	public int size() {
		return this.lengths.length;
	}

	/// Longest length, `T`.
	public int longest() {
		return Arrays.stream(this.lengths).max().orElseThrow();
	}

	/// Journeys `from` to before `to`.
	public JourneyBatch part(int from, int to) {
		return new JourneyBatch(Arrays.copyOfRange(this.tokens, from, to), Arrays.copyOfRange(this.lengths, from, to),
				this.paces.subList(from, to));
	}

	/// Checks that a network can read the batch without reaching outside its tables, and
	/// has a pace where one is asked for.
	/// @throws IllegalArgumentException naming the first journey that it cannot read
	void check(IsoNetConfig config) {
		for (int b = 0; b < size(); b++) {
			if (this.lengths[b] < 1) {
				throw new IllegalArgumentException(
						"journey " + b + " has length " + this.lengths[b] + ", not 1 or more");
			}
			if (this.tokens[b].length != config.slots()) {
				throw new IllegalArgumentException(
						"journey " + b + " has " + this.tokens[b].length + " slots, not " + config.slots());
			}
			boolean empty = true;
			for (int token : this.tokens[b]) {
				if (token < 0 || token >= config.vocabularySize()) {
					throw new IllegalArgumentException("journey " + b + " has token " + token
							+ ", the vocabulary ends before " + config.vocabularySize());
				}
				empty &= token == config.paddingId();
			}
			if (empty) {
				throw new IllegalArgumentException("journey " + b + " has no word");
			}
			if (config.pace() == IsoNetConfig.Pace.NONE && !this.paces.get(b).isStandard()) {
				throw new IllegalArgumentException("journey " + b + " has a pace of its own, the network has none");
			}
		}
	}

}
