package io.isonet.training;

import java.util.Locale;
import java.util.Map;
import java.util.function.DoublePredicate;
import java.util.stream.Collectors;

import io.isonet.evaluation.EvaluationReport;
import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;

/// Writes the `README.md` of a version: what it is, where it comes from, what it can and
/// cannot do.
final class ModelCard {

	private static final String LIMITS = """

			Predictions are clamped to each feature's range. No clinical claim is made.
			""";

	/// Share of the variance from which on something is told.
	private static final double TELLING = .1;

	private static final String NOT_EVALUATED = """

			## What to expect

			This version was not evaluated on playlists that it has not seen.
			""";

	private static final String BASE_EXPECTATION = """
			In general moods tell something of energy, acousticness, loudness, valence and danceability, and hardly anything
			of key, mode, tempo and liveness.
			""";

	private ModelCard() {
	}

	static String ofTraining(TrainedModel trained, @Nullable TrainingEvaluation evaluation, TrainingSettings settings,
			JsonNode data) {
		EpochFigures best = trained.epochs().get(trained.bestEpoch() - 1);
		String validation = (best.validationLoss() != null)
				? String.format(Locale.ROOT, ", validation loss %.6g", best.validationLoss()) : "";
		return """
				---
				library_name: isonet
				tags: [playlist, mood, audio-features]
				---

				# %s

				Leads through a journey of moods and says, for each track of a playlist, how it should sound. %s.

				## Training

				- preset `%s`, epochs: %d, seed: %d, playlists: %d, tracks: %d
				- the weights are those of epoch %d: %s%s
				""".formatted(settings.model(), size(trained), settings.preset(), trained.epochs().size(),
				settings.seed(), data.path("playlists").asInt(), data.path("tracks").asInt(), trained.bestEpoch(),
				String.format(Locale.ROOT, "training loss %.6g", best.trainLoss()), validation)
				+ ((evaluation != null) ? figures(evaluation) : NOT_EVALUATED) + LIMITS;
	}

	private static String figures(TrainingEvaluation evaluation) {
		StringBuilder card = new StringBuilder(
				"""

						## What to expect

						On playlists held out, in standard units of the others: mean square error over all features, cosine between
						the change predicted and the true one, and playlists better than the per-position mean.

						| model | mean square error | direction | wins | against ridge, 95 % |
						|---|---|---|---|---|
						""");
		for (EvaluationReport.Row row : evaluation.report().rows()) {
			String direction = (row.directionCosine() != null) ? format("%.2f", row.directionCosine()) : "";
			String wins = (row.wins() != null) ? row.wins() + " of " + row.of() : "";
			EvaluationReport.Difference difference = row.againstRidge();
			String ridge = (difference != null)
					? format("%+.3f (%+.3f to %+.3f)", difference.difference(), difference.low(), difference.high())
					: "";
			card.append(format("| %s | %.3f | %s | %s | %s |%n", row.model(), row.mseZ(), direction, wins, ridge));
		}
		card.append('\n');
		if (evaluation.spread() != null) {
			card.append(bounds(evaluation.report().rows().getLast().spread()));
		}
		card.append("Share of each feature's variance that it explains: ")
			.append(evaluation.skill()
				.entrySet()
				.stream()
				.map((skill) -> skill.getKey() + format(" %.2f", skill.getValue()))
				.collect(Collectors.joining(", ")))
			.append(".\n\n")
			.append(telling(evaluation.skill()));
		card.append("[evaluation.html](evaluation.html) shows it, with curves of some playlists.\n\n");
		evaluation.report().protocol().notes().forEach((note) -> card.append("- ").append(note).append('\n'));
		evaluation.warnings().forEach((warning) -> card.append("\n").append(warning).append('\n'));
		return card.append('\n').toString();
	}

	/// What can be told and what cannot, in words.
	private static String telling(Map<String, Double> skill) {
		String told = names(skill, (share) -> share >= TELLING);
		String untold = names(skill, (share) -> share < TELLING);
		return (told.isEmpty() ? "It tells nothing of any feature" : "It tells something of " + told)
				+ (untold.isEmpty() || told.isEmpty() ? "" : ", and hardly anything of " + untold) + ".\n\n";
	}

	private static String names(Map<String, Double> skill, DoublePredicate which) {
		return skill.entrySet()
			.stream()
			.filter((one) -> which.test(one.getValue()))
			.map(Map.Entry::getKey)
			.collect(Collectors.joining(", "));
	}

	private static String bounds(EvaluationReport.@Nullable Spread spread) {
		return "Predictions can be asked for their spread, the bounds between which tracks should lie."
				+ ((spread != null)
						? format(" Bounds of %.0f %% held %.0f %% of the tracks held out, by the spread of the others.",
								100 * spread.coverage().level(), 100 * spread.coverage().pooled())
						: "")
				+ "\n\n";
	}

	private static String format(String format, Object... values) {
		return String.format(Locale.ROOT, format.replace("%n", "\n"), values);
	}

	static String ofBase(TrainedModel trained) {
		return """
				---
				library_name: isonet
				tags: [playlist, mood, audio-features]
				---

				# isonet, the base

				Leads through a journey of moods and says, for each track of a playlist, how it should sound. %s.

				## Training

				- learned from no playlist: from the mean and spread of each feature over the tracks of ten groups of moods,
				  %d words in all, by journeys that were generated out of these figures
				- the figures are of some 300 tracks that people had labelled with moods, 4 to 62 in a group, and come with the
				  service
				- the vector of a word is its group's mean, in standard units, and was not trained
				- final loss %s in squared standard units: how closely the network follows the blend of word vectors that the
				  standard pace asks for, those of 100 invented words among them, so that it follows any
				- key is not in the figures; the model says the middle of its range
				"""
			.formatted(size(trained), trained.vocabulary().moods().size(),
					String.format(Locale.ROOT, "%.2e", trained.epochs().getLast().trainLoss()))
				+ NOT_EVALUATED + BASE_EXPECTATION + LIMITS;
	}

	private static String size(TrainedModel trained) {
		return String.format(Locale.ROOT, "%,d weights, %d words, %d features", trained.config().parameterCount(),
				trained.vocabulary().moods().size(), trained.config().features());
	}

}
