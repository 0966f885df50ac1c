package io.isonet.evaluation;

import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class RidgeRegressionTests {

	@Test
	void withoutPenaltyALineIsFound() {
		RidgeRegression regression = new RidgeRegression(2, 2, 0);
		for (double x : new double[] { -1, 0, 2, 5 }) {
			regression.add(Map.of(0, 1.0, 1, x), new double[] { 3 + 2 * x, -x }, 1);
		}
		double[][] weights = regression.solve();
		assertThat(weights[0]).containsExactly(new double[] { 3, 0 }, within(1e-12));
		assertThat(weights[1]).containsExactly(new double[] { 2, -1 }, within(1e-12));
		assertThat(RidgeRegression.apply(Map.of(0, 1.0, 1, 10.0), weights)).containsExactly(new double[] { 23, -10 },
				within(1e-12));
	}

	@Test
	void penaltyShrinksTheSlopeAndSparesTheIntercept() {
		RidgeRegression regression = new RidgeRegression(2, 1, 2);
		// slope = sum x y / (sum x^2 + 2) = 4 / 4, intercept = the mean
		regression.add(Map.of(0, 1.0, 1, -1.0), new double[] { 98 }, 1);
		regression.add(Map.of(0, 1.0, 1, 1.0), new double[] { 102 }, 1);
		double[][] weights = regression.solve();
		assertThat(weights[0][0]).isEqualTo(100, within(1e-12));
		assertThat(weights[1][0]).isEqualTo(1, within(1e-12));
	}

	@Test
	void aRowOfWeightTwoIsTheRowTwice() {
		RidgeRegression once = new RidgeRegression(2, 1, 1);
		RidgeRegression twice = new RidgeRegression(2, 1, 1);
		once.add(Map.of(0, 1.0), new double[] { 4 }, 1);
		twice.add(Map.of(0, 1.0), new double[] { 4 }, 1);
		once.add(Map.of(0, 1.0, 1, 3.0), new double[] { 7 }, 2);
		twice.add(Map.of(0, 1.0, 1, 3.0), new double[] { 7 }, 1);
		twice.add(Map.of(0, 1.0, 1, 3.0), new double[] { 7 }, 1);
		assertThat(once.solve()[1][0]).isEqualTo(twice.solve()[1][0], within(1e-12));
	}

	@Test
	void nothingLearnedIsNothingPredicted() {
		assertThat(new RidgeRegression(2, 3, 1).solve()).isDeepEqualTo(new double[2][3]);
	}

}
