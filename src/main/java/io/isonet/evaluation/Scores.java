package io.isonet.evaluation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

import io.isonet.audio.FeatureScaler;
import io.isonet.audio.FeatureSchema;
import io.isonet.dataset.PlaylistExample;
import io.isonet.network.TrackSpread;
import org.jspecify.annotations.Nullable;

/// Figures of one learner, playlist by playlist in the order of the folds. Not
/// thread-safe.
final class Scores {

	private static final List<String> SHOWN_FIRST = List.of("energy", "valence");

	private static final int MOST_SHOWN = 4;

	private final String model;

	private final FeatureSchema schema;

	private final @Nullable Residuals residuals;

	private final List<Metrics.Figures> figures = new ArrayList<>();

	private final List<SpreadFigures> spreads = new ArrayList<>();

	/// @param residuals takes what is predicted, null where no spread is made of it
	Scores(String model, FeatureSchema schema, @Nullable Residuals residuals) {
		this.model = model;
		this.schema = schema;
		this.residuals = residuals;
	}

	void add(Metrics.Figures one) {
		this.figures.add(one);
	}

	void add(SpreadFigures one) {
		this.spreads.add(one);
	}

	/// Takes what was predicted for a playlist held out.
	void add(PlaylistExample playlist, double[][] predicted, FeatureScaler scaler) {
		if (this.residuals != null) {
			this.residuals.add(playlist, predicted, scaler);
		}
	}

	/// Measures the spread that the residuals make, once all are there.
	/// @param before told before each step
	void complete(Runnable before) {
		if (this.residuals != null) {
			this.spreads.addAll(this.residuals.figures(before));
		}
	}

	/// The spread that the residuals make.
	Optional<TrackSpread> residualSpread() {
		return (this.residuals != null) ? this.residuals.spread() : Optional.empty();
	}

	String model() {
		return this.model;
	}

	/// The learner's row of the report.
	/// @param positionMean scores that wins are counted against, null where there are
	/// none
	/// @param ridge scores to compare with, null where there are none
	EvaluationReport.Row row(@Nullable Scores positionMean, @Nullable Scores ridge, PairedBootstrap bootstrap) {
		OptionalDouble cosine = this.figures.stream()
			.mapToDouble(Metrics.Figures::directionCosine)
			.filter((value) -> !Double.isNaN(value))
			.average();
		return new EvaluationReport.Row(this.model, mean(Metrics.Figures::mseZ), mean(Metrics.Figures::mseZ9),
				mean(Metrics.Figures::dtwZ), mean(Metrics.Figures::startError), mean(Metrics.Figures::endError),
				cosine.isPresent() ? cosine.getAsDouble() : null,
				(positionMean == null || positionMean == this) ? null
						: PairedBootstrap.wins(errors(), positionMean.errors()),
				this.figures.size(),
				(ridge == null || ridge == this) ? null : bootstrap.difference(errors(), ridge.errors()),
				byName((f) -> mean((one) -> one.perFeature()[f])), spread());
	}

	private EvaluationReport.@Nullable Spread spread() {
		// a model that forecasts the spread of some playlists only has no figure to
		// compare
		if (this.spreads.size() < this.figures.size()) {
			return null;
		}
		double tracks = count(SpreadFigures::tracks);
		return new EvaluationReport.Spread(
				this.spreads.stream().mapToDouble(SpreadFigures::crpsZ).average().orElseThrow(),
				new EvaluationReport.Coverage(SpreadFigures.LEVEL,
						count(SpreadFigures::coveredInAll) / tracks / this.schema.size(),
						byName((f) -> count((one) -> one.covered()[f]) / tracks)),
				IntStream.range(0, SpreadFigures.LEVELS.length)
					.mapToObj((level) -> new EvaluationReport.Calibration(SpreadFigures.LEVELS[level],
							count((one) -> one.within()[level]) / tracks / this.schema.size()))
					.toList());
	}

	/// What was said of some playlists: of energy, valence and the features that it
	/// tells best.
	List<EvaluationReport.Curve> curves() {
		if (this.residuals == null) {
			return List.of();
		}
		List<Integer> features = IntStream.range(0, this.schema.size())
			.boxed()
			.sorted(Comparator.comparingDouble((f) -> SHOWN_FIRST.contains(this.schema.feature(f).name())
					? SHOWN_FIRST.indexOf(this.schema.feature(f).name()) - SHOWN_FIRST.size()
					: mean((one) -> one.perFeature()[f])))
			.limit(MOST_SHOWN)
			.toList();
		return this.residuals.curves(features);
	}

	/// Mean square error of each playlist.
	double[] errors() {
		return this.figures.stream().mapToDouble(Metrics.Figures::mseZ).toArray();
	}

	private double mean(ToDoubleFunction<Metrics.Figures> figure) {
		return this.figures.stream().mapToDouble(figure).average().orElseThrow();
	}

	private int count(ToIntFunction<SpreadFigures> figure) {
		return this.spreads.stream().mapToInt(figure).sum();
	}

	private Map<String, Double> byName(ToDoubleFunction<Integer> figure) {
		Map<String, Double> figures = new LinkedHashMap<>();
		IntStream.range(0, this.schema.size())
			.forEach((f) -> figures.put(this.schema.feature(f).name(), figure.applyAsDouble(f)));
		return figures;
	}

}
