package io.isonet.catalog;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class NearestTracksTests {

	private static final int FEATURES = 11;

	@Test
	void findsWhatSortingAllDistancesFinds() {
		Random random = new Random(1);
		List<float[]> tracks = tracks(random, 2 * FeatureColumns.BLOCK + 77);
		boolean[] allowed = new boolean[tracks.size()];
		for (int i = 0; i < allowed.length; i++) {
			allowed[i] = random.nextInt(3) > 0;
		}
		double[][] points = { natural(random), natural(random), natural(random) };
		double[][] weights = { ones(), ones(), ones() };
		weights[1][FeatureColumns.KEY] = 0;
		List<List<NearestTracks.Neighbour>> found = new NearestTracks(FeatureColumns.of(tracks)).find(points, weights,
				allowed, 50);
		for (int p = 0; p < points.length; p++) {
			double[] point = points[p];
			double[] weight = weights[p];
			List<Integer> expected = IntStream.range(0, tracks.size())
				.filter((i) -> allowed[i])
				.boxed()
				.sorted(Comparator.comparingDouble((Integer i) -> distance(tracks.get(i), point, weight)))
				.limit(50)
				.toList();
			assertThat(found.get(p)).extracting(NearestTracks.Neighbour::track).isEqualTo(expected);
		}
	}

	@Test
	void goesTheShorterWayRoundForKeyAndTempo() {
		float[] track = new float[FEATURES];
		track[FeatureColumns.KEY] = 11;
		track[FeatureColumns.TEMPO] = 120;
		double[] point = new double[FEATURES];
		point[FeatureColumns.TEMPO] = 61;
		double[] weights = ones();
		float distance = nearest(List.of(track), point, weights).getFirst().distance();
		double octaves = Math.log(122 / 120.) / Math.log(2);
		assertThat((double) distance).isCloseTo(1 / 144. + octaves * octaves,
				org.assertj.core.data.Offset.offset(1e-6));
	}

	@Test
	void countsNothingForAKeyThatWasNotFound() {
		float[] track = new float[FEATURES];
		track[FeatureColumns.KEY] = Float.NaN;
		track[FeatureColumns.TEMPO] = 100;
		double[] point = new double[FEATURES];
		point[FeatureColumns.KEY] = 6;
		point[FeatureColumns.TEMPO] = 100;
		assertThat(nearest(List.of(track), point, ones()).getFirst().distance()).isZero();
	}

	@Test
	void takesTheFirstOfEquallyNearOnes() {
		float[] track = tracks(new Random(2), 1).getFirst();
		double[] point = natural(new Random(3));
		List<NearestTracks.Neighbour> found = new NearestTracks(FeatureColumns.of(List.of(track, track, track, track)))
			.find(new double[][] { point }, new double[][] { ones() }, new boolean[] { true, false, true, true }, 2)
			.getFirst();
		assertThat(found).extracting(NearestTracks.Neighbour::track).containsExactly(0, 2);
	}

	@Test
	void answersFewerWhereFewerAreAllowed() {
		assertThat(new NearestTracks(FeatureColumns.of(tracks(new Random(4), 5)))
			.find(new double[][] { natural(new Random(5)) }, new double[][] { ones() }, new boolean[5], 3)
			.getFirst()).isEmpty();
		assertThat(new NearestTracks(FeatureColumns.of(List.of()))
			.find(new double[][] { natural(new Random(5)) }, new double[][] { ones() }, new boolean[0], 3)
			.getFirst()).isEmpty();
	}

	private static List<NearestTracks.Neighbour> nearest(List<float[]> tracks, double[] point, double[] weights) {
		boolean[] allowed = new boolean[tracks.size()];
		Arrays.fill(allowed, true);
		return new NearestTracks(FeatureColumns.of(tracks))
			.find(new double[][] { point }, new double[][] { weights }, allowed, 1)
			.getFirst();
	}

	private static double distance(float[] track, double[] point, double[] weights) {
		float sum = 0;
		for (int f = 0; f < FEATURES; f++) {
			float difference = FeatureColumns.coordinate(f, track[f]) - FeatureColumns.coordinate(f, point[f]);
			if (FeatureColumns.isRound(f)) {
				difference = Math.min(Math.abs(difference), 1 - Math.abs(difference));
			}
			sum += (float) weights[f] * difference * difference;
		}
		return sum;
	}

	private static double[] ones() {
		double[] ones = new double[FEATURES];
		Arrays.fill(ones, 1);
		return ones;
	}

	private static List<float[]> tracks(Random random, int count) {
		List<float[]> tracks = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			double[] values = natural(random);
			float[] track = new float[FEATURES];
			for (int f = 0; f < FEATURES; f++) {
				track[f] = (float) values[f];
			}
			tracks.add(track);
		}
		return tracks;
	}

	private static double[] natural(Random random) {
		double[] values = random.doubles(FEATURES).toArray();
		values[FeatureColumns.KEY] = random.nextInt(12);
		values[FeatureColumns.TEMPO] = 60 + 100 * random.nextDouble();
		return values;
	}

}
