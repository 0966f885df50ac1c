package io.isonet.evaluation;

import java.util.Arrays;

import io.isonet.dataset.PlaylistDataset;

/// Predicts the mean of all tracks, always.
final class GlobalMean implements Learner {

	@Override
	public String name() {
		return Baselines.GLOBAL_MEAN;
	}

	@Override
	public FittedModel learn(PlaylistDataset fold, long seed) {
		double[] mean = StandardUnits.of(fold).mean();
		return (moods, length) -> {
			double[][] rows = new double[length][];
			Arrays.setAll(rows, (t) -> mean.clone());
			return rows;
		};
	}

}
