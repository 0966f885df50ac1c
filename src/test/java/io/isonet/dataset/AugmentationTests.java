package io.isonet.dataset;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

import io.isonet.audio.FeatureScaler;
import io.isonet.mood.MoodSequence;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class AugmentationTests {

	private static final FeatureScaler UNITS = new FeatureScaler(new double[] { 5, 5 }, new double[] { 1, 10 });

	/// Two tracks a state; the fourth counts for nothing.
	private final PlaylistExample playlist = new PlaylistExample("a",
			MoodSequence.parse("sad, lonely to calm to happy"),
			new double[][] { { 0, 0 }, { 1, 1 }, { 2, 2 }, { 3, 3 }, { 4, 4 }, { 5, 5 } },
			List.of("t0", "t1", "t2", "t3", "t4", "t5"), Set.of(3));

	@Test
	void reversedIsBackToFrontInAllOfIt() {
		PlaylistExample reversed = new Augmentation(1, 0, 0).apply(this.playlist, UNITS, JourneyGenerator.seeded(1));
		assertThat(reversed.moods()).isEqualTo(MoodSequence.parse("happy to calm to sad, lonely"));
		assertThat(reversed.features())
			.isDeepEqualTo(new double[][] { { 5, 5 }, { 4, 4 }, { 3, 3 }, { 2, 2 }, { 1, 1 }, { 0, 0 } });
		assertThat(reversed.trackIds()).containsExactly("t5", "t4", "t3", "t2", "t1", "t0");
		assertThat(reversed.ignored()).containsExactly(2);
		assertThat(this.playlist.features()[0]).containsExactly(0, 0);
	}

	@Test
	void croppedAreConsecutiveStatesWithTheirTracksAlone() {
		Augmentation augmentation = new Augmentation(0, 1, 0);
		RandomGenerator random = JourneyGenerator.seeded(1);
		Set<String> seen = new HashSet<>();
		for (int n = 0; n < 200; n++) {
			PlaylistExample cropped = augmentation.apply(this.playlist, UNITS, random);
			seen.add(cropped.moods() + " " + cropped.trackIds() + " " + cropped.ignored());
		}
		// of "calm" alone one track would count: it stays whole
		assertThat(seen).containsExactlyInAnyOrder("sad, lonely [t0, t1] []", "happy [t4, t5] []",
				"sad, lonely to calm [t0, t1, t2, t3] [3]", "calm to happy [t2, t3, t4, t5] [1]",
				"sad, lonely to calm to happy [t0, t1, t2, t3, t4, t5] [3]");
	}

	@Test
	void oneStateIsNotCropped() {
		PlaylistExample still = new PlaylistExample("a", MoodSequence.parse("sad"), this.playlist.features(),
				List.of());
		assertThat(new Augmentation(0, 1, 0).apply(still, UNITS, JourneyGenerator.seeded(1))).isSameAs(still);
	}

	@Test
	void noiseHasItsDeviationInStandardUnits() {
		double[][] rows = new double[20_000][];
		Arrays.setAll(rows, (t) -> new double[] { 3, 3 });
		PlaylistExample still = new PlaylistExample("a", MoodSequence.parse("sad"), rows, List.of());
		PlaylistExample noisy = new Augmentation(0, 0, .2).apply(still, UNITS, JourneyGenerator.seeded(1));
		FeatureScaler found = FeatureScaler.fit(List.<double[][]>of(noisy.features()));
		assertThat(found.mean()).containsExactly(new double[] { 3, 3 }, within(.05));
		assertThat(found.deviation()[0]).isEqualTo(.2, within(.01));
		assertThat(found.deviation()[1]).isEqualTo(2, within(.1));
		assertThat(rows[0]).containsExactly(3, 3);
	}

	@Test
	void sharesAreProbabilitiesAndTheSameSeedVariesTheSame() {
		Augmentation augmentation = new Augmentation(.25, 0, 0);
		RandomGenerator random = JourneyGenerator.seeded(1);
		long reversed = 0;
		for (int n = 0; n < 2000; n++) {
			reversed += augmentation.apply(this.playlist, UNITS, random).moods().equals(this.playlist.moods()) ? 0 : 1;
		}
		assertThat(reversed).isBetween(400L, 600L);
		Augmentation all = new Augmentation(.5, .5, .1);
		for (int seed = 0; seed < 20; seed++) {
			assertThat(all.apply(this.playlist, UNITS, JourneyGenerator.seeded(seed)).features())
				.isDeepEqualTo(all.apply(this.playlist, UNITS, JourneyGenerator.seeded(seed)).features());
		}
	}

}
