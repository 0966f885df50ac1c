package io.isonet.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;

import io.isonet.dataset.PlaylistDataset;
import io.isonet.dataset.PlaylistExample;
import io.isonet.mood.MoodSequence;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ChosenTests {

	private static final String WORDS = "abcdefghijkl";

	private final List<String> chosen = new ArrayList<>();

	@Test
	void whatIsGoodOnThePlaylistHeldOutAloneIsNeverChosen() {
		PlaylistDataset data = playlists();
		List<Learner> candidates = new ArrayList<>();
		data.examples().forEach((playlist) -> candidates.add(goodAt(playlist)));
		candidates.add(new GlobalMean());
		List<Learner> learners = new ArrayList<>(candidates);
		learners.add(chosen(candidates));
		EvaluationReport report = run(learners, data);
		// each candidate is right where it is measured once, so that a choice made there
		// has no error
		for (Fold fold : Folds.crossValidation(data, 1).all()) {
			PlaylistExample heldOut = fold.heldOut().getFirst();
			assertThat(goodAt(heldOut).learn(fold.training(), 1).predict(heldOut.moods(), heldOut.length()))
				.isDeepEqualTo(heldOut.features());
		}
		assertThat(this.chosen).hasSize(12).containsOnly("global mean");
		assertThat(report.rows().getLast().mseZ()).isEqualTo(report.rows().get(12).mseZ());
	}

	@Test
	void whatIsGoodInsideIsChosenAndLearnsTheWholeFold() {
		PlaylistDataset data = Playlists.rising(15, .8, .2, 1);
		EvaluationReport report = run(
				List.of(new PositionMean(), chosen(List.of(new GlobalMean(), new PositionMean()))), data);
		assertThat(this.chosen).hasSize(15).containsOnly(Baselines.POSITION_MEAN);
		assertThat(report.rows().getLast().mseZ()).isEqualTo(report.rows().getFirst().mseZ());
	}

	@Test
	void theFirstIsChosenOfEqualsAndWherePlaylistsAllowNoChoice() {
		Learner twin = named("twin", (moods, length) -> new double[length][3]);
		Learner other = named("other", (moods, length) -> new double[length][3]);
		chosen(List.of(twin, other)).learn(Playlists.random(8, 1), 1);
		chosen(List.of(other, twin)).learn(Playlists.random(8, 1), 1);
		chosen(List.of(new PositionMean(), new GlobalMean())).learn(Playlists.random(2, 1), 1);
		assertThat(this.chosen).containsExactly("twin", "other", Baselines.POSITION_MEAN);
	}

	@Test
	void tracksThatAreIgnoredDecideNothing() {
		// by the third track alone the lucky one would win
		PlaylistDataset data = playlists();
		Learner lucky = named("lucky", (moods, length) -> {
			double[][] rows = new double[length][];
			Arrays.setAll(rows, (t) -> (t == 2) ? new double[] { 9, 9, 9 } : new double[] { 0, 0, 0 });
			return rows;
		});
		PlaylistDataset ignoring = Playlists.of(Playlists.SCHEMA, data.examples().stream().map((playlist) -> {
			double[][] rows = playlist.features().clone();
			rows[2] = new double[] { 9, 9, 9 };
			return new PlaylistExample(playlist.id(), playlist.moods(), rows, List.of(), Set.of(2));
		}).toList());
		chosen(List.of(lucky, new GlobalMean())).learn(ignoring, 1);
		assertThat(this.chosen).containsExactly(Baselines.GLOBAL_MEAN);
	}

	private Learner chosen(List<Learner> candidates) {
		return new Chosen("chosen", candidates, (learner) -> this.chosen.add(learner.name()));
	}

	private static EvaluationReport run(List<Learner> learners, PlaylistDataset data) {
		return new CrossValidation(learners, 1, (fold, folds, model) -> {
		}).run(Folds.crossValidation(data, 1), "abc");
	}

	/// Twelve, each of a journey of its own.
	private static PlaylistDataset playlists() {
		Random random = new Random(1);
		List<PlaylistExample> playlists = new ArrayList<>();
		for (int p = 0; p < 12; p++) {
			double[][] rows = new double[6][];
			Arrays.setAll(rows, (t) -> random.doubles(3).toArray());
			playlists.add(new PlaylistExample("p" + p, moods(p), rows, List.of()));
		}
		return Playlists.of(Playlists.SCHEMA, playlists);
	}

	private static MoodSequence moods(int playlist) {
		return MoodSequence.of(List.of(List.of("mood-" + WORDS.charAt(playlist))));
	}

	/// What these tracks are, and far off everywhere else.
	private static Learner goodAt(PlaylistExample playlist) {
		return named("good at " + playlist.id(), (moods, length) -> {
			if (moods.equals(playlist.moods())) {
				return playlist.features();
			}
			double[][] rows = new double[length][];
			Arrays.setAll(rows, (t) -> new double[] { 1, 11, 1 });
			return rows;
		});
	}

	private static Learner named(String name, FittedModel model) {
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

}
