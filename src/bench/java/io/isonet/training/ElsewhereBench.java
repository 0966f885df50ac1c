package io.isonet.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import io.isonet.dataset.MoodGroups;
import io.isonet.dataset.PlaylistDataset;
import io.isonet.evaluation.Baselines;
import io.isonet.evaluation.CrossValidation;
import io.isonet.evaluation.EvaluationReport;
import io.isonet.evaluation.Folds;
import io.isonet.evaluation.Learner;
import io.isonet.training.GeneratedProcess.Form;
import io.isonet.training.GeneratedProcess.Known;

/// The default beside the simple learners where it was not tuned: on playlists of generated
/// processes of several kinds, few and many. Each learns from as many playlists as its row
/// says, and is measured on 200 others.
///
///     mvn -q -Pbench test-compile exec:exec@bench -Dbench=io.isonet.training.ElsewhereBench -Dbench.arguments="5 20 200 2000"
///
/// Arguments: numbers of playlists.
public final class ElsewhereBench {

	private static final long SEED = 2;

	private static final int HELD_OUT = 200;

	private static final List<Form> FORMS = List.of(
			new Form("as the table, no memory", Known.AS_THE_TABLE, 0, 0, 1, 11),
			new Form("as the table, memory .7", Known.AS_THE_TABLE, 0, .7, 1, 12),
			new Form("half of the words new, memory .9", Known.AS_THE_TABLE, 30, .9, .5, 13),
			new Form("half of the words new, no memory, noise 2", Known.AS_THE_TABLE, 30, 0, 2, 14),
			new Form("words of other groups, no memory", Known.OTHERWISE, 0, 0, 1, 15),
			new Form("all words new, no memory", Known.NOT, 40, 0, .5, 16),
			new Form("all words new, memory .7", Known.NOT, 40, .7, .5, 17));

	private ElsewhereBench() {
	}

	public static void main(String[] arguments) {
		String columns = null;
		for (Form form : FORMS) {
			for (String playlists : arguments) {
				int count = Integer.parseInt(playlists);
				GeneratedProcess process = new GeneratedProcess(form);
				PlaylistDataset data = process.data(count + HELD_OUT);
				List<Learner> learners = new ArrayList<>(Baselines.of(data.schema(), MoodGroups.load()));
				learners.add(new BaseLearner());
				learners.add(process.oracle());
				learners.add(QualityBench.network(QualityBench.DEFAULT, "{}"));
				CrossValidation validation = new CrossValidation(learners, SEED, (fold, folds, model) -> {
				});
				EvaluationReport report = validation
					.run(Folds.holdout(data, (double) HELD_OUT / data.size(), SEED), "generated");
				if (columns == null) {
					columns = report.rows().stream().map(EvaluationReport.Row::model).collect(Collectors.joining(" | "));
					System.out.println("| process | playlists | " + columns + " | best other | default less that |");
					System.out.println("|---|---|" + "---|".repeat(report.rows().size() + 2));
				}
				System.out.println(row(form, count, validation, report));
			}
		}
	}

	private static String row(Form form, int count, CrossValidation validation, EvaluationReport report) {
		String best = report.rows()
			.stream()
			.filter((row) -> !row.model().equals("oracle") && !row.model().equals(QualityBench.DEFAULT))
			.min((one, other) -> Double.compare(one.mseZ(), other.mseZ()))
			.orElseThrow()
			.model();
		String errors = report.rows()
			.stream()
			.map((row) -> String.format(Locale.ROOT, "%.3f", row.mseZ()))
			.collect(Collectors.joining(" | "));
		EvaluationReport.Difference difference = validation.difference(QualityBench.DEFAULT, best);
		return String.format(Locale.ROOT, "| %s | %d | %s | %s | %+.3f [%+.3f, %+.3f] |", form.name(), count, errors, best,
				difference.difference(), difference.low(), difference.high());
	}

}
