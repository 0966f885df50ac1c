package io.isonet.evaluation;

import java.util.Arrays;
import java.util.stream.IntStream;

import io.isonet.audio.FeatureScaler;
import io.isonet.dataset.PlaylistDataset;
import io.isonet.dataset.PlaylistExample;

/// Rows of features in the standard units of a fold, and back.
final class StandardUnits {

	private StandardUnits() {
	}

	/// Mean and population deviation of the tracks that count.
	static FeatureScaler of(PlaylistDataset fold) {
		return FeatureScaler.fit(fold.examples().stream().map(PlaylistExample::counted).toList());
	}

	/// A row `[F]` in standard units.
	static double[] standard(FeatureScaler scaler, double[] natural) {
		return IntStream.range(0, natural.length).mapToDouble((f) -> scaler.standard(f, natural[f])).toArray();
	}

	/// Rows `[T][F]` in natural units.
	static double[][] natural(FeatureScaler scaler, double[][] standard) {
		return Arrays.stream(standard)
			.map((row) -> IntStream.range(0, row.length).mapToDouble((f) -> scaler.natural(f, row[f])).toArray())
			.toArray(double[][]::new);
	}

}
