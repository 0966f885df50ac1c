package io.isonet.evaluation;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

import io.isonet.audio.AudioFeature;
import io.isonet.audio.FeatureScaler;
import io.isonet.audio.FeatureSchema;
import io.isonet.dataset.PlaylistExample;
import io.isonet.network.PaceCurve;
import io.isonet.network.TrackSpread;
import io.isonet.network.WordDeviations;
import org.jspecify.annotations.Nullable;

/// What one learner said of playlists that it had not seen, and the spread that follows:
/// quantiles of true less predicted values, each divided by the journey's deviation, every
/// playlist weighing the same. Not thread-safe.
final class Residuals {

	/// Number of quantiles of a feature.
	static final int QUANTILES = 40;

	/// Fewer playlists tell nothing of others.
	static final int FEWEST_PLAYLISTS = 3;

	/// The spread is judged in so many parts at most.
	private static final int MOST_PARTS = 30;

	/// So many playlists are shown, and so many tracks of each.
	private static final int MOST_CURVES = 6;

	private static final int MOST_TRACKS = 100;

	/// Features of which predictions say nothing.
	private static final Set<String> UNPREDICTABLE = Set.of("instrumentalness", "key");

	/// A feature that is 0 or 1, so that its mean is the probability of 1.
	private static final String BINARY = "mode";

	private final FeatureSchema schema;

	private final WordDeviations deviations;

	private final List<Prediction> predictions = new ArrayList<>();

	/// Of these predictions; null until it is asked for.
	private @Nullable Rows rows;

	Residuals(FeatureSchema schema, WordDeviations deviations) {
		this.schema = schema;
		this.deviations = deviations;
	}

	/// Takes what was said of one playlist.
	/// @param predicted `[T][F]` in natural units
	/// @param scaler standard units of the fold
	void add(PlaylistExample playlist, double[][] predicted, FeatureScaler scaler) {
		this.rows = null;
		float[][] rows = new float[predicted.length][this.schema.size()];
		for (int t = 0; t < rows.length; t++) {
			for (int f = 0; f < rows[t].length; f++) {
				rows[t][f] = (float) this.schema.feature(f).clamp(predicted[t][f]);
			}
		}
		this.predictions.add(new Prediction(playlist, rows, scaler,
				this.deviations.along(playlist.moods().words(), PaceCurve.STANDARD, rows.length)));
	}

	/// The spread by all playlists; empty for less than three.
	Optional<TrackSpread> spread() {
		if (this.predictions.size() < FEWEST_PLAYLISTS) {
			return Optional.empty();
		}
		return Optional.of(spread(rows(() -> {
		}), (row) -> true));
	}

	/// How well spreads do that know neither the playlist that they are measured on nor
	/// its tracks: each playlist left out alone, or each thirtieth of them. Empty where
	/// there are too few.
	/// @param before told before each step; what it throws reaches the caller
	List<SpreadFigures> figures(Runnable before) {
		int parts = Math.min(MOST_PARTS, this.predictions.size());
		if (parts < FEWEST_PLAYLISTS) {
			return List.of();
		}
		Rows rows = rows(before);
		List<SpreadFigures> figures = new ArrayList<>();
		for (int part = 0; part < parts; part++) {
			before.run();
			int first = part;
			List<Prediction> left = IntStream.range(0, this.predictions.size())
				.filter((p) -> p % parts == first)
				.mapToObj(this.predictions::get)
				.toList();
			TrackSet known = new TrackSet(left.stream().map(Prediction::playlist).toList());
			boolean[] kept = new boolean[rows.size()];
			for (int row = 0; row < kept.length; row++) {
				int p = rows.playlists[row];
				kept[row] = p % parts != part
						&& !known.contains(this.predictions.get(p).playlist(), rows.positions[row]);
			}
			if (IntStream.range(0, kept.length).noneMatch((row) -> kept[row])) {
				return List.of();
			}
			TrackSpread spread = spread(rows, (row) -> kept[row]);
			for (Prediction prediction : left) {
				before.run();
				figures.add(prediction.figures(spread));
			}
		}
		return figures;
	}

	/// What was said of some of the playlists beside what they are, evenly over all.
	/// @param features indices of the features shown
	List<EvaluationReport.Curve> curves(List<Integer> features) {
		int shown = Math.min(MOST_CURVES, this.predictions.size());
		return IntStream.range(0, shown)
			.mapToObj((i) -> this.predictions.get(i * this.predictions.size() / shown))
			.map((one) -> one.curve(this.schema, features))
			.toList();
	}

	private TrackSpread spread(Rows rows, IntPredicate kept) {
		double[] weights = rows.weights(this.predictions.size(), kept);
		List<TrackSpread.Feature> features = new ArrayList<>(this.schema.size());
		for (int f = 0; f < this.schema.size(); f++) {
			TrackSpread.Kind kind = kind(this.schema.feature(f));
			features.add(new TrackSpread.Feature(this.schema.feature(f), kind,
					(kind != TrackSpread.Kind.PROBABILITY) ? rows.quantiles(f, weights) : new double[0]));
		}
		return new TrackSpread(features, this.deviations);
	}

	private static TrackSpread.Kind kind(AudioFeature feature) {
		if (UNPREDICTABLE.contains(feature.name())) {
			return TrackSpread.Kind.TRACKS;
		}
		return (feature.name().equals(BINARY) && feature.min() == 0 && feature.max() == 1)
				? TrackSpread.Kind.PROBABILITY : TrackSpread.Kind.RESIDUALS;
	}

	private Rows rows(Runnable before) {
		Rows known = this.rows;
		if (known == null) {
			known = collect(before);
			this.rows = known;
		}
		return known;
	}

	/// Every track that counts.
	private Rows collect(Runnable before) {
		int size = this.predictions.stream().mapToInt((one) -> one.playlist().counted().length).sum();
		int[] playlists = new int[size];
		int[] positions = new int[size];
		double[][] values = new double[this.schema.size()][size];
		int row = 0;
		for (int p = 0; p < this.predictions.size(); p++) {
			Prediction one = this.predictions.get(p);
			for (int t = 0; t < one.playlist().length(); t++) {
				if (!one.playlist().counts(t)) {
					continue;
				}
				playlists[row] = p;
				positions[row] = t;
				for (int f = 0; f < values.length; f++) {
					double truth = one.playlist().features()[t][f];
					values[f][row] = (kind(this.schema.feature(f)) == TrackSpread.Kind.TRACKS) ? truth
							: (truth - one.rows()[t][f]) / one.deviations()[t][f];
				}
				row++;
			}
		}
		return new Rows(playlists, positions, values, before);
	}

	/// What was said of one playlist.
	///
	/// @param rows `[T][F]` within range
	/// @param deviations `[T][F]` of its journey
	private record Prediction(PlaylistExample playlist, float[][] rows, FeatureScaler scaler, double[][] deviations) {

		EvaluationReport.Curve curve(FeatureSchema schema, List<Integer> features) {
			int length = Math.min(MOST_TRACKS, this.rows.length);
			Map<String, EvaluationReport.Line> lines = new LinkedHashMap<>();
			for (int f : features) {
				lines.put(schema.feature(f).name(),
						new EvaluationReport.Line(rounded(length, (t) -> this.playlist.features()[t][f]),
								rounded(length, (t) -> this.rows[t][f])));
			}
			return new EvaluationReport.Curve(this.playlist.id(), this.playlist.moods().toString(), this.rows.length,
					lines);
		}

		/// Five digits are as many as anyone sees.
		private static List<Double> rounded(int length, IntToDoubleFunction value) {
			return IntStream.range(0, length)
				.mapToObj((t) -> new BigDecimal(value.applyAsDouble(t)).round(new MathContext(5)).doubleValue())
				.toList();
		}

		SpreadFigures figures(TrackSpread spread) {
			double[][][] values = new double[QUANTILES][this.rows.length][spread.features().size()];
			for (int i = 0; i < QUANTILES; i++) {
				for (int t = 0; t < this.rows.length; t++) {
					for (int f = 0; f < values[i][t].length; f++) {
						values[i][t][f] = spread.features()
							.get(f)
							.quantile((i + .5) / QUANTILES, this.rows[t][f], this.deviations[t][f]);
					}
				}
			}
			return SpreadFigures.of(new QuantileForecast(values),
					(level) -> spread.bounds(this.playlist.moods().words(), PaceCurve.STANDARD, this.rows, level),
					this.playlist, this.scaler);
		}

	}

	/// The tracks of all playlists as columns.
	private static final class Rows {

		/// Index of each row's playlist.
		private final int[] playlists;

		/// Its position there.
		private final int[] positions;

		/// `[F][rows]`.
		private final double[][] values;

		/// `[F][rows]` the rows in the order of their values.
		private final int[][] orders;

		Rows(int[] playlists, int[] positions, double[][] values, Runnable before) {
			this.playlists = playlists;
			this.positions = positions;
			this.values = values;
			this.orders = Arrays.stream(values).map((column) -> {
				before.run();
				return order(column);
			}).toArray(int[][]::new);
		}

		private static int[] order(double[] values) {
			return IntStream.range(0, values.length)
				.boxed()
				.sorted(Comparator.comparingDouble((row) -> values[row]))
				.mapToInt((row) -> row)
				.toArray();
		}

		int size() {
			return this.playlists.length;
		}

		/// Weight of each row: 1 for the kept rows of a playlist together.
		double[] weights(int count, IntPredicate kept) {
			int[] tracks = new int[count];
			for (int row = 0; row < size(); row++) {
				tracks[this.playlists[row]] += kept.test(row) ? 1 : 0;
			}
			double[] weights = new double[size()];
			for (int row = 0; row < size(); row++) {
				weights[row] = kept.test(row) ? 1d / tracks[this.playlists[row]] : 0;
			}
			return weights;
		}

		/// Weighted quantiles at the levels `(i + .5) / 40`: a value stands at the middle
		/// of its weight, those between are interpolated linearly.
		double[] quantiles(int f, double[] weights) {
			double total = Arrays.stream(weights).sum();
			double[] quantiles = new double[QUANTILES];
			double passed = 0;
			double before = Double.NaN;
			double valueBefore = Double.NaN;
			int i = 0;
			for (int row : this.orders[f]) {
				if (weights[row] == 0) {
					continue;
				}
				double value = this.values[f][row];
				double middle = (passed + weights[row] / 2) / total;
				for (; i < QUANTILES && (i + .5) / QUANTILES <= middle; i++) {
					double part = ((i + .5) / QUANTILES - before) / (middle - before);
					quantiles[i] = Double.isNaN(before) ? value
							: Math.clamp(valueBefore + part * (value - valueBefore), valueBefore, value);
				}
				passed += weights[row];
				before = middle;
				valueBefore = value;
			}
			Arrays.fill(quantiles, i, QUANTILES, valueBefore);
			return quantiles;
		}

	}

}
