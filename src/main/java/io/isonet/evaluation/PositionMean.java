package io.isonet.evaluation;

import io.isonet.dataset.PlaylistDataset;
import io.isonet.dataset.PlaylistExample;

/// Predicts the mean of all playlists at a position, whatever the moods: each playlist is
/// brought to 20 positions by linear interpolation ([Resampling]), the mean over the
/// playlists to the length asked for likewise.
final class PositionMean implements Learner {

	private static final int POSITIONS = 20;

	@Override
	public String name() {
		return Baselines.POSITION_MEAN;
	}

	@Override
	public FittedModel learn(PlaylistDataset fold, long seed) {
		double[][] mean = new double[POSITIONS][fold.schema().size()];
		for (PlaylistExample playlist : fold.examples()) {
			double[][] rows = Resampling.rows(playlist, POSITIONS);
			for (int t = 0; t < POSITIONS; t++) {
				for (int f = 0; f < rows[t].length; f++) {
					mean[t][f] += rows[t][f] / fold.size();
				}
			}
		}
		return (moods, length) -> Resampling.rows(mean, length);
	}

}
