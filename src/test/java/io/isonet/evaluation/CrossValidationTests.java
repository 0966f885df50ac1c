package io.isonet.evaluation;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;

import io.isonet.dataset.ExamplePlaylists;
import io.isonet.dataset.MoodGroups;
import io.isonet.dataset.PlaylistCsvReader;
import io.isonet.dataset.PlaylistDataset;
import io.isonet.dataset.PlaylistExample;
import io.isonet.mood.MoodSequence;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

class CrossValidationTests {

	private static final CrossValidation.Progress SILENT = (fold, folds, model) -> {
	};

	@Test
	void rowsAreMeansOverThePlaylistsHeldOut() {
		PlaylistDataset data = Playlists.of(playlist("a", .1, .3), playlist("b", .2, .6), playlist("c", .5, .7));
		EvaluationReport report = run(data, learner("half", (moods, length) -> rows(length, .5)));
		EvaluationReport.Row row = report.rows().getFirst();
		double expected = 0;
		for (Fold fold : Folds.crossValidation(data, 1).all()) {
			Metrics metrics = new Metrics(Playlists.SCHEMA, fold.scaler());
			expected += metrics.of(rows(2, .5), fold.heldOut().getFirst().features()).mseZ() / 3;
		}
		assertThat(row.mseZ()).isEqualTo(expected, within(1e-12));
		assertThat(row.perFeature()).containsOnlyKeys("energy", "key", "valence");
		assertThat(row.perFeature().values().stream().mapToDouble((value) -> value).average().orElseThrow())
			.isEqualTo(row.mseZ(), within(1e-12));
		assertThat(row.of()).isEqualTo(3);
		assertThat(row.directionCosine()).isNull();
		assertThat(row.wins()).isNull();
		assertThat(row.againstRidge()).isNull();
	}

	@Test
	void whatMoodsTellIsSeenAndWhatTheyDoNotTellIsNot() {
		EvaluationReport report = new CrossValidation(Baselines.of(Playlists.SCHEMA, MoodGroups.load()), 1, SILENT)
			.run(Folds.crossValidation(Playlists.rising(24, .8, .2, 1), 1), "abc");
		EvaluationReport.Row mean = row(report, "global mean");
		EvaluationReport.Row positions = row(report, Baselines.POSITION_MEAN);
		EvaluationReport.Row ridge = row(report, Baselines.RIDGE);
		assertThat(mean.mseZ()).isEqualTo(1, within(.15));
		assertThat(mean.directionCosine()).isNull();
		assertThat(mean.wins()).isLessThan(2);
		assertThat(positions.perFeature().get("energy")).isLessThan(.15);
		assertThat(positions.perFeature().get("key")).isGreaterThan(.9);
		assertThat(positions.mseZ9()).isLessThan(positions.mseZ());
		assertThat(positions.directionCosine()).isGreaterThan(.95);
		assertThat(positions.wins()).isNull();
		assertThat(positions.againstRidge()).isNotNull();
		assertThat(positions.spread()).isNull();
		assertThat(mean.spread()).satisfies((spread) -> {
			assertThat(spread.coverage().level()).isEqualTo(.8);
			assertThat(spread.coverage().pooled()).isEqualTo(.8, within(.05));
			assertThat(spread.coverage().perFeature()).containsOnlyKeys("energy", "key", "valence");
		});
		assertThat(ridge.againstRidge()).isNull();
		assertThat(mean.againstRidge()).satisfies((difference) -> {
			assertThat(difference.low()).isPositive().isLessThan(difference.difference());
			assertThat(difference.high()).isGreaterThan(difference.difference());
		});
	}

	@Test
	void aLearnerNeverSeesTheNumbersHeldOut() {
		PlaylistDataset data = Playlists.random(8, 4);
		List<PlaylistExample> changed = new ArrayList<>(data.examples());
		changed.set(5, Playlists.random(8, 5).examples().get(5));
		for (Learner learner : Baselines.of(Playlists.SCHEMA, MoodGroups.load())) {
			double[][] before = predictedWithoutSixth(learner, data);
			double[][] after = predictedWithoutSixth(learner, Playlists.of(Playlists.SCHEMA, changed));
			assertThat(after).as(learner.name()).isDeepEqualTo(before);
		}
	}

	@Test
	void aLearnerWhoseMeanSawEverythingDiffers() {
		PlaylistDataset data = Playlists.random(8, 4);
		Learner honest = new GlobalMean();
		Learner leaking = new Learner() {

			@Override
			public String name() {
				return "leaking";
			}

			@Override
			public FittedModel learn(PlaylistDataset fold, long seed) {
				return honest.learn(data, seed);
			}

		};
		EvaluationReport report = run(data, honest, leaking);
		assertThat(row(report, "leaking").mseZ()).isLessThan(row(report, "global mean").mseZ() - .01);
	}

	@Test
	void theSameSeedGivesTheSameReport() {
		PlaylistDataset data = Playlists.rising(33, .4, .4, 2);
		List<Learner> learners = Baselines.of(Playlists.SCHEMA, MoodGroups.load());
		EvaluationReport one = new CrossValidation(learners, 9, SILENT).run(Folds.crossValidation(data, 9), "abc");
		EvaluationReport other = new CrossValidation(learners, 9, SILENT).run(Folds.crossValidation(data, 9), "abc");
		assertThat(one).isEqualTo(other);
		assertThat(one.protocol().folds()).isEqualTo(10);
		assertThat(one.rows()).allMatch((row) -> row.of() == 33);
	}

	@Test
	void progressIsToldBeforeEachFoldAndLearnerAndPlaylistAndRow() {
		List<String> told = new ArrayList<>();
		new CrossValidation(List.of(new GlobalMean(), new PositionMean()), 1,
				(fold, folds, model) -> told.add(fold + "/" + folds + " " + model))
			.run(Folds.crossValidation(Playlists.random(3, 1), 1), "abc");
		assertThat(told).containsExactly("0/3 global mean", "0/3 global mean", "0/3 per-position mean",
				"0/3 per-position mean", "1/3 global mean", "1/3 global mean", "1/3 per-position mean",
				"1/3 per-position mean", "2/3 global mean", "2/3 global mean", "2/3 per-position mean",
				"2/3 per-position mean", "2/3 global mean", "2/3 per-position mean");
	}

	@Test
	void progressIsToldAndEndsTheEvaluationWhileFiguresAreMade() {
		int[] told = new int[1];
		int last = Integer.MAX_VALUE;
		ended(told, last);
		int all = told[0];
		// 3 folds of a learner and a playlist, 3 features, 3 parts with a playlist each,
		// a
		// row, a difference
		assertThat(all).isEqualTo(3 * 2 + 3 + 3 * 2 + 1 + 1);
		for (int n = 3 * 2 + 1; n <= all; n++) {
			int end = n;
			assertThatExceptionOfType(CancellationException.class).isThrownBy(() -> ended(told, end));
			assertThat(told[0]).isEqualTo(end);
		}
	}

	/// Tells of each step until one is the last.
	private static void ended(int[] told, int last) {
		told[0] = 0;
		Learner spreading = new Learner() {

			@Override
			public String name() {
				return "half";
			}

			@Override
			public boolean spreads() {
				return true;
			}

			@Override
			public FittedModel learn(PlaylistDataset fold, long seed) {
				return (moods, length) -> rows(length, .5);
			}

		};
		CrossValidation validation = new CrossValidation(List.of(spreading), 1, (fold, folds, model) -> {
			if (++told[0] == last) {
				throw new CancellationException("enough");
			}
		});
		validation.run(Folds.crossValidation(Playlists.random(3, 1), 1), "abc");
		validation.difference("half", "half");
	}

	@Test
	void whatProgressThrowsEndsTheEvaluation() {
		CrossValidation validation = new CrossValidation(List.of(new GlobalMean()), 1, (fold, folds, model) -> {
			if (fold == 1) {
				throw new CancellationException("enough");
			}
		});
		Folds folds = Folds.crossValidation(Playlists.random(3, 1), 1);
		assertThatExceptionOfType(CancellationException.class).isThrownBy(() -> validation.run(folds, "abc"))
			.withMessage("enough");
	}

	@Test
	void modelsAreClosedEvenIfTheyFail() {
		List<String> closed = new ArrayList<>();
		Learner failing = learner("failing", new FittedModel() {

			@Override
			public double[][] predict(MoodSequence moods, int length) {
				throw new IllegalStateException("no");
			}

			@Override
			public void close() {
				closed.add("closed");
			}

		});
		assertThatIllegalStateException().isThrownBy(() -> run(Playlists.random(3, 1), failing)).withMessage("no");
		assertThat(closed).hasSize(1);
	}

	@Test
	void predictionsAreRowsOfFiniteNumbers() {
		PlaylistDataset data = Playlists.random(3, 1);
		assertThatIllegalStateException()
			.isThrownBy(() -> run(data, learner("short", (moods, length) -> rows(length - 1, .5))))
			.withMessageContaining("'short' did not predict 10 rows of 3");
		assertThatIllegalStateException()
			.isThrownBy(() -> run(data, learner("odd", (moods, length) -> rows(length, Double.NaN))));
	}

	@Test
	void learnersHaveDifferentNames() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new CrossValidation(List.of(new GlobalMean(), new GlobalMean()), 1, SILENT))
			.withMessageContaining("global mean");
	}

	@Test
	void theLeakIsNamedWhereTheMoodGroupsFiguresCanBeUsed() throws IOException {
		ByteArrayOutputStream csv = new ByteArrayOutputStream();
		new ExamplePlaylists(MoodGroups.load(), 5, 1).write(csv);
		PlaylistDataset eleven = new PlaylistCsvReader().read(new ByteArrayInputStream(csv.toByteArray()),
				PlaylistCsvReader.Options.standard());
		assertThat(run(eleven, new GlobalMean()).protocol().notes())
			.anyMatch((note) -> note.contains("50 of the 300 tracks"));
		assertThat(run(Playlists.random(4, 1), new GlobalMean()).protocol().notes())
			.noneMatch((note) -> note.contains("50 of the 300 tracks"))
			.anyMatch((note) -> note.contains("noise"));
		assertThat(run(Playlists.random(31, 1), new GlobalMean()).protocol().notes())
			.noneMatch((note) -> note.contains("noise"));
	}

	@Test
	void reportWritesTheContractsJson() {
		EvaluationReport report = run(Playlists.random(4, 1), new GlobalMean());
		assertThat(new JsonMapper().writeValueAsString(report)).contains("\"protocol\":{\"folds\":4,\"data\":\"abc\"",
				"\"mseZ\":", "\"mseZ9\":", "\"dtwZ\":", "\"startError\":", "\"endError\":", "\"directionCosine\":null",
				"\"wins\":null", "\"of\":4", "\"againstRidge\":null", "\"perFeature\":{\"energy\":");
	}

	private static EvaluationReport run(PlaylistDataset data, Learner... learners) {
		return new CrossValidation(List.of(learners), 1, SILENT).run(Folds.crossValidation(data, 1), "abc");
	}

	private static double[][] predictedWithoutSixth(Learner learner, PlaylistDataset data) {
		return learner.learn(Folds.crossValidation(data, 1).all().get(5).training(), 1)
			.predict(data.examples().get(5).moods(), 10);
	}

	private static EvaluationReport.Row row(EvaluationReport report, String model) {
		return report.rows().stream().filter((row) -> row.model().equals(model)).findFirst().orElseThrow();
	}

	private static Learner learner(String name, FittedModel model) {
		return new Learner() {

			@Override
			public String name() {
				return name;
			}

			@Override
			public FittedModel learn(PlaylistDataset fold, long seed) {
				return model;
			}

		};
	}

	private static double[][] rows(int length, double value) {
		double[][] rows = new double[length][];
		Arrays.setAll(rows, (t) -> new double[] { value, value, value });
		return rows;
	}

	private static PlaylistExample playlist(String id, double from, double to) {
		return Playlists.playlist(id, new double[] { from, 10 * from, to }, new double[] { to, 10 * to, from });
	}

}
