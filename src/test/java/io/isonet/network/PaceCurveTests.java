package io.isonet.network;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import io.isonet.network.PaceCurve.Point;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class PaceCurveTests {

	private static final Offset<Double> EXACT = Offset.offset(1e-12);

	@ParameterizedTest
	@CsvSource({
			// shares of a quarter, a half and a quarter
			"0, 0", "0.125, 0.16666666666666667", "0.25, 0.33333333333333333", "0.5, 0.5", "0.75, 0.66666666666666667",
			"1, 1" })
	void eachStateHasItsShareOfThePlaylist(double u, double reached) {
		assertThat(PaceCurve.shares(1, 2, 1).at(u)).isCloseTo(reached, EXACT);
	}

	@Test
	void onlyTheProportionsOfSharesCount() {
		assertThat(PaceCurve.shares(2, 4, 2)).isEqualTo(PaceCurve.shares(1, 2, 1));
		assertThat(PaceCurve.shares(Double.MAX_VALUE / 2, Double.MAX_VALUE, Double.MAX_VALUE / 2))
			.isEqualTo(PaceCurve.shares(1, 2, 1));
		assertRises(PaceCurve.shares(1, Double.MIN_VALUE, Double.MAX_VALUE, 1));
	}

	@Test
	void whatAsksForTheStandardPaceIsTheStandardPaceToTheBit() {
		List<PaceCurve> standard = List.of(PaceCurve.shares(1, 1, 1), PaceCurve.shares(.1, .1, .1, .1, .1, .1, .1),
				PaceCurve.shares(5), PaceCurve.hold(0, 3), PaceCurve.hold(-0d, 5), curve(0, 0, 1, 1),
				curve(0, 0, .3, .3, .7, .7, 1, 1));
		assertThat(standard).allMatch(PaceCurve::isStandard).containsOnly(PaceCurve.STANDARD);
		for (int t = 0; t < 500; t++) {
			double u = Pacing.position(t, 500);
			assertThat(PaceCurve.STANDARD.at(u)).isEqualTo(u);
		}
		assertThat(PaceCurve.shares(1, 1, 2).isStandard()).isFalse();
		assertThat(PaceCurve.hold(.1, 1).isStandard()).isFalse();
	}

	@ParameterizedTest
	@CsvSource({
			// three states, held for half of each third: the first from 1/12 to 3/12
			"0, 0", "0.0416666666666666667, 0.0833333333333333333", "0.1, 0.1666666666666666667",
			"0.24, 0.1666666666666666667", "0.3333333333333333333, 0.3333333333333333333", "0.42, 0.5", "0.58, 0.5",
			"0.76, 0.8333333333333333333", "0.9, 0.8333333333333333333", "1, 1" })
	void aHeldStateKeepsStillForTheCentreOfItsShare(double u, double reached) {
		assertThat(PaceCurve.hold(.5, 3).at(u)).isCloseTo(reached, EXACT);
	}

	@Test
	void weightsKeepStillOnEachPlateauAndMoveBetween() {
		for (int states = 2; states <= 5; states++) {
			for (double hold : new double[] { .25, .5, .9 }) {
				PaceCurve pace = PaceCurve.hold(hold, states);
				for (int k = 0; k < states; k++) {
					double[] still = weights(pace, states, (k + .5) / states);
					assertThat(still).containsExactly(weights(PaceCurve.STANDARD, states, (k + .5) / states));
					for (double of : new double[] { -.49, -.2, .2, .49 }) {
						assertThat(weights(pace, states, (k + .5 + of * hold) / states)).containsExactly(still);
					}
					assertThat(weights(pace, states, (k + .5 + .51 * hold) / states)).isNotEqualTo(still);
				}
			}
		}
	}

	@Test
	void heldForAllOfItsShareAStateGoesInSteps() {
		for (int states = 2; states <= 16; states++) {
			PaceCurve steps = PaceCurve.hold(1, states);
			assertThat(steps.at(0)).isZero();
			assertThat(steps.at(1)).isEqualTo(1);
			for (int k = 0; k < states; k++) {
				double centre = (k + .5) / states;
				assertThat(steps.at((k + .001) / states)).isEqualTo(centre);
				assertThat(steps.at((k + .999) / states)).isEqualTo(centre);
				if (k > 0) {
					assertThat(steps.at((double) k / states)).as("the later state has the border").isEqualTo(centre);
				}
			}
		}
	}

	@Test
	void aCurveGoesThroughItsPoints() {
		PaceCurve curve = curve(0, 0, .3, .5, .6, .5, 1, 1);
		assertThat(curve.at(.15)).isCloseTo(.25, EXACT);
		assertThat(curve.at(.3)).isEqualTo(.5);
		assertThat(curve.at(.45)).isEqualTo(.5);
		assertThat(curve.at(.8)).isCloseTo(.75, EXACT);
	}

	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3 })
	void everyPaceRisesFromBeginningToEnd(long seed) {
		Random random = new Random(seed);
		for (int i = 0; i < 200; i++) {
			int states = 1 + random.nextInt(16);
			assertRises(PaceCurve.shares(random.doubles(states, 1e-9, 1).map((share) -> Math.pow(share, 9)).toArray()));
			assertRises(PaceCurve.hold(random.nextDouble(), states));
			assertRises(PaceCurve.hold(1, states));
			double[] x = random.doubles(98).sorted().distinct().toArray();
			double[] y = random.doubles(x.length).sorted().toArray();
			List<Point> points = new ArrayList<>(List.of(new Point(0, 0)));
			IntStream.range(0, x.length).mapToObj((p) -> new Point(x[p], y[p])).forEach(points::add);
			points.add(new Point(1, 1));
			assertRises(PaceCurve.curve(points));
		}
	}

	@Test
	void whatIsOutOfRangeIsRefused() {
		for (double bad : new double[] { 0, -1, Double.NaN, Double.POSITIVE_INFINITY }) {
			assertThatIllegalArgumentException().isThrownBy(() -> PaceCurve.shares(1, bad));
		}
		assertThatIllegalArgumentException().isThrownBy(PaceCurve::shares);
		for (double bad : new double[] { -.1, 1.1, Double.NaN }) {
			assertThatIllegalArgumentException().isThrownBy(() -> PaceCurve.hold(bad, 2));
		}
		assertThatIllegalArgumentException().isThrownBy(() -> PaceCurve.hold(.5, 0));
		for (double[] bad : new double[][] { {}, { 0, 0 }, { .1, .1, .5, .5 }, { 0, 0, 1, .9 }, { 0, .1, 1, 1 },
				{ 0, 0, .5, .6, .7, .5, 1, 1 }, { 0, 0, .5, .5, .5, .6, 1, 1 }, { 0, 0, Double.NaN, .5, 1, 1 },
				{ 0, 0, .5, Double.NaN, 1, 1 }, { 0, 0, 1, 1, 1, 1 } }) {
			assertThatIllegalArgumentException().isThrownBy(() -> curve(bad));
		}
		List<Point> many = new ArrayList<>(Collections.nCopies(101, new Point(0, 0)));
		assertThatIllegalArgumentException().isThrownBy(() -> PaceCurve.curve(many)).withMessageContaining("101");
		assertThatIllegalArgumentException().isThrownBy(
				() -> new PaceCurve(List.of(new Point(0, 0), new Point(.5, .6), new Point(.5, .5), new Point(1, 1))))
			.withMessageContaining("(0.5, 0.6) is before (0.5, 0.5)");
	}

	private static double[] weights(PaceCurve pace, int states, double u) {
		return IntStream.range(0, states).mapToDouble((k) -> Pacing.weight(k, states, pace.at(u))).toArray();
	}

	private static void assertRises(PaceCurve pace) {
		assertThat(pace.at(0)).isZero();
		assertThat(pace.at(1)).isEqualTo(1);
		double before = 0;
		for (int i = 1; i <= 1000; i++) {
			double reached = pace.at(i / 1000d);
			assertThat(reached).isBetween(before, 1d);
			before = reached;
		}
	}

	/// @param numbers x and y in turn
	private static PaceCurve curve(double... numbers) {
		return PaceCurve.curve(IntStream.range(0, numbers.length / 2)
			.mapToObj((p) -> new Point(numbers[2 * p], numbers[2 * p + 1]))
			.toList());
	}

}
