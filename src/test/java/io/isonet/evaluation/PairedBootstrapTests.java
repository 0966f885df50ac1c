package io.isonet.evaluation;

import java.util.Random;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class PairedBootstrapTests {

	private static final double[] ONE = { 1, 2, 3, 5 };

	private static final double[] OTHER = { 2, 2, 5, 4 };

	@Test
	void differenceIsThatOfTheMeans() {
		assertThat(new PairedBootstrap(1).difference(ONE, OTHER).difference()).isEqualTo(-.5, within(1e-12));
	}

	@Test
	void theSameSeedGivesTheSameInterval() {
		assertThat(new PairedBootstrap(1).difference(ONE, OTHER))
			.isEqualTo(new PairedBootstrap(1).difference(ONE, OTHER));
		double[] many = new Random(1).doubles(50).toArray();
		assertThat(new PairedBootstrap(1).difference(many, new double[50]))
			.isNotEqualTo(new PairedBootstrap(2).difference(many, new double[50]));
	}

	@Test
	void aDifferenceThatIsTheSameEverywhereIsCertain() {
		EvaluationReport.Difference difference = new PairedBootstrap(1).difference(new double[] { 1, 2, 3 },
				new double[] { 1.5, 2.5, 3.5 });
		assertThat(difference).isEqualTo(new EvaluationReport.Difference(-.5, -.5, -.5));
	}

	@Test
	void intervalHoldsAKnownDifferenceAndIsAsWideAsTheNormalOne() {
		Random random = new Random(5);
		double[] one = new double[400];
		double[] other = new double[400];
		for (int p = 0; p < one.length; p++) {
			double playlist = 10 * random.nextGaussian();
			one[p] = playlist + .3 + random.nextGaussian();
			other[p] = playlist;
		}
		EvaluationReport.Difference difference = new PairedBootstrap(1).difference(one, other);
		assertThat(difference.low()).isLessThan(.3).isGreaterThan(0);
		assertThat(difference.high()).isGreaterThan(.3);
		// 2 * 1.96 / sqrt(400); what the playlists have in common does not count
		assertThat(difference.high() - difference.low()).isEqualTo(.196, within(.02));
	}

	@Test
	void winsCountPlaylistsWithTheLowerFigure() {
		assertThat(PairedBootstrap.wins(ONE, OTHER)).isEqualTo(2);
		assertThat(PairedBootstrap.wins(OTHER, ONE)).isEqualTo(1);
	}

}
