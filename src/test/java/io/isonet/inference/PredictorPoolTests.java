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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import io.isonet.network.Forecast;
import io.isonet.network.JourneyBatch;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class PredictorPoolTests {

	private static final Duration LONG = Duration.ofSeconds(30);

	private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

	private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();

	private final CountDownLatch gate = new CountDownLatch(1);

	private final Queue<Integer> batchSizes = new ConcurrentLinkedQueue<>();

	@AfterEach
	void openTheGate() {
		this.gate.countDown();
		this.callers.shutdownNow();
	}

	@Test
	void answersGoToThoseWhoAsked() throws Exception {
		ServedModel model = FakeModels.model(1, this::record);
		try (PredictorPool pool = pool(2, 10_000, LONG, 64)) {
			List<Future<List<Forecast>>> answers = new ArrayList<>();
			for (int i = 0; i < 10_000; i++) {
				int token = i;
				answers.add(this.callers
					.submit(() -> pool.compute(model, FakeModels.journey(token, 1 + token % 50), System.nanoTime())));
			}
			for (int i = 0; i < answers.size(); i++) {
				float[] row = answers.get(i).get().getFirst().features()[0];
				assertThat(row[0]).isEqualTo(i);
				assertThat(row[1]).isEqualTo(1 + i % 50);
			}
			assertThat(this.batchSizes.stream().mapToInt(Integer::intValue).sum()).isEqualTo(10_000);
		}
	}

	@Test
	void aFullQueueRefusesAtOnceAndTheAcceptedAreAnswered() throws Exception {
		ServedModel model = FakeModels.model(1, this::behindTheGate);
		try (PredictorPool pool = pool(1, 3, LONG, 1)) {
			Future<?> running = this.callers
				.submit(() -> pool.compute(model, FakeModels.journey(0, 1), System.nanoTime()));
			Awaitility.await().until(() -> this.batchSizes.size() == 1);
			List<Future<?>> waiting = new ArrayList<>();
			for (int i = 1; i <= 3; i++) {
				int token = i;
				waiting.add(this.callers
					.submit(() -> pool.compute(model, FakeModels.journey(token, 1), System.nanoTime())));
			}
			Awaitility.await().until(() -> depth() == 3);
			assertThatExceptionOfType(OverloadedException.class)
				.isThrownBy(() -> pool.compute(model, FakeModels.journey(9, 1), System.nanoTime()))
				.satisfies((ex) -> assertThat(ex.type().name()).isEqualTo("overloaded"))
				.satisfies((ex) -> assertThat(ex.type().status()).isEqualTo(503))
				.satisfies((ex) -> assertThat(ex.retryAfter()).contains(Duration.ofSeconds(1)));
			this.gate.countDown();
			running.get();
			for (Future<?> accepted : waiting) {
				accepted.get();
			}
			assertThat(depth()).isZero();
		}
	}

	@Test
	void ofManyAtOnceExactlyAsManyAsFitAreAccepted() throws Exception {
		ServedModel model = FakeModels.model(1, this::behindTheGate);
		try (PredictorPool pool = pool(1, 8, LONG, 1)) {
			Future<?> running = this.callers
				.submit(() -> pool.compute(model, FakeModels.journey(0, 1), System.nanoTime()));
			Awaitility.await().until(() -> this.batchSizes.size() == 1);
			List<Future<?>> calls = new ArrayList<>();
			for (int i = 1; i <= 64; i++) {
				int token = i;
				calls.add(this.callers
					.submit(() -> pool.compute(model, FakeModels.journey(token, 1), System.nanoTime())));
			}
			Awaitility.await().until(() -> calls.stream().filter(Future::isDone).count() == 56);
			assertThat(depth()).isEqualTo(8);
			this.gate.countDown();
			running.get();
			Awaitility.await().until(() -> calls.stream().allMatch(Future::isDone));
			assertThat(calls.stream().filter((call) -> call.state() == Future.State.SUCCESS)).hasSize(8);
			assertThat(calls.stream().filter((call) -> call.state() == Future.State.FAILED))
				.allSatisfy((call) -> assertThat(call.exceptionNow()).isInstanceOf(OverloadedException.class));
		}
	}

	@Test
	void theDeadlineHoldsWhileEveryWorkerIsBusy() throws Exception {
		ServedModel model = FakeModels.model(1, this::behindTheGate);
		try (PredictorPool pool = pool(1, 10, Duration.ofMillis(200), 1)) {
			Future<?> running = this.callers
				.submit(() -> pool.compute(model, FakeModels.journey(0, 1), System.nanoTime()));
			Awaitility.await().until(() -> this.batchSizes.size() == 1);
			long asked = System.nanoTime();
			assertThatExceptionOfType(OverloadedException.class)
				.isThrownBy(() -> pool.compute(model, FakeModels.journey(1, 1), System.nanoTime()))
				.satisfies((ex) -> assertThat(ex.type().name()).isEqualTo("deadline-exceeded"));
			assertThat(Duration.ofNanos(System.nanoTime() - asked)).isBetween(Duration.ofMillis(200),
					Duration.ofSeconds(5));
			assertThat(depth()).as("who gave up waits no more").isZero();
			this.gate.countDown();
			assertThatExceptionOfType(Exception.class).isThrownBy(running::get);
			assertThat(this.batchSizes).as("who gave up was not computed").hasSize(1);
		}
	}

	@Test
	void aPoisonousRequestFailsAlone() throws Exception {
		AtomicInteger made = new AtomicInteger();
		ServedModel model = FakeModels.model(1, (batch) -> {
			List<Forecast> answers = behindTheGate(batch);
			for (int[] tokens : batch.tokens()) {
				if (tokens[0] == 13) {
					throw new IllegalArgumentException("poison");
				}
			}
			return answers;
		}, new AtomicBoolean(), made);
		try (PredictorPool pool = pool(1, 100, LONG, 64)) {
			List<Future<List<Forecast>>> answers = new ArrayList<>();
			answers.add(this.callers.submit(() -> pool.compute(model, FakeModels.journey(0, 5), System.nanoTime())));
			Awaitility.await().until(() -> this.batchSizes.size() == 1);
			for (int i = 11; i < 16; i++) {
				int token = i;
				answers.add(this.callers
					.submit(() -> pool.compute(model, FakeModels.journey(token, 5), System.nanoTime())));
				Awaitility.await().until(() -> depth() == token - 10);
			}
			this.gate.countDown();
			for (int i = 0; i < answers.size(); i++) {
				Future<List<Forecast>> answer = answers.get(i);
				if (i == 3) {
					assertThatExceptionOfType(Exception.class).isThrownBy(answer::get)
						.withRootCauseExactlyInstanceOf(IllegalArgumentException.class);
				}
				else {
					assertThat(answer.get().getFirst().features()[0][0]).isEqualTo((i == 0) ? 0 : 10 + i);
				}
			}
			assertThat(this.batchSizes).as("once together, then each alone").startsWith(1, 5, 1, 1, 1, 1, 1);
			assertThat(made.get()).as("a failure costs the predictor").isGreaterThan(1);
		}
	}

	@Test
	void anErrorInAWorkerLeavesItWorking() {
		AtomicBoolean broken = new AtomicBoolean(true);
		ServedModel model = FakeModels.model(1, (batch) -> {
			if (broken.getAndSet(false)) {
				throw new StackOverflowError();
			}
			return FakeModels.echo(batch);
		});
		try (PredictorPool pool = pool(1, 10, LONG, 1)) {
			assertThatIllegalStateException()
				.isThrownBy(() -> pool.compute(model, FakeModels.journey(1, 1), System.nanoTime()));
			assertThat(pool.compute(model, FakeModels.journey(2, 1), System.nanoTime()).getFirst().features()[0][0])
				.isEqualTo(2);
		}
	}

	@Test
	void whatWaitsIsComputedTogetherInOrderUpToTheBoundAndOnlyIfItFits() throws Exception {
		ServedModel model = FakeModels.model(1, this::behindTheGate);
		ServedModel other = FakeModels.model(2, this::behindTheGate);
		try (PredictorPool pool = pool(1, 100, LONG, 3)) {
			List<Future<?>> answers = new ArrayList<>();
			answers.add(this.callers.submit(() -> pool.compute(model, FakeModels.journey(0, 10), System.nanoTime())));
			Awaitility.await().until(() -> this.batchSizes.size() == 1);
			int[] lengths = { 10, 20, 10, 10, 21, 10 };
			for (int i = 0; i < lengths.length; i++) {
				int length = lengths[i];
				answers.add(this.callers
					.submit(() -> pool.compute(model, FakeModels.journey(1, length), System.nanoTime())));
				int depth = i + 1;
				Awaitility.await().until(() -> depth() == depth);
			}
			answers.add(this.callers.submit(() -> pool.compute(other, FakeModels.journey(1, 10), System.nanoTime())));
			Awaitility.await().until(() -> depth() == lengths.length + 1);
			this.gate.countDown();
			for (Future<?> answer : answers) {
				answer.get();
			}
			// 10 20 10 | 10 (21 is more than twice as long) | 21 (10 is less than half) |
			// 10 | the other model
			assertThat(this.batchSizes).containsExactly(1, 3, 1, 1, 1, 1);
		}
	}

	@Test
	void closingAnswersWhatWaitsAndRefusesTheRest() throws Exception {
		ServedModel model = FakeModels.model(1, this::behindTheGate);
		PredictorPool pool = pool(1, 10, LONG, 1);
		List<Future<?>> answers = new ArrayList<>();
		for (int i = 0; i < 6; i++) {
			answers.add(this.callers.submit(() -> pool.compute(model, FakeModels.journey(1, 1), System.nanoTime())));
		}
		Awaitility.await().until(() -> depth() == 5);
		Future<?> closing = this.callers.submit(pool::close);
		Awaitility.await()
			.untilAsserted(() -> assertThatExceptionOfType(OverloadedException.class)
				.isThrownBy(() -> pool.compute(model, FakeModels.journey(2, 1), System.nanoTime())));
		this.gate.countDown();
		closing.get(10, TimeUnit.SECONDS);
		for (Future<?> answer : answers) {
			assertThat(answer).succeedsWithin(Duration.ofSeconds(1));
		}
	}

	@Test
	void everyLeaseComesBackWhateverHappens() throws Exception {
		AtomicBoolean closed = new AtomicBoolean();
		ServedModel model = FakeModels.model(1, (batch) -> {
			if (batch.tokens()[0][0] == 13) {
				throw new IllegalArgumentException("poison");
			}
			return behindTheGate(batch);
		}, closed, new AtomicInteger());
		try (PredictorPool pool = pool(1, 2, Duration.ofMillis(300), 1)) {
			List<Future<?>> calls = new ArrayList<>();
			for (int i = 0; i < 20; i++) {
				int token = 10 + i % 5;
				calls.add(this.callers
					.submit(() -> pool.compute(model, FakeModels.journey(token, 1), System.nanoTime())));
			}
			// some are refused, some give up at their deadline, some fail, some are
			// answered
			Awaitility.await().until(() -> calls.stream().filter(Future::isDone).count() >= 18);
			this.gate.countDown();
			for (Future<?> call : calls) {
				Awaitility.await().until(call::isDone);
			}
		}
		assertThat(closed).isFalse();
		model.release();
		assertThat(closed).isTrue();
	}

	@Test
	void metersTellWhatHappened() {
		ServedModel model = FakeModels.model(1, FakeModels::echo);
		try (PredictorPool pool = pool(1, 10, LONG, 4)) {
			for (int i = 0; i < 5; i++) {
				pool.compute(model, FakeModels.journey(i, 1), System.nanoTime());
			}
		}
		assertThat(this.meters.get("isonet.prediction.compute").timer().count()).isEqualTo(5);
		assertThat(this.meters.get("isonet.prediction.queue.time").timer().count()).isEqualTo(5);
		assertThat(this.meters.get("isonet.prediction.batch.size").summary().totalAmount()).isEqualTo(5);
		assertThat(depth()).isZero();
	}

	private List<Forecast> behindTheGate(JourneyBatch batch) {
		record(batch);
		try {
			this.gate.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		return FakeModels.echo(batch);
	}

	private List<Forecast> record(JourneyBatch batch) {
		this.batchSizes.add(batch.size());
		return FakeModels.echo(batch);
	}

	private double depth() {
		return this.meters.get("isonet.prediction.queue.depth").gauge().value();
	}

	private PredictorPool pool(int workers, int queue, Duration deadline, int maxBatch) {
		PredictorPool pool = new PredictorPool(queue, deadline, maxBatch, new PredictionMeters(this.meters));
		pool.start(workers);
		return pool;
	}

}
