package io.isonet.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;

import io.isonet.audio.FeatureSchema;
import io.isonet.dataset.MoodGroups;
import io.isonet.dataset.PlaylistDataset;
import io.isonet.dataset.PlaylistExample;
import io.isonet.mood.MoodSequence;
import io.isonet.network.Pacing;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class BaselinesTests {

	private static final Runnable NOTHING = () -> {
	};

	private static final MoodSequence SAD_TO_HAPPY = MoodSequence.parse("sad to happy");

	private final MoodGroups groups = MoodGroups.load();

	@Test
	void groupInterpolationsNeedTheElevenFeatures() {
		assertThat(Baselines.of(FeatureSchema.ELEVEN, this.groups)).hasSize(8);
		assertThat(Baselines.of(Playlists.SCHEMA, this.groups)).hasSize(6)
			.noneMatch(MoodGroupInterpolation.class::isInstance);
	}

	@Test
	void slowOnesTellOfEachPlaylistThatTheyLearnFrom() {
		List<String> told = new ArrayList<>();
		for (Learner learner : Baselines.of(Playlists.SCHEMA, this.groups, () -> told.add("step"))) {
			learner.learn(Playlists.random(12, 1), 1);
		}
		assertThat(told).hasSize(3 * 12);
	}

	@Test
	void nothingIsLearnedFromTracksThatAreIgnored() {
		PlaylistDataset data = Playlists.random(12, 1);
		PlaylistDataset spoilt = Playlists.of(Playlists.SCHEMA, data.examples().stream().map((playlist) -> {
			double[][] rows = playlist.features().clone();
			rows[3] = new double[] { 1e6, -1e6, 1e6 };
			return new PlaylistExample(playlist.id(), playlist.moods(), rows, List.of(), Set.of(3));
		}).toList());
		PlaylistDataset clean = Playlists.of(Playlists.SCHEMA,
				data.examples().stream().map((playlist) -> playlist.ignoring(Set.of(3))).toList());
		for (Learner learner : Baselines.of(Playlists.SCHEMA, this.groups)) {
			assertThat(learner.learn(spoilt, 1).predict(SAD_TO_HAPPY, 7)).as(learner.name())
				.isDeepEqualTo(learner.learn(clean, 1).predict(SAD_TO_HAPPY, 7));
		}
	}

	@Test
	void globalMeanIsThatOfTheTracksThatCount() {
		PlaylistDataset data = Playlists.of(
				Playlists.playlist("a", new double[] { 0, 2, 1 }, new double[] { .5, 4, 1 }),
				Playlists.playlist("b", new double[] { 1, 6, 1 }, new double[] { 9, 9, 9 }).ignoring(Set.of(1)));
		double[][] rows = new GlobalMean().learn(data, 1).predict(SAD_TO_HAPPY, 2);
		assertThat(rows).hasDimensions(2, 3);
		assertThat(rows[1]).containsExactly(new double[] { .5, 4, 1 }, within(1e-12));
	}

	@Test
	void positionMeanFollowsARiseOfAllPlaylists() {
		PlaylistDataset data = Playlists.rising(20, .6, 0, 1);
		double[][] rows = new PositionMean().learn(data, 1).predict(SAD_TO_HAPPY, 4);
		for (int t = 0; t < 4; t++) {
			assertThat(rows[t][0]).isEqualTo(.5 + .6 * (Pacing.position(t, 4) - .5), within(1e-9));
		}
	}

	@Test
	void autoregressionFindsTheProcessBehindTracks() {
		// energy is drawn towards .5 by half at each step, valence follows energy
		Random random = new Random(3);
		List<PlaylistExample> playlists = new ArrayList<>();
		for (int p = 0; p < 200; p++) {
			double[][] rows = new double[10][];
			rows[0] = new double[] { .9 + .05 * random.nextGaussian(), random.nextInt(12), .5 };
			for (int t = 1; t < 10; t++) {
				rows[t] = new double[] { .5 + .5 * (rows[t - 1][0] - .5) + .02 * random.nextGaussian(),
						random.nextInt(12), rows[t - 1][0] };
			}
			playlists.add(Playlists.playlist("p" + p, rows));
		}
		double[][] rows = new VectorAutoregression(NOTHING).learn(Playlists.of(Playlists.SCHEMA, playlists), 1)
			.predict(SAD_TO_HAPPY, 5);
		double[] energies = { .9, .7, .6, .55, .525 };
		for (int t = 0; t < 5; t++) {
			assertThat(rows[t][0]).isEqualTo(energies[t], within(.02));
		}
		assertThat(rows[2][2]).isEqualTo(.7, within(.02));
	}

	@Test
	void autoregressionStaysWithinTheFeaturesRanges() {
		// energy grows by half at each step
		PlaylistDataset data = Playlists.made(20,
				(moods, u) -> new double[] { .01 * Math.pow(1.5, 9 * u), 10 * u, 1 - u });
		double[][] rows = new VectorAutoregression(NOTHING).learn(data, 1).predict(SAD_TO_HAPPY, 500);
		assertThat(Arrays.stream(rows).mapToDouble((row) -> row[0])).allMatch((energy) -> energy >= 0 && energy <= 1);
	}

	@Test
	void neighboursAreThePlaylistsOfTheSameWords() {
		// by journey: energy .2, .4, .6, .8 throughout
		PlaylistDataset data = Playlists.made(40,
				(moods, u) -> new double[] { moods.words().getFirst().contains("angry") ? .4 : .8, 12 * u, u });
		double[][] rows = new NearestNeighbours().learn(data, 1).predict(MoodSequence.parse("calm to angry"), 3);
		assertThat(rows).hasDimensions(3, 3);
		for (int t = 0; t < 3; t++) {
			assertThat(rows[t]).containsExactly(new double[] { .4, 6 * t, .5 * t }, within(1e-9));
		}
	}

	@Test
	void ridgeFindsWhatWordsSoundLike() {
		// each journey leads from the first word's energy to the last word's
		PlaylistDataset data = Playlists.made(400, (moods, u) -> {
			double energy = 0;
			for (int k = 0; k < moods.states().size(); k++) {
				energy += Pacing.weight(k, moods.states().size(), u) * energy(moods.states().get(k).words().getFirst());
			}
			return new double[] { energy, 12 * u, .5 + .3 * u * u };
		});
		double[][] rows = new RidgeOnMoods(this.groups, NOTHING).learn(data, 1).predict(SAD_TO_HAPPY, 11);
		assertThat(rows[0][0]).isEqualTo(.1, within(.02));
		assertThat(rows[5][0]).isEqualTo(.45, within(.02));
		assertThat(rows[10][0]).isEqualTo(.8, within(.02));
		assertThat(rows[5][2]).isEqualTo(.575, within(.01));
	}

	@Test
	void ridgeCountsPlaylistsNotTracks() {
		List<PlaylistExample> playlists = new ArrayList<>();
		for (int p = 0; p < 200; p++) {
			double[][] rows = new double[(p % 2 == 0) ? 2 : 20][];
			double energy = (p % 2 == 0) ? .2 : .8;
			Arrays.setAll(rows, (t) -> new double[] { energy, t % 12, t % 5 / 5. });
			playlists.add(Playlists.playlist("p" + p, rows));
		}
		FittedModel model = new RidgeOnMoods(this.groups, NOTHING).learn(Playlists.of(Playlists.SCHEMA, playlists), 1);
		// least squares hit the mean of what they learned from, each row by its weight
		assertThat((energy(model, 2) + energy(model, 20)) / 2).isEqualTo(.5, within(1e-9));
	}

	@Test
	void groupsInTheirOwnUnitsAreTheMeansOfTheTableAtThePaceOfTheirWords() {
		double[] sad = this.groups.group("sad").orElseThrow().mean();
		double[] happy = this.groups.group("happy").orElseThrow().mean();
		double[][] rows = MoodGroupInterpolation.inOwnUnits(this.groups)
			.learn(elevenFeatures(), 1)
			.predict(SAD_TO_HAPPY, 3);
		assertThat(rows[0]).containsExactly(sad, within(1e-9));
		assertThat(rows[2]).containsExactly(happy, within(1e-9));
		for (int f = 0; f < 11; f++) {
			assertThat(rows[1][f]).isEqualTo((sad[f] + happy[f]) / 2, within(1e-9));
		}
	}

	@Test
	void groupsInThePlaylistsUnitsAreStretchedToThem() {
		PlaylistDataset data = elevenFeatures();
		double[] rows = MoodGroupInterpolation.inFoldUnits(this.groups).learn(data, 1).predict(SAD_TO_HAPPY, 1)[0];
		double[] sad = this.groups.standardVector("sad");
		for (int f = 0; f < 11; f++) {
			assertThat(StandardUnits.of(data).standard(f, rows[f])).isEqualTo(.8 * sad[f], within(1e-9));
		}
	}

	@Test
	void wordsBeginAtTheirGroupsAndLearnWhatPlaylistsSay() {
		double[] happy = this.groups.group("happy").orElseThrow().mean();
		double[] sad = this.groups.group("sad").orElseThrow().mean();
		// always happy's sound but for energy, whatever is said
		double[] track = happy.clone();
		track[2] = .95;
		for (int playlists : new int[] { 1, 20, 2000 }) {
			PlaylistExample playlist = new PlaylistExample("a", MoodSequence.parse("happy"),
					new double[][] { track, track }, List.of());
			PlaylistExample other = new PlaylistExample("b", MoodSequence.parse("sad"), new double[][] { sad, sad },
					List.of());
			List<PlaylistExample> all = new ArrayList<>(Collections.nCopies(playlists, playlist));
			all.addAll(Collections.nCopies(playlists, other));
			double[] row = new AnchoredWords(this.groups, NOTHING).learn(Playlists.of(FeatureSchema.ELEVEN, all), 1)
				.predict(MoodSequence.parse("happy"), 1)[0];
			// of the two words and the shift, one rises by what the playlists and the
			// anchor agree on
			double held = 7 * AnchoredWords.fading(2 * playlists);
			double learned = .5 + .5 * playlists / (playlists + held);
			assertThat(row[2]).isEqualTo(happy[2] + learned * (.95 - happy[2]), within(1e-6));
			assertThat(row[0]).isEqualTo(happy[0], within(1e-9));
		}
	}

	@Test
	void aWordWithoutGroupIsHeldLoosely() {
		double[] track = this.groups.scaler().mean();
		double[] bright = track.clone();
		bright[2] += this.groups.scaler().deviation()[2];
		PlaylistExample known = new PlaylistExample("a", MoodSequence.parse("sad"), new double[][] { track },
				List.of());
		PlaylistExample unknown = new PlaylistExample("b", MoodSequence.parse("zany"), new double[][] { bright },
				List.of());
		FittedModel model = new AnchoredWords(this.groups, NOTHING)
			.learn(Playlists.of(FeatureSchema.ELEVEN, List.of(known, unknown)), 1);
		double rise = model.predict(MoodSequence.parse("zany"), 1)[0][2]
				- model.predict(MoodSequence.parse("quirky"), 1)[0][2];
		double fall = model.predict(MoodSequence.parse("quirky"), 1)[0][2]
				- model.predict(MoodSequence.parse("sad"), 1)[0][2] - this.groups.scaler().natural(2, 0)
				+ this.groups.group("sad").orElseThrow().mean()[2];
		assertThat(rise / fall).isEqualTo(1 / AnchoredWords.LOOSE, within(1e-6));
	}

	private static double energy(FittedModel model, int length) {
		return Arrays.stream(model.predict(SAD_TO_HAPPY, length)).mapToDouble((row) -> row[0]).average().orElseThrow();
	}

	private static double energy(String word) {
		return switch (word) {
			case "sad" -> .1;
			case "happy" -> .8;
			case "calm" -> .3;
			default -> .6;
		};
	}

	private static PlaylistDataset elevenFeatures() {
		Random random = new Random(2);
		List<PlaylistExample> playlists = new ArrayList<>();
		for (int p = 0; p < 5; p++) {
			double[][] rows = new double[4][];
			Arrays.setAll(rows, (t) -> random.doubles(11).toArray());
			playlists.add(Playlists.playlist("p" + p, rows));
		}
		return Playlists.of(FeatureSchema.ELEVEN, playlists);
	}

}
