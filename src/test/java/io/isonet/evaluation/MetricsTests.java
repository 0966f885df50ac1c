package io.isonet.evaluation;

import io.isonet.audio.FeatureScaler;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class MetricsTests {

	// energy in units of .1 around .5, key of 2 around 5, valence of .2 around .5
	private final Metrics metrics = new Metrics(Playlists.SCHEMA,
			new FeatureScaler(new double[] { .5, 5, .5 }, new double[] { .1, 2, .2 }));

	@Test
	void errorsAreMeanSquaresInStandardUnits() {
		double[][] truth = { { .5, 5, .5 }, { .5, 5, .5 } };
		double[][] predicted = { { .6, 9, .5 }, { .8, 5, .7 } };
		Metrics.Figures figures = this.metrics.of(predicted, truth);
		// energy (1 + 9) / 2, key (4 + 0) / 2, valence (0 + 1) / 2
		assertThat(figures.perFeature()).containsExactly(new double[] { 5, 2, .5 }, within(1e-12));
		assertThat(figures.mseZ()).isEqualTo(2.5, within(1e-12));
		assertThat(figures.mseZ9()).isEqualTo(2.75, within(1e-12));
	}

	@Test
	void endsAreDistancesBetweenMeansOfTwoRowsWithoutKey() {
		double[][] truth = { { .5, 0, .5 }, { .5, 1, .5 }, { .5, 2, .5 }, { .5, 3, .5 } };
		double[][] predicted = { { .7, 9, .5 }, { .9, 9, .5 }, { .5, 9, .9 }, { .5, 9, .5 } };
		Metrics.Figures figures = this.metrics.of(predicted, truth);
		assertThat(figures.startError()).isEqualTo(3, within(1e-12));
		assertThat(figures.endError()).isEqualTo(1, within(1e-12));
	}

	@Test
	void directionIsTheCosineBetweenTheChanges() {
		double[][] truth = { { .5, 0, .5 }, { .5, 0, .5 }, { .6, 0, .5 }, { .6, 0, .5 } };
		double[][] diagonal = { { .5, 9, .5 }, { .5, 0, .5 }, { .6, 0, .7 }, { .6, 9, .7 } };
		double[][] back = { { .9, 9, .5 }, { .9, 0, .5 }, { .6, 0, .5 }, { .6, 9, .5 } };
		assertThat(this.metrics.of(diagonal, truth).directionCosine()).isEqualTo(Math.sqrt(.5), within(1e-12));
		assertThat(this.metrics.of(back, truth).directionCosine()).isEqualTo(-1, within(1e-12));
	}

	@Test
	void whatDoesNotMoveHasNoDirection() {
		double[][] still = { { .3, 0, .7 }, { .3, 1, .7 }, { .3, 2, .7 } };
		double[][] moving = { { .1, 0, .1 }, { .2, 0, .2 }, { .3, 0, .3 } };
		assertThat(this.metrics.of(still, moving).directionCosine()).isNaN();
		assertThat(this.metrics.of(moving, still).directionCosine()).isNaN();
	}

	@Test
	void warpingOfEqualRowsCostsNothing() {
		double[][] rows = { { 0, 1 }, { 2, 3 }, { 1, 1 } };
		assertThat(Metrics.dynamicTimeWarping(rows, rows)).isZero();
	}

	@Test
	void warpingForgivesDelay() {
		double[][] early = { { 0 }, { 1 }, { 1 }, { 2 } };
		double[][] late = { { 0 }, { 0 }, { 1 }, { 2 }, { 2 } };
		assertThat(Metrics.dynamicTimeWarping(early, late)).isZero();
	}

	@Test
	void warpingIsTheCostOfTheCheapestPathForEachPairOnIt() {
		// the pairs (0, 0), (1, 1), (2, 1) cost 1 + 0 + 3; through (2, 0) or (1, 0) more
		double[][] one = { { 0 }, { 5 }, { 8 } };
		double[][] other = { { 1 }, { 5 } };
		assertThat(Metrics.dynamicTimeWarping(one, other)).isEqualTo(4. / 3, within(1e-12));
	}

	@Test
	void warpingOfConstantsTakesTheShortestPath() {
		double[][] zeros = { { 0, 0 }, { 0, 0 }, { 0, 0 } };
		double[][] others = { { 3, 4 }, { 3, 4 }, { 3, 4 } };
		assertThat(Metrics.dynamicTimeWarping(zeros, others)).isEqualTo(5, within(1e-12));
	}

}
