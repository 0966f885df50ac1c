package io.isonet.network;

import io.isonet.audio.FeatureScaler;
import io.isonet.audio.FeatureSchema;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class FeatureErrorTests {

	/// Energy, from 0 to 1, has mean .3 and deviation .2; loudness has none of it.
	private static final IsoNetConfig CONFIG = config();

	private static final int ENERGY = 2;

	private static final int LOUDNESS = 6;

	private static final FeatureError.Curve ENTROPY = new FeatureError.CrossEntropy().curve(CONFIG, ENERGY);

	@Test
	void huberIsTheSquareNearbyAndAStraightLineBeyond() {
		FeatureError.Curve curve = new FeatureError.Huber(2).curve(CONFIG, ENERGY);
		assertThat(curve.value(1.5, 0)).isEqualTo(2.25);
		assertThat(curve.slope(1.5, 0)).isEqualTo(3);
		assertThat(curve.value(0, 5)).isEqualTo(2 * (2 * 5 - 2));
		assertThat(curve.slope(0, 5)).isEqualTo(-4);
		assertThat(curve.slope(0, 500)).isEqualTo(-4);
		assertThatIllegalArgumentException().isThrownBy(() -> new FeatureError.Huber(0));
		assertThatIllegalArgumentException().isThrownBy(() -> new FeatureError.Huber(Double.NaN));
	}

	@Test
	void crossEntropyIsLeastAtTheTrackAndWorthTheSquareAroundTheMean() {
		assertThat(ENTROPY.value(.7, .7)).isZero();
		assertThat(ENTROPY.value(.01, -.01)).isCloseTo(.02 * .02, Offset.offset(1e-6));
		// p .5 (1 in standard units), y .3 (the mean)
		double entropy = .3 * Math.log(.3 / .5) + .7 * Math.log(.7 / .5);
		assertThat(ENTROPY.value(1, 0)).isCloseTo(entropy * 2 * .3 * .7 / .04, Offset.offset(1e-12));
		FeatureError.Curve loudness = new FeatureError.CrossEntropy().curve(CONFIG, LOUDNESS);
		assertThat(loudness.value(3, 1)).isEqualTo(4);
	}

	@ParameterizedTest
	@ValueSource(doubles = { -9, -1.6, -1.45, -.3, 0, 2, 3.4, 3.46, 20 })
	void crossEntropyPullsBackFromEverywhere(double output) {
		for (double target : new double[] { -1.5, -.4, 1, 3.5, 9 }) {
			double slope = ENTROPY.slope(output, target);
			double step = 1e-6;
			assertThat(slope).isCloseTo(
					(ENTROPY.value(output + step, target) - ENTROPY.value(output - step, target)) / (2 * step),
					Offset.offset(1e-4 * (1 + Math.abs(slope))));
			double wanted = (Math.clamp(.3 + .2 * target, .01, .99) - .3) / .2;
			assertThat(slope * (output - wanted)).isGreaterThanOrEqualTo(-1e-12);
			assertThat(ENTROPY.value(output, target)).isGreaterThanOrEqualTo(-1e-12);
		}
	}

	private static IsoNetConfig config() {
		double[] mean = new double[11];
		double[] deviation = FeatureScaler.identity(11).deviation();
		mean[ENERGY] = .3;
		deviation[ENERGY] = .2;
		return new IsoNetConfig(20, 5, 6, 9, 3, 4, true, IsoNetConfig.Pace.STANDARD, true,
				IsoNetConfig.InitialHidden.TANH, IsoNetConfig.Outputs.STANDARD, FeatureSchema.ELEVEN,
				new FeatureScaler(mean, deviation));
	}

}
