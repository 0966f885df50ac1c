package io.isonet.inference;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;

import io.isonet.network.Forecast;
import io.isonet.network.JourneyBatch;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/// What is said of the threads of requests alone; the rest is in [ComputationTests].
class RequestThreadsTests {

	private static final Duration LONG = Duration.ofSeconds(30);

	private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

	@Test
	void theDeadlineHoldsBetweenThePartsOfARequest() {
		AtomicLong clock = new AtomicLong();
		AtomicInteger computed = new AtomicInteger();
		ServedModel model = FakeModels.model(1, (batch) -> {
			clock.addAndGet(Duration.ofMillis(60).toNanos());
			computed.incrementAndGet();
			return FakeModels.echo(batch);
		});
		JourneyBatch three = journeys(2 * JourneyBatch.PART + 1);
		try (RequestThreads threads = threads(Duration.ofMillis(100), clock::get)) {
			threads.start(1);
			assertThatExceptionOfType(OverloadedException.class)
				.isThrownBy(() -> threads.compute(model, three, Urgency.NORMAL, 0))
				.withMessageContaining("within 100 ms");
			assertThat(computed).hasValue(2);
			assertThat(threads.compute(model, FakeModels.journey(4, 1), Urgency.NORMAL, clock.get())).hasSize(1);
		}
	}

	@Test
	void aLargeBatchIsComputedOnFreePlacesTooAndAnsweredInOrder() {
		CyclicBarrier both = new CyclicBarrier(2);
		Set<Thread> computing = ConcurrentHashMap.newKeySet();
		ServedModel model = FakeModels.model(1, (batch) -> {
			computing.add(Thread.currentThread());
			await(both);
			return FakeModels.echo(batch);
		});
		JourneyBatch four = journeys(4 * JourneyBatch.PART - 1);
		try (RequestThreads threads = threads(LONG, System::nanoTime)) {
			threads.start(2);
			List<Forecast> forecasts = threads.compute(model, four, Urgency.NORMAL, System.nanoTime());
			assertThat(computing).hasSize(2);
			assertThat(forecasts).extracting((forecast) -> (int) forecast.features()[0][0])
				.containsExactlyElementsOf(IntStream.range(0, four.size()).boxed().toList());
		}
	}

	@Test
	void whoWaitsForAPlaceGetsTheOneOfAHelper() throws Exception {
		CountDownLatch oneWaits = new CountDownLatch(1);
		CountDownLatch oneIsAnswered = new CountDownLatch(1);
		Semaphore begun = new Semaphore(0);
		AtomicInteger parts = new AtomicInteger();
		ServedModel model = FakeModels.model(1, (batch) -> {
			begun.release();
			await((parts.incrementAndGet() <= 2) ? oneWaits : oneIsAnswered);
			return FakeModels.echo(batch);
		});
		try (RequestThreads threads = threads(LONG, System::nanoTime);
				ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
			threads.start(2);
			JourneyBatch large = journeys(10 * JourneyBatch.PART);
			Future<List<Forecast>> first = callers
				.submit(() -> threads.compute(model, large, Urgency.NORMAL, System.nanoTime()));
			begun.acquire(2);
			Future<List<Forecast>> second = callers.submit(() -> threads.compute(FakeModels.model(2, FakeModels::echo),
					journeys(1), Urgency.NORMAL, System.nanoTime()));
			Awaitility.await().until(() -> this.meters.get("isonet.prediction.queue.depth").gauge().value() == 1);
			oneWaits.countDown();
			assertThat(second.get()).hasSize(1);
			oneIsAnswered.countDown();
			assertThat(first.get()).hasSize(large.size());
		}
	}

	@Test
	void aPartThatFailsEndsTheRequestAndBothThreads() {
		CyclicBarrier both = new CyclicBarrier(2);
		AtomicInteger parts = new AtomicInteger();
		ServedModel model = FakeModels.model(1, (batch) -> {
			parts.incrementAndGet();
			await(both);
			throw new StackOverflowError();
		});
		try (RequestThreads threads = threads(LONG, System::nanoTime)) {
			threads.start(2);
			assertThatIllegalStateException()
				.isThrownBy(() -> threads.compute(model, journeys(100), Urgency.NORMAL, System.nanoTime()))
				.withCauseInstanceOf(StackOverflowError.class);
			assertThat(parts).hasValue(2);
			assertThat(threads.compute(FakeModels.model(2, FakeModels::echo), journeys(100), Urgency.NORMAL,
					System.nanoTime()))
				.hasSize(100);
		}
	}

	private RequestThreads threads(Duration deadline, LongSupplier nanoTime) {
		return new RequestThreads(2, new Limits(1, deadline, Duration.ZERO),
				new PredictionMeters(this.meters, new RequestArrivals()), nanoTime);
	}

	private static JourneyBatch journeys(int size) {
		return FakeModels
			.journeys(IntStream.range(0, size).mapToObj((b) -> FakeModels.journey(b, 1)).toArray(JourneyBatch[]::new));
	}

	private static void await(CountDownLatch gate) {
		try {
			assertThat(gate.await(30, TimeUnit.SECONDS)).isTrue();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static void await(CyclicBarrier barrier) {
		try {
			barrier.await(30, TimeUnit.SECONDS);
		}
		catch (InterruptedException | BrokenBarrierException | TimeoutException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
