package io.isonet.inference;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.isonet.network.Forecast;
import io.isonet.network.JourneyBatch;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class RequestThreadsTests {

	private static final Duration LONG = Duration.ofSeconds(30);

	private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

	private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();

	private final CountDownLatch gate = new CountDownLatch(1);

	private final Queue<Integer> computed = new ConcurrentLinkedQueue<>();

	private final ServedModel behindTheGate = FakeModels.model(1, this::computeBehindTheGate);

	@AfterEach
	void openTheGate() {
		this.gate.countDown();
		this.callers.shutdownNow();
	}

	@Test
	void answersGoToThoseWhoAskedAndNoTwoShareAWorker() throws Exception {
		RequestThreads threads = threads(3, 10_000, LONG);
		Queue<Integer> working = new ConcurrentLinkedQueue<>();
		ServedModel model = FakeModels.model(1, (batch) -> {
			working.add(1);
			assertThat(working.size()).isLessThanOrEqualTo(3);
			working.remove();
			return FakeModels.echo(batch);
		});
		List<Future<List<Forecast>>> answers = new ArrayList<>();
		for (int i = 0; i < 10_000; i++) {
			int token = i;
			answers.add(this.callers
				.submit(() -> threads.compute(model, FakeModels.journey(token, 1 + token % 50), System.nanoTime())));
		}
		for (int i = 0; i < answers.size(); i++) {
			float[] row = answers.get(i).get().getFirst().features()[0];
			assertThat(row[0]).isEqualTo(i);
			assertThat(row[1]).isEqualTo(1 + i % 50);
		}
		assertThat(this.meters.get("isonet.prediction.compute").timer().count()).isEqualTo(10_000);
		assertThat(this.meters.get("isonet.prediction.queue.time").timer().count()).isEqualTo(10_000);
		assertThat(this.meters.get("isonet.prediction.batch.size").summary().totalAmount()).isEqualTo(10_000);
	}

	@Test
	void whoWaitsIsServedInTheOrderOfArrivalAndMoreThanTheBoundIsRefused() throws Exception {
		RequestThreads threads = threads(1, 5, LONG);
		List<Future<?>> calls = new ArrayList<>();
		for (int i = 0; i < 6; i++) {
			calls.add(call(threads, i));
			int waiting = i;
			Awaitility.await().until(() -> (waiting == 0) ? this.computed.size() == 1 : depth() == waiting);
		}
		assertThatExceptionOfType(OverloadedException.class)
			.isThrownBy(() -> threads.compute(this.behindTheGate, FakeModels.journey(9, 1), System.nanoTime()))
			.satisfies((ex) -> assertThat(ex.type().name()).isEqualTo("overloaded"));
		assertThat(depth()).isEqualTo(5);
		this.gate.countDown();
		for (Future<?> call : calls) {
			call.get();
		}
		assertThat(this.computed).containsExactly(0, 1, 2, 3, 4, 5);
		assertThat(depth()).isZero();
	}

	@Test
	void theDeadlineHoldsWhileEveryWorkerIsBusy() throws Exception {
		RequestThreads threads = threads(1, 10, Duration.ofMillis(200));
		Future<?> running = call(threads, 0);
		Awaitility.await().until(() -> this.computed.size() == 1);
		long asked = System.nanoTime();
		assertThatExceptionOfType(OverloadedException.class)
			.isThrownBy(() -> threads.compute(this.behindTheGate, FakeModels.journey(1, 1), asked))
			.satisfies((ex) -> assertThat(ex.type().name()).isEqualTo("deadline-exceeded"));
		assertThat(Duration.ofNanos(System.nanoTime() - asked)).isBetween(Duration.ofMillis(200),
				Duration.ofSeconds(5));
		assertThat(depth()).isZero();
		this.gate.countDown();
		running.get();
		assertThat(this.computed).as("who gave up was not computed").hasSize(1);
	}

	@Test
	void aFailureCostsNobodyElseAndNoWorker() {
		RequestThreads threads = threads(1, 10, LONG);
		ServedModel model = FakeModels.model(1, (batch) -> {
			if (batch.tokens()[0][0] == 13) {
				throw new StackOverflowError();
			}
			return FakeModels.echo(batch);
		});
		for (int i = 0; i < 3; i++) {
			assertThatIllegalStateException()
				.isThrownBy(() -> threads.compute(model, FakeModels.journey(13, 1), System.nanoTime()));
			assertThat(threads.compute(model, FakeModels.journey(2, 1), System.nanoTime()).getFirst().features()[0][0])
				.isEqualTo(2);
		}
	}

	private Future<?> call(RequestThreads threads, int token) {
		return this.callers
			.submit(() -> threads.compute(this.behindTheGate, FakeModels.journey(token, 1), System.nanoTime()));
	}

	private List<Forecast> computeBehindTheGate(JourneyBatch batch) {
		this.computed.add(batch.tokens()[0][0]);
		try {
			this.gate.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		return FakeModels.echo(batch);
	}

	private double depth() {
		return this.meters.get("isonet.prediction.queue.depth").gauge().value();
	}

	private RequestThreads threads(int workers, int queue, Duration deadline) {
		RequestThreads threads = new RequestThreads(queue, deadline, new PredictionMeters(this.meters));
		threads.start(workers);
		return threads;
	}

}
