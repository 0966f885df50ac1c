package io.isonet.inference;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/// How requests are joined, by a clock that stands until the test moves it.
class RequestQueueTests {

	private static final Duration DELAY = Duration.ofMillis(5);

	private static final long LONG = Duration.ofSeconds(10).toNanos();

	private final AtomicLong clock = new AtomicLong();

	private final ServedModel model = FakeModels.model(1, FakeModels::echo);

	private final ExecutorService workers = Executors.newCachedThreadPool();

	@AfterEach
	void end() {
		this.workers.shutdownNow();
	}

	@Test
	void withoutADelayTheFirstGoesAtOnceWithWhatWaitsBehindIt() throws Exception {
		RequestQueue queue = queue(Duration.ZERO);
		add(queue, 1, 10);
		assertThat(tokens(queue.take())).containsExactly(1);
		add(queue, 2, 10);
		add(queue, 3, 10);
		assertThat(tokens(queue.take())).containsExactly(2, 3);
	}

	@Test
	void theDelayIsCountedFromTheOldest() throws Exception {
		RequestQueue queue = queue(DELAY);
		Future<List<PredictionTask>> taken = this.workers.submit(queue::take);
		add(queue, 1, 10);
		this.clock.set(Duration.ofMillis(4).toNanos());
		add(queue, 2, 10);
		this.clock.set(DELAY.toNanos() - 1);
		add(queue, 3, 10);
		assertThat(queue.size()).as("one nanosecond is left").isEqualTo(3);
		this.clock.set(DELAY.toNanos());
		assertThat(tokens(taken.get(10, TimeUnit.SECONDS))).containsExactly(1, 2, 3);
	}

	@Test
	void theOldestCountsThoughAnotherGoesFirst() throws Exception {
		RequestQueue queue = queue(DELAY);
		queue.add(task(this.model, Priority.LOW, 1, 10));
		this.clock.set(Duration.ofMillis(4).toNanos());
		queue.add(task(this.model, Priority.HIGH, 2, 10));
		this.clock.set(DELAY.toNanos());
		assertThat(tokens(queue.take())).containsExactly(2, 1);
	}

	@Test
	void halfOfTheTimeThatARequestHasIsLeftToComputeIt() throws Exception {
		RequestQueue queue = queue(DELAY);
		Future<List<PredictionTask>> taken = this.workers.submit(queue::take);
		long left = Duration.ofMillis(4).toNanos();
		queue.add(new PredictionTask(this.model, FakeModels.journey(1, 10), Priority.NORMAL, 0, left,
				new CompletableFuture<>()));
		this.clock.set(left / 2 - 1);
		add(queue, 2, 10);
		assertThat(queue.size()).as("one nanosecond is left").isEqualTo(2);
		this.clock.set(left / 2);
		assertThat(tokens(taken.get(10, TimeUnit.SECONDS))).containsExactly(1, 2);
	}

	@Test
	void aFullBatchGoesAtOnce() throws Exception {
		RequestQueue queue = queue(DELAY);
		Future<List<PredictionTask>> taken = this.workers.submit(queue::take);
		for (int token = 1; token <= 4; token++) {
			add(queue, token, 10);
		}
		assertThat(tokens(taken.get(10, TimeUnit.SECONDS))).containsExactly(1, 2, 3, 4);
	}

	@Test
	void aBatchThatNothingCanJoinGoesAtOnce() throws Exception {
		RequestQueue queue = queue(DELAY);
		add(queue, 1, 10);
		add(queue, 2, 21);
		assertThat(tokens(queue.take())).as("another length").containsExactly(1);
		queue.add(task(FakeModels.model(2, FakeModels::echo), Priority.NORMAL, 3, 21));
		assertThat(tokens(queue.take())).as("another model").containsExactly(2);
	}

	@Test
	void aRequestThatIsLargerThanABatchGoesAloneAndAtOnce() throws Exception {
		RequestQueue queue = queue(DELAY);
		PredictionTask large = new PredictionTask(this.model,
				FakeModels.journeys(FakeModels.journey(1, 1), FakeModels.journey(1, 1), FakeModels.journey(1, 1),
						FakeModels.journey(1, 1), FakeModels.journey(1, 1)),
				Priority.NORMAL, 0, LONG, new CompletableFuture<>());
		queue.add(large);
		assertThat(queue.take()).containsExactly(large);
	}

	@Test
	void whatDoesNotFitIsTakenByAnotherWorker() throws Exception {
		RequestQueue queue = queue(DELAY);
		List<Future<List<PredictionTask>>> taken = List.of(this.workers.submit(queue::take),
				this.workers.submit(queue::take));
		add(queue, 1, 10);
		add(queue, 2, 30);
		this.clock.set(DELAY.toNanos());
		assertThat(List.of(tokens(taken.get(0).get(10, TimeUnit.SECONDS)).getFirst(),
				tokens(taken.get(1).get(10, TimeUnit.SECONDS)).getFirst()))
			.containsExactlyInAnyOrder(1, 2);
	}

	@Test
	void whatWaitsWhenItClosesGoesAtOnceAndNothingComesAfterIt() throws Exception {
		RequestQueue queue = queue(DELAY);
		add(queue, 1, 10);
		queue.close();
		assertThat(tokens(queue.take())).containsExactly(1);
		assertThat(queue.take()).isEmpty();
		assertThatExceptionOfType(OverloadedException.class).isThrownBy(() -> add(queue, 2, 10))
			.withMessageContaining("is ending");
	}

	@Test
	void whatWasTakenOutIsNotHandedOut() throws Exception {
		RequestQueue queue = queue(Duration.ZERO);
		PredictionTask gone = task(this.model, Priority.NORMAL, 1, 10);
		queue.add(gone);
		add(queue, 2, 10);
		assertThat(queue.remove(gone)).isTrue();
		assertThat(tokens(queue.take())).containsExactly(2);
		assertThat(queue.remove(gone)).isFalse();
	}

	private void add(RequestQueue queue, int token, int length) {
		queue.add(task(this.model, Priority.NORMAL, token, length));
	}

	private PredictionTask task(ServedModel model, Priority priority, int token, int length) {
		return new PredictionTask(model, FakeModels.journey(token, length), priority, this.clock.get(), LONG,
				new CompletableFuture<>());
	}

	private RequestQueue queue(Duration delay) {
		return new RequestQueue(10, new Batching(4, delay), this.clock::get);
	}

	private static List<Integer> tokens(List<PredictionTask> tasks) {
		return tasks.stream().map((task) -> task.batch().tokens()[0][0]).toList();
	}

}
