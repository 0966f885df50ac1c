package io.isonet.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

import io.isonet.audio.FeatureSchema;
import io.isonet.dataset.MoodGroups;
import io.isonet.dataset.PlaylistDataset;
import io.isonet.dataset.PlaylistExample;
import io.isonet.network.TrackSpread;
import io.isonet.network.WordDeviations;
import org.jspecify.annotations.Nullable;

/// Lets learners learn on each fold's training part and measures them on what was held
/// out. Not thread-safe.
public final class CrossValidation {

	private static final String LEAK = "One leak cannot be removed: some 50 of the 300 tracks behind the figures of the mood "
			+ "groups also occur in the original's 20 playlists, and may in others; there that flatters whatever uses these "
			+ "figures by about .003.";

	private static final String NOISE = "With so few playlists, differences below .005 are noise.";

	private final List<Learner> learners;

	private final long seed;

	private final Progress progress;

	private List<Scores> measured = List.of();

	private int folds;

	/// @param learners with different names; [Baselines] give the ones that others are
	/// compared with
	/// @param seed of what learners draw and of the bootstrap
	/// @param progress told before each step, none of which takes long
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
		PlaylistDataset data = all.getFirst().training();
		WordDeviations deviations = GroupDeviations.of(MoodGroups.load(), data.schema(), data.vocabulary().moods());
		List<Scores> scores = this.learners.stream()
			.map((learner) -> new Scores(learner.name(), data.schema(),
					learner.spreads() ? new Residuals(data.schema(), deviations) : null))
			.toList();
		for (int k = 0; k < all.size(); k++) {
			for (int l = 0; l < this.learners.size(); l++) {
				Learner learner = this.learners.get(l);
				int fold = k;
				measure(learner, all.get(k), scores.get(l),
						() -> this.progress.before(fold, all.size(), learner.name()));
			}
		}
		this.folds = all.size();
		scores.forEach((one) -> one.complete(() -> tell(one)));
		this.measured = scores;
		List<String> notes = new ArrayList<>(folds.notes());
		if (data.schema().equals(FeatureSchema.ELEVEN)) {
			notes.add(LEAK);
		}
		if (all.stream().mapToInt((fold) -> fold.heldOut().size()).sum() <= Folds.MOST_FOR_LEAVE_ONE_OUT) {
			notes.add(NOISE);
		}
		return new EvaluationReport(new EvaluationReport.Protocol(all.size(), dataSha256, notes), rows(scores),
				scores.getLast().curves());
	}

	/// The mean square error of one learner less that of another, of the last run.
	/// @param one name of a learner
	/// @param other name of another
	/// @throws java.util.NoSuchElementException if one of them did not take part
	public EvaluationReport.Difference difference(String one, String other) {
		tell(measured(one));
		return new PairedBootstrap(this.seed).difference(errors(one), errors(other));
	}

	/// The spread that the residuals of one learner make, of the last run; empty where it
	/// [does not spread][Learner#spreads()], or too few playlists were held out.
	/// @param model name of the learner
	/// @throws java.util.NoSuchElementException if it did not take part
	public Optional<TrackSpread> spread(String model) {
		return measured(model).residualSpread();
	}

	private double[] errors(String model) {
		return measured(model).errors();
	}

	private Scores measured(String model) {
		return Optional.ofNullable(find(this.measured, model)).orElseThrow();
	}

	private List<EvaluationReport.Row> rows(List<Scores> scores) {
		Scores positionMean = find(scores, Baselines.POSITION_MEAN);
		Scores ridge = find(scores, Baselines.RIDGE);
		PairedBootstrap bootstrap = new PairedBootstrap(this.seed);
		return scores.stream().map((one) -> {
			tell(one);
			return one.row(positionMean, ridge, bootstrap);
		}).toList();
	}

	/// What follows the folds counts as the last one.
	private void tell(Scores scores) {
		this.progress.before(this.folds - 1, this.folds, scores.model());
	}

	private static @Nullable Scores find(List<Scores> scores, String model) {
		return scores.stream().filter((one) -> one.model().equals(model)).findFirst().orElse(null);
	}

	private void measure(Learner learner, Fold fold, Scores scores, Runnable before) {
		before.run();
		FeatureSchema schema = fold.training().schema();
		Metrics metrics = new Metrics(schema, fold.scaler());
		try (FittedModel model = learner.learn(fold.training(), this.seed)) {
			for (PlaylistExample playlist : fold.heldOut()) {
				before.run();
				double[][] predicted = model.predict(playlist.moods(), playlist.length());
				check(learner, predicted, playlist.length(), schema.size());
				scores.add(metrics.of(counted(playlist, predicted, schema), playlist.counted()));
				scores.add(playlist, predicted, fold.scaler());
				model.quantiles(playlist.moods(), playlist.length())
					.ifPresent((forecast) -> scores.add(SpreadFigures.of(forecast, playlist, fold.scaler())));
			}
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

	/// Told how far an evaluation is.
	@FunctionalInterface
	public interface Progress {

		/// Before a learner learns, before each playlist that it predicts, and before
		/// each
		/// step of making figures of that. What it throws ends the evaluation, and
		/// reaches
		/// the caller as it is.
		/// @param fold from 0
		/// @param folds number of folds
		/// @param model name of the learner
		void before(int fold, int folds, String model);

	}

}
