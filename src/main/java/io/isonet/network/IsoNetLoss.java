package io.isonet.network;

import java.util.Arrays;

/// How far a trajectory is from the tracks that were there: a weighted sum of what the
/// [FeatureError] says, in the units in which the network speaks.
public enum IsoNetLoss {

	/// Mean over the whole padded block `(B, T, F)`, as the original has it: a short
	/// playlist beside a long one weighs less.
	PADDED_BLOCK {
		@Override
		double weight(int counted, int size, int longest, int features) {
			return 1d / ((double) size * longest * features);
		}
	},

	/// Mean over the playlists of the mean over each one's own positions that count, and
	/// features.
	PER_PLAYLIST {
		@Override
		double weight(int counted, int size, int longest, int features) {
			return 1d / ((double) size * counted * features);
		}
	};

	/// What each error counts, `(B, T)` row-major, 0 past a playlist's end and
	/// for
	/// an empty row of the targets.
	double[] weights(JourneyBatch batch, double[][][] targets, int features) {
		int steps = batch.longest();
		double[] weights = new double[batch.size() * steps];
		for (int b = 0; b < batch.size(); b++) {
			double[][] rows = targets[b];
			int counted = (int) Arrays.stream(rows, 0, batch.lengths()[b]).filter((row) -> row.length > 0).count();
			for (int t = 0; t < batch.lengths()[b]; t++) {
				weights[b * steps + t] = (rows[t].length > 0) ? weight(counted, batch.size(), steps, features) : 0;
			}
		}
		return weights;
	}

	/// @param counted positions of the playlist that count
	abstract double weight(int counted, int size, int longest, int features);

}
