package io.isonet.network;

import java.util.stream.LongStream;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RandomStreamsTests {

	@Test
	void theSameSeedAndNumberDrawTheSame() {
		assertThat(draws(3, 17)).isEqualTo(draws(3, 17)).isNotEqualTo(draws(3, 18)).isNotEqualTo(draws(4, 17));
	}

	@Test
	void aNumberAndASeedAreNoSum() {
		assertThat(draws(3, 17)).isNotEqualTo(draws(4, 16));
	}

	@Test
	void neighboursAreIndependent() {
		// four standard deviations: .0029 of the mean, .01 of the correlation
		double[] first = LongStream.range(0, 10_000).mapToDouble((number) -> draws(0, number)[0] - .5).toArray();
		double sum = 0;
		double products = 0;
		for (int i = 1; i < first.length; i++) {
			sum += first[i];
			products += 12 * first[i] * first[i - 1];
		}
		assertThat(sum / first.length).isCloseTo(0, Offset.offset(.012));
		assertThat(products / first.length).isCloseTo(0, Offset.offset(.04));
	}

	private static double[] draws(long seed, long number) {
		return new RandomStreams(seed).stream(number).doubles(5).toArray();
	}

}
