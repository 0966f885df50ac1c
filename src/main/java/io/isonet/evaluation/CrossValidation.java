package io.isonet.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

import io.isonet.audio.FeatureSchema;
import io.isonet.dataset.PlaylistExample;
import org.jspecify.annotations.Nullable;

/// Lets learners learn on each fold's training part and measures them on what was held
/// out. Not thread-safe.
public final class CrossValidation {

	private static final String LEAK = "One leak cannot be removed: about 50 of the 300 tracks behind the table of mood "
			+ "groups also occur in the original's playlists, which flatters models that use the table there by about "
			+ ".003.";

	private static final String NOISE = "With about 20 playlists, differences below .005 are noise.";

	private final List<Learner> learners;

	private final long seed;

	private final Progress progress;

	/// @param learners with different names; [Baselines] give the ones that others are
	/// compared with
	/// @param seed of what learners draw and of the bootstrap
	/// @param progress told before each fold and learner
	public CrossValidation(List<Learner> learners, long seed, Progress progress) {
		this.learners = List.copyOf(learners);
		this.seed = seed;
		this.progress = progress;
		Set<String> names = new HashSet<>();
		for (Learner learner : learners) {
			if (!names.add(learner.name())) {
				throw new IllegalArgumentException("two learners are called '" + learner.name() + "'");
			}
		}
	}

	/// Runs every learner on every fold. Predictions are clamped to the features' ranges.
	/// @param dataSha256 of the file that the playlists come from
	/// @throws IllegalStateException if a model predicts something else than as many rows
	/// of finite numbers as it was asked for
	public EvaluationReport run(Folds folds, String dataSha256) {
		List<Fold> all = folds.all();
		FeatureSchema schema = all.getFirst().training().schema();
		Map<String, List<Metrics.Figures>> figures = new LinkedHashMap<>();
		this.learners.forEach((learner) -> figures.put(learner.name(), new ArrayList<>()));
		for (int k = 0; k < all.size(); k++) {
			for (Learner learner : this.learners) {
				this.progress.before(k, all.size(), learner.name());
				figures.getOrDefault(learner.name(), List.of()).addAll(measure(learner, all.get(k), schema));
			}
		}
		List<String> notes = new ArrayList<>(folds.notes());
		notes.add(LEAK);
		notes.add(NOISE);
		return new EvaluationReport(new EvaluationReport.Protocol(all.size(), dataSha256, notes),
				figures.keySet().stream().map((model) -> row(model, figures, schema)).toList());
	}

	private List<Metrics.Figures> measure(Learner learner, Fold fold, FeatureSchema schema) {
		Metrics metrics = new Metrics(schema, fold.scaler());
		try (FittedModel model = learner.learn(fold.training(), this.seed)) {
			List<Metrics.Figures> figures = new ArrayList<>();
			for (PlaylistExample playlist : fold.heldOut()) {
				double[][] predicted = model.predict(playlist.moods(), playlist.length());
				check(learner, predicted, playlist.length(), schema.size());
				figures.add(metrics.of(counted(playlist, predicted, schema), playlist.counted()));
			}
			return figures;
		}
	}

	private static void check(Learner learner, double[][] predicted, int length, int features) {
		boolean fits = predicted.length == length && Arrays.stream(predicted)
			.allMatch((row) -> row.length == features && Arrays.stream(row).allMatch(Double::isFinite));
		if (!fits) {
			throw new IllegalStateException(
					"'" + learner.name() + "' did not predict " + length + " rows of " + features + " finite numbers");
		}
	}

	/// What was predicted for the tracks that count, clamped as a served prediction is.
	private static double[][] counted(PlaylistExample playlist, double[][] predicted, FeatureSchema schema) {
		return IntStream.range(0, predicted.length)
			.filter(playlist::counts)
			.mapToObj((t) -> IntStream.range(0, schema.size())
				.mapToDouble((f) -> schema.feature(f).clamp(predicted[t][f]))
				.toArray())
			.toArray(double[][]::new);
	}

	private EvaluationReport.Row row(String model, Map<String, List<Metrics.Figures>> all, FeatureSchema schema) {
		List<Metrics.Figures> figures = all.getOrDefault(model, List.of());
		double[] errors = errors(figures);
		OptionalDouble cosine = figures.stream()
			.mapToDouble(Metrics.Figures::directionCosine)
			.filter((value) -> !Double.isNaN(value))
			.average();
		return new EvaluationReport.Row(model, mean(figures, Metrics.Figures::mseZ),
				mean(figures, Metrics.Figures::mseZ9), mean(figures, Metrics.Figures::dtwZ),
				mean(figures, Metrics.Figures::startError), mean(figures, Metrics.Figures::endError),
				cosine.isPresent() ? cosine.getAsDouble() : null,
				wins(errors, (model.equals(Baselines.POSITION_MEAN)) ? null : all.get(Baselines.POSITION_MEAN)),
				figures.size(), difference(errors, (model.equals(Baselines.RIDGE)) ? null : all.get(Baselines.RIDGE)),
				perFeature(figures, schema));
	}

	private static @Nullable Integer wins(double[] errors, @Nullable List<Metrics.Figures> reference) {
		return (reference != null) ? PairedBootstrap.wins(errors, errors(reference)) : null;
	}

	private EvaluationReport.@Nullable Difference difference(double[] errors,
			@Nullable List<Metrics.Figures> reference) {
		return (reference != null) ? new PairedBootstrap(this.seed).difference(errors, errors(reference)) : null;
	}

	private static Map<String, Double> perFeature(List<Metrics.Figures> figures, FeatureSchema schema) {
		Map<String, Double> means = new LinkedHashMap<>();
		IntStream.range(0, schema.size())
			.forEach((f) -> means.put(schema.feature(f).name(), mean(figures, (one) -> one.perFeature()[f])));
		return means;
	}

	private static double[] errors(List<Metrics.Figures> figures) {
		return figures.stream().mapToDouble(Metrics.Figures::mseZ).toArray();
	}

	private static double mean(List<Metrics.Figures> figures, ToDoubleFunction<Metrics.Figures> figure) {
		return figures.stream().mapToDouble(figure).average().orElseThrow();
	}

	/// Told how far an evaluation is.
	@FunctionalInterface
	public interface Progress {

		/// Before a learner learns. What it throws ends the evaluation, and reaches the
		/// caller as it is.
		/// @param fold from 0
		/// @param folds number of folds
		/// @param model name of the learner
		void before(int fold, int folds, String model);

	}

}
