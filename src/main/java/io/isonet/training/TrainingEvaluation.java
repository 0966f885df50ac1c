package io.isonet.training;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;

import io.isonet.audio.FeatureScaler;
import io.isonet.dataset.MoodGroups;
import io.isonet.dataset.PlaylistDataset;
import io.isonet.dataset.PlaylistExample;
import io.isonet.evaluation.Baselines;
import io.isonet.evaluation.CrossValidation;
import io.isonet.evaluation.EvaluationRefusedException;
import io.isonet.evaluation.EvaluationReport;
import io.isonet.evaluation.Folds;
import io.isonet.evaluation.Learner;
import io.isonet.network.ComputeTarget;
import io.isonet.network.EngineName;
import io.isonet.network.IsoNetConfig;
import io.isonet.network.TrackSpread;
import org.jspecify.annotations.Nullable;

/// What a training is worth: the same settings on parts of the same playlists, measured on
/// what was held out, beside the baselines.
///
/// @param report the figures
/// @param skill what share of each feature's variance is explained: 1 less its mean square
/// error over that of the global mean; below 0 where that mean is better
/// @param warnings for whoever uses the version
/// @param spread how far tracks lie from what the version says; null where too few
/// playlists were held out
/// @param againstChampion its mean square error less that of the [Champion]; null where
/// that did not take part
record TrainingEvaluation(EvaluationReport report, Map<String, Double> skill, List<String> warnings,
		@Nullable TrackSpread spread, EvaluationReport.@Nullable Difference againstChampion) {

	/// What a reader may think of as equal.
	private static final double NOISE = .005;

	private static final double HELD_OUT = .2;

	private static final double LONGEST_SECONDS = 60;

	/// Multiply-adds a second of a fused training on one core, in a virtual machine that
	/// has just started; warm it is twice as fast (StepBench).
	private static final double FUSED_RATE = 4e9;

	/// Seconds of a step with DJL on a CPU, for about 20 tracks.
	private static final double DJL_STEP = .03;

	/// Seconds in which a playlist held out is compared with one of those learned from,
	/// which is most of what baselines take where there are many.
	private static final double NEIGHBOUR = 2e-6;

	/// How many playlists were held out.
	int heldOut() {
		return this.report.rows().getLast().of();
	}

	/// The settings with a method in place of `auto`.
	/// @throws EvaluationRefusedException if a method was asked for, or `ifBetter`, and
	/// the
	/// playlists do not allow it
	static TrainingSettings settle(TrainingSettings settings, PlaylistDataset dataset) {
		return switch (settings.evaluation()) {
			case NONE -> settings;
			case HOLDOUT, CROSS_VALIDATION -> {
				folds(settings, dataset);
				yield settings;
			}
			case AUTO -> automatic(settings, dataset);
		};
	}

	private static TrainingSettings automatic(TrainingSettings settings, PlaylistDataset dataset) {
		try {
			TrainingSettings whole = settings.with(EvaluationMethod.CROSS_VALIDATION);
			int folds = folds(whole, dataset).all().size();
			return (seconds(settings, dataset, folds) < LONGEST_SECONDS) ? whole
					: settings.with(EvaluationMethod.HOLDOUT);
		}
		catch (EvaluationRefusedException ex) {
			if (settings.activate() == Activate.IF_BETTER) {
				throw ex;
			}
			return settings.with(EvaluationMethod.NONE);
		}
	}

	/// About how long the training takes so many times over, and the baselines.
	static double seconds(TrainingSettings settings, PlaylistDataset dataset, int times) {
		double heldOutAndLearned = (double) dataset.size() * dataset.size() * (times - 1) / times;
		return NEIGHBOUR * heldOutAndLearned + secondsOfNetwork(settings, dataset, times);
	}

	private static double secondsOfNetwork(TrainingSettings settings, PlaylistDataset dataset, int times) {
		IsoNetConfig config = settings.config(dataset.vocabulary().size(),
				FeatureScaler.identity(settings.features().size()));
		double tracks = dataset.examples().stream().mapToInt(PlaylistExample::length).sum();
		if (settings.engine() == EngineName.DJL) {
			double steps = Math.ceil((double) dataset.size() / settings.batchSize());
			return times * settings.epochs() * steps * DJL_STEP;
		}
		double h = config.hiddenSize();
		double hidden = (config.attentionSize() + 4 * h + config.embeddingSize()) * h;
		double input = 4 * h * (config.embeddingSize() + 1);
		double words = (double) config.slots() * config.attentionSize();
		double forward = hidden + input + words + h * config.features();
		double rows = settings.epochs() * tracks;
		if (settings.start() == Start.BASE && !Base.shipped().fits(settings)) {
			rows += BlendTraining.ROWS;
		}
		return times * rows * 3 * forward / FUSED_RATE;
	}

	/// Evaluates.
	/// @param settings settled
	/// @param dataSha256 of the file
	/// @param champion what the result may replace
	/// @return null where there is to be none
	static @Nullable TrainingEvaluation of(PlaylistDataset dataset, TrainingSettings settings, ComputeTarget target,
			String dataSha256, Optional<Champion> champion, EvaluationProgress progress) {
		if (settings.evaluation() == EvaluationMethod.NONE) {
			return null;
		}
		Folds folds = folds(settings, dataset, (count) -> progress.at(0, count, 0));
		FoldProgress follow = new FoldProgress(progress, folds.all().size(), settings.epochs());
		List<Learner> learners = new ArrayList<>(Baselines.of(dataset.schema(), MoodGroups.load(), follow::check));
		if (Base.scaler(dataset.schema()).isPresent() && Base.shipped().takes(settings)) {
			learners.add(new BaseLearner());
		}
		champion.filter((one) -> one.config().schema().names().equals(dataset.schema().names()))
			.ifPresent(learners::add);
		learners.add(new NetworkLearner(settings.preset(), settings, target, follow));
		CrossValidation validation = new CrossValidation(learners, settings.seed(), follow);
		EvaluationReport report = validation.run(folds, dataSha256);
		TrainingEvaluation evaluation = of(validation, noted(report, settings), settings.preset());
		follow.end();
		return evaluation;
	}

	/// The row of the network has the name of the preset, whatever was changed.
	private static EvaluationReport noted(EvaluationReport report, TrainingSettings settings) {
		Map<String, String> changes = Preset.of(settings).changes(settings);
		if (changes.isEmpty()) {
			return report;
		}
		return report.with("Settings that differ from the preset: " + changes.entrySet()
			.stream()
			.map((change) -> change.getKey() + " " + change.getValue())
			.collect(Collectors.joining(", ")) + ".");
	}

	/// @param model name of the row that matters
	private static TrainingEvaluation of(CrossValidation validation, EvaluationReport report, String model) {
		EvaluationReport.Row own = row(report, model);
		EvaluationReport.Row mean = row(report, Baselines.GLOBAL_MEAN);
		Map<String, Double> skill = new LinkedHashMap<>();
		own.perFeature()
			.forEach((feature, error) -> skill.put(feature,
					1 - error / mean.perFeature().getOrDefault(feature, Double.NaN)));
		boolean compared = report.rows().stream().anyMatch((row) -> row.model().equals(Champion.NAME));
		return new TrainingEvaluation(report, skill, warnings(validation, report, own),
				validation.spread(model).orElse(null), compared ? validation.difference(model, Champion.NAME) : null);
	}

	/// One at most, of the best that is better.
	private static List<String> warnings(CrossValidation validation, EvaluationReport report,
			EvaluationReport.Row own) {
		EvaluationReport.Row best = report.rows()
			.stream()
			.filter((row) -> !row.model().equals(Champion.NAME))
			.min(Comparator.comparingDouble(EvaluationReport.Row::mseZ))
			.orElseThrow();
		if (own.mseZ() - best.mseZ() <= NOISE) {
			return List.of();
		}
		EvaluationReport.Difference difference = validation.difference(own.model(), best.model());
		return List.of(String.format(Locale.ROOT,
				"On playlists that it has not seen this model did worse than '%s': its mean square error, in standard units, was"
						+ " %.3f, the other's %.3f (95 %% interval of the difference %+.3f to %+.3f).",
				best.model(), own.mseZ(), best.mseZ(), difference.low(), difference.high()));
	}

	private static EvaluationReport.Row row(EvaluationReport report, String model) {
		return report.rows().stream().filter((row) -> row.model().equals(model)).findFirst().orElseThrow();
	}

	/// @param settings settled, with an evaluation
	/// @throws EvaluationRefusedException if the playlists do not allow it
	static Folds folds(TrainingSettings settings, PlaylistDataset dataset) {
		return folds(settings, dataset, (count) -> {
		});
	}

	private static Folds folds(TrainingSettings settings, PlaylistDataset dataset, IntConsumer before) {
		return (settings.evaluation() == EvaluationMethod.HOLDOUT)
				? Folds.holdout(dataset, HELD_OUT, settings.seed(), before)
				: Folds.crossValidation(dataset, settings.seed(), before);
	}

}
