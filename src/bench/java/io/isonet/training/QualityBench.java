package io.isonet.training;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import io.isonet.audio.FeatureSchema;
import io.isonet.dataset.DataReport;
import io.isonet.dataset.MoodGroups;
import io.isonet.dataset.PlaylistCsvReader;
import io.isonet.dataset.PlaylistDataset;
import io.isonet.dataset.PlaylistExample;
import io.isonet.evaluation.Baselines;
import io.isonet.evaluation.Chosen;
import io.isonet.evaluation.CrossValidation;
import io.isonet.evaluation.EvaluationReport;
import io.isonet.evaluation.Folds;
import io.isonet.evaluation.Learner;
import io.isonet.mood.MoodVocabulary;
import io.isonet.network.ComputeTarget;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// What the learners are worth on a file of playlists: the report as Markdown.
///
///     mvn -q -Pbench test-compile exec:exec@bench -Dbench=io.isonet.training.QualityBench \
///       -Dbench.arguments="PLAYLISTS.csv TOKENIZER.json nested"
///
/// With a third argument there is a row of the default's family, in which each fold chooses its
/// settings by itself; that takes ten times as long as all the others.
public final class QualityBench {

	private static final long SEED = 1;

	static final String DEFAULT = "default";

	private QualityBench() {
	}

	public static void main(String[] arguments) throws IOException, NoSuchAlgorithmException {
		byte[] file = Files.readAllBytes(Path.of(arguments[0]));
		PlaylistCsvReader.Options options = PlaylistCsvReader.Options.standard();
		if (arguments.length > 1) {
			options = options.withVocabulary(MoodVocabulary.read(Files.readAllBytes(Path.of(arguments[1]))));
		}
		PlaylistDataset data = new PlaylistCsvReader().read(new ByteArrayInputStream(file), options);
		run(data, HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(file)), arguments.length > 2);
	}

	/// Prints what the learners are worth on some playlists.
	/// @param nested whether there is a learner that chooses settings by itself
	static void run(PlaylistDataset data, String sha256, boolean nested) {
		Map<String, Integer> chosen = new TreeMap<>();
		List<Learner> learners = learners(data.schema());
		if (nested) {
			learners.add(new Chosen("default, settings nested", grid(),
					(learner) -> chosen.merge(learner.name(), 1, Integer::sum)));
		}
		CrossValidation validation = new CrossValidation(learners, SEED, (fold, folds, model) -> {
		});
		long begun = System.nanoTime();
		EvaluationReport report = validation.run(Folds.crossValidation(data, SEED), sha256);
		double seconds = (System.nanoTime() - begun) / 1e9;
		print(validation, report);
		printCoverage(report);
		System.out.printf(Locale.ROOT, "%nChosen: %s. All of it took %.1f s.%n", chosen, seconds);
	}

	private static void printCoverage(EvaluationReport report) {
		System.out.println();
		System.out.println("| share within bounds of 80 % | " + String.join(" | ", report.rows().getFirst().perFeature().keySet()) + " |");
		System.out.println("|---|" + "---|".repeat(report.rows().getFirst().perFeature().size()));
		for (EvaluationReport.Row row : report.rows()) {
			EvaluationReport.Spread spread = row.spread();
			if (spread != null) {
				List<String> cells = spread.coverage().perFeature().values().stream().map((share) -> text("%.3f", share)).toList();
				System.out.println("| " + row.model() + " | " + String.join(" | ", cells) + " |");
			}
		}
	}

	private static List<Learner> learners(FeatureSchema schema) {
		List<Learner> learners = new ArrayList<>(Baselines.of(schema, MoodGroups.load()));
		if (schema.equals(FeatureSchema.ELEVEN)) {
			learners.add(new BaseLearner());
		}
		learners.add(network("notebook", "{\"preset\": \"notebook\"}"));
		learners.add(network("default, from random weights", "{\"start\": \"random\"}"));
		learners.add(network("default, without anchors", "{\"wordAnchor\": 0, \"weightAnchor\": 0}"));
		learners.add(network(DEFAULT, "{}"));
		return learners;
	}

	/// The default preset's family, among which each fold chooses by itself.
	private static List<Learner> grid() {
		List<Learner> grid = new ArrayList<>();
		for (int wordAnchor : new int[] { 7, 2, 20 }) {
			for (int epochs : new int[] { 150, 50 }) {
				grid.add(network("wordAnchor " + wordAnchor + ", epochs " + epochs,
						"{\"wordAnchor\": " + wordAnchor + ", \"epochs\": " + epochs + "}"));
			}
		}
		return grid;
	}

	static Learner network(String name, String settings) {
		return new NetworkLearner(name,
				SettingsReader.read(JsonMapper.shared(), settings.getBytes(StandardCharsets.UTF_8)),
				ComputeTarget.fused(1), unheard());
	}

	/// Nobody follows.
	static TrainingProgress unheard() {
		return new FoldProgress((done, total, share) -> {
		}, 1, 1);
	}

	static PlaylistDataset dataset(FeatureSchema schema, MoodVocabulary vocabulary, List<PlaylistExample> examples) {
		int tracks = examples.stream().mapToInt(PlaylistExample::length).sum();
		return new PlaylistDataset(schema, vocabulary, examples,
				new DataReport("generated", examples.size(), 0, List.of(), tracks,
						new DataReport.Lengths(1, (double) tracks / examples.size(), tracks, Map.of()), List.of(), List.of(),
						List.of(), List.of(), vocabulary.size()));
	}

	static void print(CrossValidation validation, EvaluationReport report) {
		print(report);
		System.out.println();
		System.out.println("| default less | difference | from | to |");
		System.out.println("|---|---|---|---|");
		for (EvaluationReport.Row row : report.rows()) {
			EvaluationReport.Difference difference = validation.difference(DEFAULT, row.model());
			System.out.printf(Locale.ROOT, "| %s | %+.4f | %+.4f | %+.4f |%n", row.model(), difference.difference(),
					difference.low(), difference.high());
		}
	}

	private static void print(EvaluationReport report) {
		System.out.println(report.protocol().folds() + " folds of " + report.protocol().data());
		report.protocol().notes().forEach((note) -> System.out.println("- " + note));
		System.out.println();
		System.out.println("| model | MSE_z | MSE_z 9 | DTW_z | start | end | dir. cos | wins | against ridge | CRPS_z | 80 % interval |");
		System.out.println("|---|---|---|---|---|---|---|---|---|---|---|");
		for (EvaluationReport.Row row : report.rows()) {
			System.out.printf(Locale.ROOT, "| %s | %.3f | %.3f | %.2f | %.2f | %.2f | %s | %s | %s | %s |%n", row.model(),
					row.mseZ(), row.mseZ9(), row.dtwZ(), row.startError(), row.endError(),
					text("%.2f", row.directionCosine()), (row.wins() != null) ? row.wins() + "/" + row.of() : "-",
					text(row.againstRidge()), text(row.spread()));
		}
		System.out.println();
		List<String> features = List.copyOf(report.rows().getFirst().perFeature().keySet());
		System.out.println("| model | " + String.join(" | ", features) + " |");
		System.out.println("|---|" + "---|".repeat(features.size()));
		for (EvaluationReport.Row row : report.rows()) {
			List<String> cells = row.perFeature().values().stream().map((value) -> text("%.2f", value)).toList();
			System.out.println("| " + row.model() + " | " + String.join(" | ", cells) + " |");
		}
	}

	private static String text(String format, @Nullable Double value) {
		return (value != null) ? String.format(Locale.ROOT, format, value) : "-";
	}

	private static String text(EvaluationReport.@Nullable Spread spread) {
		return (spread == null) ? "- | -"
				: String.format(Locale.ROOT, "%.3f | %.3f", spread.crpsZ(), spread.coverage().pooled());
	}

	private static String text(EvaluationReport.@Nullable Difference difference) {
		return (difference == null) ? "-" : String.format(Locale.ROOT, "%+.3f [%+.3f, %+.3f]", difference.difference(),
				difference.low(), difference.high());
	}

}
