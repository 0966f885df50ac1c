package io.isonet.training;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

import ai.djl.Device;
import io.isonet.audio.AudioFeature;
import io.isonet.audio.FeatureScaler;
import io.isonet.audio.FeatureSchema;
import io.isonet.dataset.PlaylistBatch;
import io.isonet.network.Engine;
import io.isonet.network.IsoNetConfig;
import io.isonet.network.IsoNetModel;
import io.isonet.network.IsoNetPredictor;
import io.isonet.network.JourneyBatch;
import io.isonet.network.Weights;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class PrincipalComponentsTests {

	private static final FeatureSchema SCHEMA = new FeatureSchema(List.of(new AudioFeature("a", "", -1e6, 1e6),
			new AudioFeature("b", "", -1e6, 1e6), new AudioFeature("c", "", -1e6, 1e6)));

	private static final FeatureScaler SCALER = new FeatureScaler(new double[] { 3, -2, 1 }, new double[] { 2, 5, .5 });

	@Test
	void theFirstIsTheDirectionInWhichTracksDifferMost() {
		// b rises where a does, c is on its own: of the three, a + b differs most
		Random random = new Random(1);
		double[][] tracks = new double[4000][];
		Arrays.setAll(tracks, (t) -> {
			double a = random.nextGaussian();
			return new double[] { 100 + a, 7 + 50 * (a + .1 * random.nextGaussian()), random.nextGaussian() };
		});
		PrincipalComponents one = PrincipalComponents.of(List.<double[][]>of(tracks), 1);
		double[][][] found = one.of(batch(tracks[0], tracks[1], tracks[2]));
		FeatureScaler units = FeatureScaler.fit(List.<double[][]>of(tracks));
		for (int t = 0; t < 3; t++) {
			double expected = (units.standard(0, tracks[t][0]) + units.standard(1, tracks[t][1])) / Math.sqrt(2);
			assertThat(Math.abs(found[0][t][0])).isEqualTo(Math.abs(expected), within(.05));
		}
	}

	@Test
	void allOfThemKeepDistancesInStandardUnits() {
		double[][] tracks = tracks();
		FeatureScaler units = FeatureScaler.fit(List.<double[][]>of(tracks));
		double[][] found = PrincipalComponents.of(List.<double[][]>of(tracks), 3).of(batch(tracks))[0];
		double whole = 0;
		double kept = 0;
		for (int f = 0; f < 3; f++) {
			whole += Math.pow(units.standard(f, tracks[0][f]) - units.standard(f, tracks[1][f]), 2);
			kept += Math.pow(found[0][f] - found[1][f], 2);
		}
		assertThat(kept).isEqualTo(whole, within(1e-9));
		double[][] two = PrincipalComponents.of(List.<double[][]>of(tracks), 2).of(batch(tracks))[0];
		assertThat(two[4]).containsExactly(Arrays.copyOf(found[4], 2), within(1e-12));
	}

	@ParameterizedTest
	@EnumSource
	void aHeadThatIsProjectedAndFoldedSaysWhatItSaid(IsoNetConfig.Outputs outputs) {
		IsoNetConfig served = config(outputs);
		Weights weights = Weights.random(served, 1);
		PrincipalComponents all = PrincipalComponents.of(List.<double[][]>of(tracks()), 3);
		Weights projected = all.project(served, weights);
		float[][] expected = predict(served, weights);
		float[][] actual = predict(served, all.fold(served, projected));
		double[][] natural = new double[expected.length][];
		for (int t = 0; t < expected.length; t++) {
			float[] row = expected[t];
			natural[t] = new double[] { row[0], row[1], row[2] };
			assertThat(actual[t]).containsExactly(row, within(1e-4f));
		}
		float[][] components = predict(all.config(served), projected);
		double[][] wanted = all.of(batch(natural))[0];
		for (int t = 0; t < expected.length; t++) {
			for (int c = 0; c < 3; c++) {
				assertThat((double) components[t][c]).isEqualTo(wanted[t][c], within(1e-4));
			}
		}
	}

	@Test
	void aTrackThatCountsForNothingStaysEmpty() {
		PlaylistBatch batch = new PlaylistBatch(new int[1][2], new int[] { 2 },
				new double[][][] { { { 1, 2, 3 }, {} } });
		double[][][] found = PrincipalComponents.of(List.<double[][]>of(tracks()), 2).of(batch);
		assertThat(found[0][0]).hasSize(2);
		assertThat(found[0][1]).isEmpty();
	}

	private static double[][] tracks() {
		Random random = new Random(2);
		double[][] tracks = new double[50][];
		Arrays.setAll(tracks,
				(t) -> new double[] { random.nextGaussian(), 20 * random.nextGaussian(), random.nextDouble() });
		return tracks;
	}

	private static PlaylistBatch batch(double[]... tracks) {
		return new PlaylistBatch(new int[1][2], new int[] { tracks.length }, new double[][][] { tracks });
	}

	private static IsoNetConfig config(IsoNetConfig.Outputs outputs) {
		return new IsoNetConfig(10, 4, 5, 6, 2, 2, true, IsoNetConfig.Pace.STANDARD, true,
				IsoNetConfig.InitialHidden.TANH, outputs, SCHEMA, SCALER);
	}

	private static float[][] predict(IsoNetConfig config, Weights weights) {
		try (IsoNetModel model = IsoNetModel.load(config, weights, Engine.FUSED, Device.cpu());
				IsoNetPredictor predictor = model.newPredictor()) {
			return predictor.predict(new JourneyBatch(new int[][] { { 1, 2, 3, 9 } }, new int[] { 4 }))
				.getFirst()
				.features();
		}
	}

}
