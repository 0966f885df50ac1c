package io.isonet.evaluation;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

import io.isonet.audio.AudioFeature;
import io.isonet.audio.FeatureScaler;
import io.isonet.audio.FeatureSchema;
import io.isonet.dataset.MoodGroup;
import io.isonet.dataset.MoodGroups;
import io.isonet.dataset.PlaylistExample;
import io.isonet.mood.MoodSequence;
import io.isonet.network.TrackSpread;
import io.isonet.network.WordDeviations;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class ResidualsTests {

	private static final FeatureSchema ENERGY = new FeatureSchema(List.of(new AudioFeature("energy", "", -100, 100)));

	private static final FeatureScaler UNIT = FeatureScaler.identity(1);

	private static final Runnable NOTHING = () -> {
	};

	private static final WordDeviations ONES = new WordDeviations(1, Map.of());

	@Test
	void everyPlaylistWeighsTheSame() {
		Residuals residuals = new Residuals(ENERGY, ONES);
		residuals.add(playlist("sad", constant(97, 1)), constant(97, 0), UNIT);
		residuals.add(playlist("sad", constant(3, 2)), constant(3, 0), UNIT);
		residuals.add(playlist("sad", constant(2, 3)), constant(2, 0), UNIT);
		TrackSpread.Feature energy = residuals.spread().orElseThrow().features().getFirst();
		assertThat(energy.kind()).isEqualTo(TrackSpread.Kind.RESIDUALS);
		assertThat(energy.quantiles()).hasSize(40).startsWith(1, 1).endsWith(3, 3);
		assertThat(energy.quantile(.5, 0, 1)).isEqualTo(2);
		assertThat(energy.quantile(.3, 10, 1)).isEqualTo(11);
		assertThat(energy.quantile(.95, 10, 2)).isEqualTo(16);
	}

	@Test
	void residualsAreDividedByTheDeviationOfTheirJourney() {
		Residuals residuals = new Residuals(ENERGY, new WordDeviations(1, Map.of("sad", new double[] { .5 })));
		for (int p = 0; p < 3; p++) {
			residuals.add(playlist("sad", constant(3, 5)), constant(3, 4), UNIT);
		}
		assertThat(residuals.spread().orElseThrow().features().getFirst().quantiles()).containsOnly(2);
	}

	@Test
	void tracksThatDoNotCountAreNotCounted() {
		Residuals residuals = new Residuals(ENERGY, ONES);
		for (int p = 0; p < 3; p++) {
			residuals.add(playlist("sad", new double[] { 9 }, new double[] { 1 }).ignoring(Set.of(0)), constant(2, 0),
					UNIT);
		}
		assertThat(residuals.spread().orElseThrow().features().getFirst().quantiles()).containsOnly(1);
	}

	@Test
	void whatCannotBePredictedHasTheQuantilesOfTheTracks() {
		FeatureSchema schema = FeatureSchema.ELEVEN;
		Residuals residuals = new Residuals(schema, new WordDeviations(11, Map.of()));
		for (int p = 0; p < 3; p++) {
			double[] row = new double[11];
			Arrays.fill(row, .25);
			double[] predicted = new double[11];
			Arrays.fill(predicted, .5);
			residuals.add(playlist("sad", row, row), new double[][] { predicted, predicted },
					FeatureScaler.identity(11));
		}
		List<TrackSpread.Feature> features = residuals.spread().orElseThrow().features();
		assertThat(features.get(schema.indexOf("energy")).quantiles()).containsOnly(-.25);
		for (String name : List.of("instrumentalness", "key")) {
			TrackSpread.Feature own = features.get(schema.indexOf(name));
			assertThat(own.kind()).isEqualTo(TrackSpread.Kind.TRACKS);
			assertThat(own.quantiles()).containsOnly(.25);
		}
		assertThat(features.get(schema.indexOf("mode")).kind()).isEqualTo(TrackSpread.Kind.PROBABILITY);
	}

	@Test
	void aPlaylistIsJudgedByTheOthersAlone() {
		Residuals residuals = new Residuals(ENERGY, ONES);
		residuals.add(playlist("sad", constant(2, 1)), constant(2, 0), UNIT);
		residuals.add(playlist("sad", constant(2, 2)), constant(2, 0), UNIT);
		residuals.add(playlist("sad", constant(2, 9)), constant(2, 0), UNIT);
		List<SpreadFigures> figures = residuals.figures(NOTHING);
		assertThat(figures).hasSize(3);
		assertThat(figures.get(0).coveredInAll()).isZero();
		assertThat(figures.get(1).coveredInAll()).isEqualTo(2);
		assertThat(figures.get(2).coveredInAll()).isZero();
	}

	@Test
	void tracksOfThePlaylistTellNothingWhereverElseTheyAre() {
		Residuals residuals = new Residuals(ENERGY, ONES);
		// the 9 of the last playlist stands in the first one too
		residuals.add(playlist("sad", new double[] { 1 }, new double[] { 9 }), constant(2, 0), UNIT);
		residuals.add(playlist("sad", constant(2, 2)), constant(2, 0), UNIT);
		residuals.add(playlist("sad", constant(2, 9)), constant(2, 0), UNIT);
		assertThat(residuals.figures(NOTHING).get(2).coveredInAll()).isZero();
	}

	@Test
	void fewPlaylistsMakeNoSpread() {
		Residuals residuals = new Residuals(ENERGY, ONES);
		residuals.add(playlist("sad", constant(9, 1)), constant(9, 0), UNIT);
		residuals.add(playlist("sad", constant(9, 2)), constant(9, 0), UNIT);
		assertThat(residuals.spread()).isEmpty();
		assertThat(residuals.figures(NOTHING)).isEmpty();
	}

	@Test
	void generatedTracksAreCoveredAsOftenAsTheLevelSays() {
		Random random = new Random(5);
		Residuals residuals = new Residuals(ENERGY, new WordDeviations(1, Map.of("sad", new double[] { .5 })));
		for (int p = 0; p < 100; p++) {
			String word = (p % 2 == 0) ? "sad" : "happy";
			double deviation = (p % 2 == 0) ? .5 : 1;
			double[][] rows = new double[20][];
			Arrays.setAll(rows, (t) -> new double[] { 3 + deviation * random.nextGaussian() });
			residuals.add(playlist(word, rows), constant(20, 3), UNIT);
		}
		List<SpreadFigures> figures = residuals.figures(NOTHING);
		assertThat(figures).hasSize(100);
		int[] kinds = IntStream.range(0, 30)
			.flatMap((part) -> IntStream.range(0, 100).filter((p) -> p % 30 == part))
			.map((p) -> p % 2)
			.toArray();
		for (int half = 0; half < 2; half++) {
			// parts of thirty: the figures stand in another order than the playlists, but
			// a
			// part has playlists of one kind alone
			int kind = half;
			int covered = IntStream.range(0, 100)
				.filter((i) -> kinds[i] == kind)
				.map((i) -> figures.get(i).coveredInAll())
				.sum();
			assertThat(covered / 1000d).isEqualTo(.8, within(.03));
		}
		TrackSpread.Feature energy = residuals.spread().orElseThrow().features().getFirst();
		// of the normal distribution
		assertThat(energy.quantile(.9, 0, 1)).isEqualTo(1.2816, within(.08));
		assertThat(energy.quantile(.75, 0, 1)).isEqualTo(.6745, within(.08));
		assertThat(energy.quantile(.025, 0, 1)).isEqualTo(-1.96, within(.15));
	}

	@Test
	void deviationsOfWordsAreThoseOfTheirGroups() {
		MoodGroups groups = MoodGroups.load();
		MoodGroup group = groups.group("sad").orElseThrow();
		FeatureSchema schema = new FeatureSchema(List.of(FeatureSchema.ELEVEN.feature(4),
				FeatureSchema.ELEVEN.feature(2), new AudioFeature("warmth", "", 0, 1)));
		WordDeviations deviations = GroupDeviations.of(groups, schema, List.of("Sad", "nobody knows"));
		assertThat(deviations.words()).containsOnlyKeys("sad");
		assertThat(deviations.words().get("sad")).containsExactly(1,
				group.deviation()[2] / groups.scaler().deviation()[2], 1);
	}

	private static PlaylistExample playlist(String moods, double[]... rows) {
		return new PlaylistExample("p", MoodSequence.parse(moods), rows, List.of());
	}

	private static double[][] constant(int tracks, double value) {
		double[][] rows = new double[tracks][];
		Arrays.setAll(rows, (t) -> new double[] { value });
		return rows;
	}

}
