package io.isonet.evaluation;

import java.util.Arrays;
import java.util.Optional;

import io.isonet.dataset.PlaylistDataset;
import io.isonet.mood.MoodSequence;

/// Predicts the mean of all tracks, always, and their own quantiles as the spread: what is
/// known without moods.
final class GlobalMean implements Learner {

	private static final int QUANTILES = 20;

	@Override
	public String name() {
		return Baselines.GLOBAL_MEAN;
	}

	@Override
	public FittedModel learn(PlaylistDataset fold, long seed) {
		return new Climatology(StandardUnits.of(fold).mean(), quantiles(fold));
	}

	/// `[quantiles][F]`.
	private static double[][] quantiles(PlaylistDataset fold) {
		double[][] quantiles = new double[QUANTILES][fold.schema().size()];
		for (int f = 0; f < fold.schema().size(); f++) {
			int feature = f;
			double[] values = fold.examples()
				.stream()
				.flatMap((playlist) -> Arrays.stream(playlist.counted()))
				.mapToDouble((row) -> row[feature])
				.sorted()
				.toArray();
			for (int i = 0; i < QUANTILES; i++) {
				quantiles[i][f] = PairedBootstrap.quantile(values, (i + .5) / QUANTILES);
			}
		}
		return quantiles;
	}

	/// @param mean `[F]`
	/// @param quantiles `[quantiles][F]`
	private record Climatology(double[] mean, double[][] quantiles) implements FittedModel {

		@Override
		public double[][] predict(MoodSequence moods, int length) {
			return repeated(this.mean, length);
		}

		@Override
		public Optional<QuantileForecast> quantiles(MoodSequence moods, int length) {
			return Optional.of(new QuantileForecast(Arrays.stream(this.quantiles)
				.map((quantile) -> repeated(quantile, length))
				.toArray(double[][][]::new)));
		}

		private static double[][] repeated(double[] row, int length) {
			double[][] rows = new double[length][];
			Arrays.setAll(rows, (t) -> row.clone());
			return rows;
		}

	}

}
