package io.isonet.network;

import java.util.Arrays;

/// How far a trajectory is from the tracks that were there: a weighted sum of squared
/// errors, in the units in which the network speaks.
public enum IsoNetLoss {

	/// Mean over the whole padded block `(B, T, F)`, as the original has it: a short
	/// playlist beside a long one weighs less.
	PADDED_BLOCK {
		@Override
		double weight(int length, int size, int longest, int features) {
			return 1d / ((double) size * longest * features);
		}
	},

	/// Mean over the playlists of the mean over each one's own positions and features.
	PER_PLAYLIST {
		@Override
		double weight(int length, int size, int longest, int features) {
			return 1d / ((double) size * length * features);
		}
	};

	/// What each squared error counts, `(B, T)` row-major, 0 past a playlist's end.
	double[] weights(JourneyBatch batch, int features) {
		int steps = batch.longest();
		double[] weights = new double[batch.size() * steps];
		for (int b = 0; b < batch.size(); b++) {
			int length = batch.lengths()[b];
			Arrays.fill(weights, b * steps, b * steps + length, weight(length, batch.size(), steps, features));
		}
		return weights;
	}

	abstract double weight(int length, int size, int longest, int features);

}
