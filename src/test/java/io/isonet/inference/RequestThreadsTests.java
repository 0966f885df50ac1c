package io.isonet.inference;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import io.isonet.network.JourneyBatch;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/// What is said of the threads of requests alone; the rest is in [ComputationTests].
class RequestThreadsTests {

	@Test
	void theDeadlineHoldsBetweenTheJourneysOfARequest() {
		AtomicLong clock = new AtomicLong();
		AtomicInteger computed = new AtomicInteger();
		ServedModel model = FakeModels.model(1, (batch) -> {
			clock.addAndGet(Duration.ofMillis(60).toNanos());
			computed.incrementAndGet();
			return FakeModels.echo(batch);
		});
		JourneyBatch three = FakeModels.journeys(FakeModels.journey(1, 1), FakeModels.journey(2, 1),
				FakeModels.journey(3, 1));
		try (RequestThreads threads = new RequestThreads(new Limits(1, Duration.ofMillis(100), Duration.ZERO),
				new PredictionMeters(new SimpleMeterRegistry()), clock::get)) {
			threads.start(1);
			assertThatExceptionOfType(OverloadedException.class)
				.isThrownBy(() -> threads.compute(model, three, Urgency.NORMAL, 0))
				.withMessageContaining("within 100 ms");
			assertThat(computed).hasValue(2);
			assertThat(threads.compute(model, FakeModels.journey(4, 1), Urgency.NORMAL, clock.get())).hasSize(1);
		}
	}

}
