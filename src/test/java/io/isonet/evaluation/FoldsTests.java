package io.isonet.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CancellationException;

import io.isonet.audio.FeatureScaler;
import io.isonet.dataset.PlaylistDataset;
import io.isonet.dataset.PlaylistExample;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

class FoldsTests {

	private static final double[] A = { .1, 1, .2 };

	private static final double[] B = { .3, 4, .4 };

	private static final double[] C = { .5, 7, .6 };

	private static final double[] D = { .7, 9, .8 };

	private static final double[] E = { .9, 2, .1 };

	private static final double[] F = { .2, 3, .9 };

	@Test
	void upToThirtyPlaylistsAreHeldOutOneByOne() {
		PlaylistDataset data = Playlists.random(30, 1);
		List<Fold> folds = Folds.crossValidation(data, 1).all();
		assertThat(folds).hasSize(30);
		for (int k = 0; k < 30; k++) {
			assertThat(folds.get(k).heldOut()).containsExactly(data.examples().get(k));
			assertThat(folds.get(k).training().examples()).hasSize(29).extracting("id").doesNotContain("p" + k);
		}
	}

	@Test
	void makingThemIsFollowedAndCanBeEnded() {
		PlaylistDataset data = Playlists.random(34, 1);
		List<Integer> told = new ArrayList<>();
		Folds.crossValidation(data, 1, told::add);
		assertThat(told).hasSize(20).containsOnly(10);
		assertThatExceptionOfType(CancellationException.class).isThrownBy(() -> Folds.holdout(data, .2, 1, (folds) -> {
			throw new CancellationException("enough");
		}));
	}

	@Test
	void morePlaylistsAreDealtToTenFoldsBySeed() {
		PlaylistDataset data = Playlists.random(34, 1);
		List<Fold> folds = Folds.crossValidation(data, 7).all();
		assertThat(folds).hasSize(10).allSatisfy((fold) -> {
			assertThat(fold.heldOut()).hasSizeBetween(3, 4);
			assertThat(fold.training().size()).isEqualTo(34 - fold.heldOut().size());
		});
		assertThat(folds.stream().flatMap((fold) -> fold.heldOut().stream()).map(PlaylistExample::id).toList())
			.hasSize(34)
			.doesNotHaveDuplicates();
		assertThat(heldOut(Folds.crossValidation(data, 7))).isEqualTo(heldOut(Folds.crossValidation(data, 7)))
			.isNotEqualTo(heldOut(Folds.crossValidation(data, 8)));
	}

	@Test
	void aHoldoutIsOneFoldBySeed() {
		PlaylistDataset data = Playlists.random(40, 1);
		Folds folds = Folds.holdout(data, .2, 3);
		assertThat(folds.all()).hasSize(1);
		assertThat(folds.all().getFirst().heldOut()).hasSize(8);
		assertThat(folds.all().getFirst().training().size()).isEqualTo(32);
		assertThat(heldOut(folds)).isEqualTo(heldOut(Folds.holdout(data, .2, 3)))
			.isNotEqualTo(heldOut(Folds.holdout(data, .2, 4)));
		assertThatIllegalArgumentException().isThrownBy(() -> Folds.holdout(data, 1, 3));
	}

	@Test
	void aTrackWithTheIdOfOneHeldOutKeepsItsPlaceAndCountsForNothing() {
		// b's track t2 is a's, though its features were measured again
		PlaylistExample a = Playlists.playlist("a", List.of("t1", "t2"), A, B);
		PlaylistExample b = Playlists.playlist("b", List.of("t3", "t2", "t4"), C, D, E);
		PlaylistExample c = Playlists.playlist("c", List.of("t5", "t6"), A, E);
		Fold withoutA = Folds.crossValidation(Playlists.of(a, b, c), 1).all().getFirst();
		assertThat(withoutA.training().examples()).extracting("id").containsExactly("b", "c");
		PlaylistExample learned = withoutA.training().examples().getFirst();
		assertThat(learned.length()).isEqualTo(3);
		assertThat(learned.ignored()).containsExactly(1);
		// c's first track has the features of t1, but an id of its own
		assertThat(withoutA.training().examples().getLast().ignored()).isEmpty();
	}

	@Test
	void aTrackWithTheFeaturesOfOneHeldOutCountsForNothingWhereIdsAreMissing() {
		PlaylistExample a = Playlists.playlist("a", A, B);
		PlaylistExample b = Playlists.playlist("b", List.of("t3", "", "t4", "t5"), C, A, B, E);
		PlaylistExample c = Playlists.playlist("c", D.clone(), B.clone(), F, E.clone());
		List<Fold> folds = Folds.crossValidation(Playlists.of(a, b, c), 1).all();
		assertThat(folds.getFirst().training().examples().getFirst().ignored()).containsExactlyInAnyOrder(1, 2);
		assertThat(folds.getFirst().training().examples().getLast().ignored()).containsExactly(1);
		// all of a's tracks are b's too
		assertThat(folds.get(1).training().examples()).extracting("id").containsExactly("c");
	}

	@Test
	void playlistsWithLessThanTwoTracksLeftFallOutOfTheFold() {
		PlaylistExample a = Playlists.playlist("a", A, B);
		PlaylistExample b = Playlists.playlist("b", A, C);
		PlaylistExample c = Playlists.playlist("c", D, E);
		PlaylistExample d = Playlists.playlist("d", C, E);
		Fold withoutA = Folds.crossValidation(Playlists.of(a, b, c, d), 1).all().getFirst();
		assertThat(withoutA.training().examples()).extracting("id").containsExactly("c", "d");
		assertThat(withoutA.training().report().playlists()).isEqualTo(2);
	}

	@Test
	void consecutiveRepeatsOfATrackBecomeOne() {
		PlaylistExample a = Playlists.playlist("a", A, A.clone(), B, A);
		PlaylistExample b = Playlists.playlist("b", List.of("t1", "t2", "t2", "t3"), C, C, D, D);
		PlaylistExample c = Playlists.playlist("c", D, E);
		PlaylistExample d = Playlists.playlist("d", E, E);
		List<Fold> folds = Folds.crossValidation(Playlists.of(a, b, c, d), 1).all();
		assertThat(folds).hasSize(3);
		assertThat(folds.getFirst().heldOut().getFirst().features()).isDeepEqualTo(new double[][] { A, B, A });
		assertThat(folds.get(1).heldOut().getFirst().features()).isDeepEqualTo(new double[][] { C, C, D });
		assertThat(folds.get(1).heldOut().getFirst().trackIds()).containsExactly("t1", "t2", "t3");
	}

	@Test
	void noRowThatCountsInTrainingIsHeldOut() {
		PlaylistDataset data = withPlantedLeaks(Playlists.random(35, 2));
		for (Fold fold : Folds.crossValidation(data, 1).all()) {
			Set<List<Double>> heldOut = rows(fold.heldOut());
			assertThat(rows(fold.training().examples())).isNotEmpty().doesNotContainAnyElementsOf(heldOut);
			// the leaks are there: with every track counted, they are seen
			assertThat(
					rows(fold.training().examples().stream().map((playlist) -> playlist.ignoring(Set.of())).toList()))
				.containsAnyElementsOf(heldOut);
		}
	}

	@Test
	void standardUnitsAreThoseOfTheTrainingTracksThatCount() {
		PlaylistExample a = Playlists.playlist("a", A, B);
		PlaylistExample b = Playlists.playlist("b", C, B, D);
		PlaylistExample c = Playlists.playlist("c", D, E, A);
		Fold withoutA = Folds.crossValidation(Playlists.of(a, b, c), 1).all().getFirst();
		FeatureScaler scaler = withoutA.scaler();
		// energies .5, .7, .7, .9
		assertThat(scaler.mean()[0]).isEqualTo(.7, within(1e-12));
		assertThat(scaler.deviation()[0]).isEqualTo(Math.sqrt(.02), within(1e-12));
	}

	@Test
	void standardUnitsDoNotChangeWithWhatIsHeldOut() {
		PlaylistDataset data = Playlists.random(6, 3);
		List<PlaylistExample> changed = new ArrayList<>(data.examples());
		changed.set(2, Playlists.playlist("p2", new double[] { 99, 1, -99 }, new double[] { -50, 3, 70 }));
		Fold before = Folds.crossValidation(data, 1).all().get(2);
		Fold after = Folds.crossValidation(Playlists.of(Playlists.SCHEMA, changed), 1).all().get(2);
		assertThat(after.scaler().mean()).containsExactly(before.scaler().mean());
		assertThat(after.scaler().deviation()).containsExactly(before.scaler().deviation());
		// while a scaler of everything sees it
		assertThat(StandardUnits.of(Playlists.of(Playlists.SCHEMA, changed)).mean())
			.isNotEqualTo(StandardUnits.of(data).mean());
	}

	@Test
	void lessThanThreePlaylistsAreRefused() {
		assertThatExceptionOfType(EvaluationRefusedException.class)
			.isThrownBy(() -> Folds.crossValidation(Playlists.random(2, 1), 1))
			.withMessageContaining("3 playlists or more")
			.satisfies((ex) -> assertThat(ex.type().status()).isEqualTo(422));
	}

	@Test
	void playlistsOfSingleTracksAreRefused() {
		PlaylistDataset singles = Playlists.of(Playlists.playlist("a", A), Playlists.playlist("b", B, B),
				Playlists.playlist("c", C), Playlists.playlist("d", D));
		assertThatExceptionOfType(EvaluationRefusedException.class).isThrownBy(() -> Folds.crossValidation(singles, 1))
			.withMessageContaining("of the 4 playlists 0");
	}

	@Test
	void aFeatureThatNeverVariesIsRefusedByName() {
		PlaylistDataset data = Playlists.made(5, (moods, u) -> new double[] { u, 7, .5 });
		assertThatExceptionOfType(EvaluationRefusedException.class).isThrownBy(() -> Folds.crossValidation(data, 1))
			.withMessageContaining("key, valence");
	}

	@Test
	void aFeatureThatVariesInOnePlaylistAloneIsRefusedWithThatPlaylist() {
		Random random = new Random(1);
		PlaylistDataset data = Playlists.made(5,
				(moods, u) -> new double[] { random.nextDouble(), 7, random.nextDouble() });
		List<PlaylistExample> playlists = new ArrayList<>(data.examples());
		playlists.set(3, Playlists.playlist("odd", A, B));
		assertThatExceptionOfType(EvaluationRefusedException.class)
			.isThrownBy(() -> Folds.crossValidation(Playlists.of(Playlists.SCHEMA, playlists), 1))
			.withMessageContaining("'odd'")
			.withMessageContaining("key");
	}

	@Test
	void playlistsOfTheSameTracksAreRefused() {
		PlaylistDataset same = Playlists.of(Playlists.playlist("a", A, B), Playlists.playlist("b", B, A),
				Playlists.playlist("c", A, B, A));
		assertThatExceptionOfType(EvaluationRefusedException.class).isThrownBy(() -> Folds.crossValidation(same, 1))
			.withMessageContaining("different tracks");
	}

	private static List<List<String>> heldOut(Folds folds) {
		return folds.all().stream().map((fold) -> fold.heldOut().stream().map(PlaylistExample::id).toList()).toList();
	}

	private static Set<List<Double>> rows(List<PlaylistExample> playlists) {
		Set<List<Double>> rows = new HashSet<>();
		playlists.forEach((playlist) -> Arrays.stream(playlist.counted())
			.forEach((row) -> rows.add(Arrays.stream(row).boxed().toList())));
		return rows;
	}

	/// Every playlist has a track of the one before it.
	private static PlaylistDataset withPlantedLeaks(PlaylistDataset data) {
		for (int p = 1; p < data.size(); p++) {
			data.examples().get(p).features()[4] = data.examples().get(p - 1).features()[7].clone();
		}
		return data;
	}

}
