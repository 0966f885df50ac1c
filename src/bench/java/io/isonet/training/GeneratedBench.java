package io.isonet.training;

import java.util.ArrayList;
import java.util.List;

import io.isonet.dataset.MoodGroups;
import io.isonet.dataset.PlaylistDataset;
import io.isonet.evaluation.Baselines;
import io.isonet.evaluation.CrossValidation;
import io.isonet.evaluation.Folds;
import io.isonet.evaluation.Learner;

/// What the default learns from many playlists: generated ones, of a process with memory and
/// with words of which the mood groups say nothing, see [GeneratedProcess].
///
///     mvn -q -Pbench test-compile exec:exec@bench -Dbench=io.isonet.training.GeneratedBench -Dbench.arguments=2000
///
/// Argument: number of playlists. A fifth of them is held out.
public final class GeneratedBench {

	private static final long SEED = 1;

	static final GeneratedProcess.Form FORM = new GeneratedProcess.Form("memory, half of the words new",
			GeneratedProcess.Known.AS_THE_TABLE, 30, .7, .5, SEED);

	private GeneratedBench() {
	}

	public static void main(String[] arguments) {
		GeneratedProcess process = new GeneratedProcess(FORM);
		PlaylistDataset data = process.data(Integer.parseInt(arguments[0]));
		List<Learner> learners = new ArrayList<>(Baselines.of(data.schema(), MoodGroups.load()));
		learners.add(new BaseLearner());
		learners.add(process.oracle());
		learners.add(QualityBench.network("default, from random weights", "{\"start\": \"random\"}"));
		learners.add(QualityBench.network(QualityBench.DEFAULT, "{}"));
		CrossValidation validation = new CrossValidation(learners, SEED, (fold, folds, model) -> {
		});
		QualityBench.print(validation, validation.run(Folds.holdout(data, .2, SEED), "generated"));
	}

}
