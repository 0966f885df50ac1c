package io.isonet.evaluation;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;

import io.isonet.audio.FeatureScaler;
import io.isonet.audio.FeatureSchema;
import io.isonet.dataset.PlaylistDataset;
import io.isonet.dataset.PlaylistExample;

/// A first-order Markov chain, VAR(1), whatever the moods: a track follows from the one
/// before it by a linear map, learned by ridge regression in standard units, lambda 1. A
/// playlist starts with the mean of first tracks, and is rolled out from there, within the
/// features' ranges.
final class VectorAutoregression implements Learner {

	private static final double LAMBDA = 1;

	private final Runnable step;

	/// @param step told before each playlist that it learns from
	VectorAutoregression(Runnable step) {
		this.step = step;
	}

	@Override
	public String name() {
		return "Markov VAR(1)";
	}

	@Override
	public FittedModel learn(PlaylistDataset fold, long seed) {
		int features = fold.schema().size();
		FeatureScaler scaler = StandardUnits.of(fold);
		RidgeRegression regression = new RidgeRegression(1 + features, features, LAMBDA);
		double[] start = new double[features];
		int starts = 0;
		for (PlaylistExample playlist : fold.examples()) {
			this.step.run();
			if (playlist.counts(0)) {
				starts++;
				addTo(start, StandardUnits.standard(scaler, playlist.features()[0]));
			}
			for (int t = 1; t < playlist.length(); t++) {
				if (playlist.counts(t - 1) && playlist.counts(t)) {
					regression.add(inputs(StandardUnits.standard(scaler, playlist.features()[t - 1])),
							StandardUnits.standard(scaler, playlist.features()[t]), 1);
				}
			}
		}
		for (int f = 0; f < features; f++) {
			start[f] /= Math.max(1, starts);
		}
		return rollOut(start, regression.solve(), fold.schema(), scaler);
	}

	private static FittedModel rollOut(double[] start, double[][] weights, FeatureSchema schema, FeatureScaler scaler) {
		return (moods, length) -> {
			double[][] rows = new double[length][];
			rows[0] = start;
			for (int t = 1; t < length; t++) {
				rows[t] = withinRange(RidgeRegression.apply(inputs(rows[t - 1]), weights), schema, scaler);
			}
			return StandardUnits.natural(scaler, rows);
		};
	}

	/// Holds a map that grows from step to step within what makes sense.
	private static double[] withinRange(double[] standard, FeatureSchema schema, FeatureScaler scaler) {
		return IntStream.range(0, standard.length)
			.mapToDouble((f) -> scaler.standard(f, schema.feature(f).clamp(scaler.natural(f, standard[f]))))
			.toArray();
	}

	/// The intercept's 1, then the row.
	private static Map<Integer, Double> inputs(double[] row) {
		Map<Integer, Double> inputs = new LinkedHashMap<>();
		inputs.put(0, 1.0);
		for (int f = 0; f < row.length; f++) {
			inputs.put(f + 1, row[f]);
		}
		return inputs;
	}

	private static void addTo(double[] sum, double[] row) {
		for (int f = 0; f < sum.length; f++) {
			sum[f] += row[f];
		}
	}

}
