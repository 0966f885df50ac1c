package io.isonet.network;

import io.isonet.audio.FeatureScaler;
import io.isonet.audio.FeatureSchema;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class StepInputsTests {

	private static final Offset<Double> EXACT = Offset.offset(1e-12);

	@ParameterizedTest
	@CsvSource({ "0, 3, 0, 1", "1, 3, 0, 0", "1, 3, .5, 1", "2, 3, 1, 1", "0, 2, .5, .5", "0, 1, .3, 1",
			// u = .25 of two states: tent .75, seg 1 (the centre of the first share)
			"0, 2, .25, .925", "1, 2, .25, .075" })
	void weightsFollowTheFormula(int state, int states, double u, double weight) {
		assertThat(Pacing.weight(state, states, u)).isCloseTo(weight, EXACT);
	}

	@Test
	void weightsOfAllStatesSumToOne() {
		for (int states = 1; states <= 5; states++) {
			for (int i = 0; i <= 100; i++) {
				double sum = 0;
				for (int k = 0; k < states; k++) {
					sum += Pacing.weight(k, states, i / 100d);
				}
				assertThat(sum).isCloseTo(1, EXACT);
			}
		}
	}

	@Test
	void priorFollowsPaceAndWordsAndMasksPadding() {
		IsoNetConfig config = config(true, IsoNetConfig.Pace.STANDARD, true);
		// two states of up to two words: (0, 1) then (2)
		JourneyBatch batch = new JourneyBatch(new int[][] { { 0, 1, 2, 4 } }, new int[] { 3 });
		StepInputs inputs = StepInputs.of(config, batch);
		assertThat(inputs.position()).containsExactly(-.5, 0, .5);
		assertThat(inputs.running()).containsExactly(1, 1, 1);
		double[] prior = inputs.prior();
		assertThat(prior[0]).isCloseTo(Math.log(1.0001) - Math.log(2), EXACT);
		assertThat(prior[1]).isEqualTo(prior[0]);
		assertThat(prior[2]).isCloseTo(Math.log(1e-4), EXACT);
		assertThat(prior[3]).isLessThan(-1e6);
		assertThat(prior[4]).isCloseTo(Math.log(.5001) - Math.log(2), EXACT);
		assertThat(prior[6]).isCloseTo(Math.log(.5001), EXACT);
	}

	@Test
	void aSingleTrackStandsAtTheBeginning() {
		assertThat(Pacing.position(0, 1)).isZero();
		assertThat(Pacing.position(4, 5)).isEqualTo(1);
	}

	@Test
	void positionsComeFromEachOwnLength() {
		IsoNetConfig config = config(true, IsoNetConfig.Pace.NONE, true);
		JourneyBatch batch = new JourneyBatch(new int[][] { { 0, 4, 4, 4 }, { 1, 4, 4, 4 } }, new int[] { 2, 3 });
		StepInputs inputs = StepInputs.of(config, batch);
		assertThat(inputs.position()).containsExactly(-.5, .5, .5, -.5, 0, .5);
		assertThat(inputs.running()).containsExactly(1, 1, 0, 1, 1, 1);
		assertThat(inputs.prior()).hasSize(24).startsWith(0, -1e9, -1e9, -1e9);
	}

	@Test
	void theNotebookHasNeitherPriorNorPosition() {
		StepInputs inputs = StepInputs.of(config(false, IsoNetConfig.Pace.NONE, false),
				new JourneyBatch(new int[][] { { 0, 4, 4, 4 } }, new int[] { 2 }));
		assertThat(inputs.prior()).isEmpty();
		assertThat(inputs.position()).isEmpty();
	}

	private static IsoNetConfig config(boolean mask, IsoNetConfig.Pace pace, boolean position) {
		return new IsoNetConfig(5, 2, 3, 4, 2, 2, mask, pace, position, IsoNetConfig.InitialHidden.TANH,
				IsoNetConfig.Outputs.STANDARD, FeatureSchema.ELEVEN, FeatureScaler.identity(11));
	}

}
