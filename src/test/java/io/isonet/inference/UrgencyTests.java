package io.isonet.inference;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class UrgencyTests {

	private static final Duration SHORT = Duration.ofMillis(200);

	private static final Duration LONG = Duration.ofSeconds(10);

	@Test
	void aTimeoutOnlyShortens() {
		assertThat(new Urgency(Priority.NORMAL, SHORT).patience(LONG)).isEqualTo(SHORT);
		assertThat(new Urgency(Priority.NORMAL, LONG).patience(SHORT)).isEqualTo(SHORT);
		assertThat(Urgency.NORMAL.patience(LONG)).isEqualTo(LONG);
	}

	@Test
	void togetherTheHigherPriorityAndTheShorterTimeoutCount() {
		Urgency low = new Urgency(Priority.LOW, SHORT);
		Urgency high = new Urgency(Priority.HIGH, LONG);
		assertThat(low.and(high)).isEqualTo(new Urgency(Priority.HIGH, SHORT)).isEqualTo(high.and(low));
		assertThat(low.and(Urgency.NORMAL)).isEqualTo(new Urgency(Priority.NORMAL, SHORT))
			.isEqualTo(Urgency.NORMAL.and(low));
		assertThat(Urgency.NORMAL.and(Urgency.NORMAL)).isEqualTo(Urgency.NORMAL);
	}

}
