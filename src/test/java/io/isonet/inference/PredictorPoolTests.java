package io.isonet.inference;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

import io.isonet.audio.FeatureSchema;
import io.isonet.mood.MoodTokenizer;
import io.isonet.network.Forecast;
import io.isonet.network.JourneyBatch;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static io.isonet.inference.GatedCalls.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/// What is said of the pool alone; the rest is in [ComputationTests].
class PredictorPoolTests {

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
	void aPoisonousRequestFailsAlone() throws Exception {
		AtomicInteger made = new AtomicInteger();
		ServedModel model = FakeModels.model(1, poisonedBy13(this::behindTheGate), new AtomicBoolean(), made);
		try (PredictorPool pool = pool(1, 100, LONG, 64)) {
			List<Future<List<Forecast>>> answers = fill(pool, model, 0, 5);
			for (int token = 11; token < 16; token++) {
				answers.add(queue(pool, model, token, 5));
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
			assertThat(this.batchSizes).as("once together, then each alone").containsExactly(1, 5, 1, 1, 1, 1, 1);
			assertThat(made.get()).as("a failure costs the predictor").isGreaterThan(1);
			assertThat(replaced()).as("but no worker").isZero();
		}
	}

	@Test
	void anErrorFailsWhatTheWorkerHasInHandAndAnotherTakesItsPlace() throws Exception {
		AtomicInteger made = new AtomicInteger();
		Set<Thread> threads = ConcurrentHashMap.newKeySet();
		ServedModel model = FakeModels.model(1, (batch) -> {
			threads.add(Thread.currentThread());
			List<Forecast> answers = behindTheGate(batch);
			if (batch.tokens()[0][0] == 13) {
				throw new LinkageError("the library is gone");
			}
			return answers;
		}, new AtomicBoolean(), made);
		try (PredictorPool pool = pool(1, 100, LONG, 2)) {
			List<Future<List<Forecast>>> answers = fill(pool, model, 0, 5);
			answers.add(queue(pool, model, 13, 5));
			answers.add(queue(pool, model, 2, 5));
			answers.add(queue(pool, model, 3, 5));
			this.gate.countDown();
			for (Future<?> inHand : answers.subList(1, 3)) {
				assertThat(inHand).failsWithin(LONG)
					.withThrowableThat()
					.havingRootCause()
					.isInstanceOf(LinkageError.class);
			}
			assertThat(answers.get(3)).as("what waited").succeedsWithin(Duration.ofSeconds(1));
			assertThat(call(pool, model, 4, 5)).as("what comes next").succeedsWithin(Duration.ofSeconds(1));
			assertThat(this.batchSizes).as("nothing is tried again").containsExactly(1, 2, 1, 1);
			assertThat(threads).hasSize(2);
			assertThat(made).as("forecasters").hasValue(2);
			assertThat(replaced()).isEqualTo(1);
		}
	}

	@Test
	void aPoolWhoseWorkersWereReplacedEndsAllTheSame() {
		ServedModel model = FakeModels.model(1, (batch) -> {
			throw new StackOverflowError();
		});
		Set<Thread> before = Thread.getAllStackTraces().keySet();
		try (PredictorPool pool = pool(2, 100, LONG, 1)) {
			for (int i = 0; i < 10; i++) {
				assertThat(call(pool, model, i, 1)).failsWithin(LONG);
			}
		}
		assertThat(replaced()).isEqualTo(10);
		assertThat(Thread.getAllStackTraces().keySet()).filteredOn((thread) -> !before.contains(thread))
			.noneMatch((thread) -> thread.getName().matches("predictor-\\d+"));
	}

	@Test
	void whatWaitsIsComputedTogetherInOrderUpToTheBoundAndOnlyIfItFits() throws Exception {
		ServedModel model = FakeModels.model(1, this::behindTheGate);
		ServedModel other = FakeModels.model(2, this::behindTheGate);
		try (PredictorPool pool = pool(1, 100, LONG, 3)) {
			List<Future<List<Forecast>>> answers = fill(pool, model, 0, 10);
			for (int length : new int[] { 10, 20, 10, 10, 21, 10 }) {
				answers.add(queue(pool, model, 1, length));
			}
			answers.add(queue(pool, other, 1, 10));
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
	void theDeadlineHoldsWhileItIsComputed() {
		ServedModel model = FakeModels.model(1, this::behindTheGate);
		try (PredictorPool pool = pool(1, 100, Duration.ofMillis(200), 1)) {
			assertThat(call(pool, model, 1, 1)).failsWithin(Duration.ofSeconds(5))
				.withThrowableThat()
				.havingCause()
				.isInstanceOf(OverloadedException.class)
				.withMessageContaining("within 200 ms");
			assertThat(this.batchSizes).hasSize(1);
			this.gate.countDown();
		}
	}

	@Test
	void workersOfAllDevicesComputeFromTheOneQueue() throws Exception {
		Queue<String> places = new ConcurrentLinkedQueue<>();
		ServedModel model = new ServedModel(FakeModels.version(1), new MoodTokenizer(FakeModels.VOCABULARY, 5, 5),
				FeatureSchema.ELEVEN, true, List.of(), null, ServedWords.of(FakeModels.VOCABULARY),
				(worker) -> new Forecaster() {

					@Override
					public List<Forecast> forecast(JourneyBatch batch) {
						places.add("worker " + worker + " on device " + worker % 2);
						return behindTheGate(batch);
					}

					@Override
					public void close() {
						// nothing of its own
					}

				}, () -> {
				});
		try (PredictorPool pool = pool(4, 100, LONG, 64)) {
			List<Future<List<Forecast>>> answers = new ArrayList<>();
			for (int i = 1; i <= 4; i++) {
				answers.add(call(pool, model, i, 1));
				int busy = i;
				Awaitility.await().until(() -> places.size() == busy);
			}
			assertThat(places).containsExactlyInAnyOrder("worker 0 on device 0", "worker 1 on device 1",
					"worker 2 on device 0", "worker 3 on device 1");
			this.gate.countDown();
			for (int i = 0; i < 4; i++) {
				assertThat(answers.get(i).get().getFirst().features()[0][0]).isEqualTo(1 + i);
			}
		}
	}

	@Test
	void whatWaitsForAModelThatIsUnloadedIsStillAnsweredByIt() throws Exception {
		AtomicBoolean closed = new AtomicBoolean();
		ServedModel model = FakeModels.model(1, this::behindTheGate, closed, new AtomicInteger());
		try (PredictorPool pool = pool(1, 6, LONG, 1)) {
			List<Future<List<Forecast>>> answers = fill(pool, model, 0, 1);
			for (int token = 1; token <= 6; token++) {
				answers.add(queue(pool, model, token, 1));
			}
			model.release();
			assertThat(closed).isFalse();
			this.gate.countDown();
			for (Future<?> answer : answers) {
				assertThat(answer).succeedsWithin(Duration.ofSeconds(1));
			}
			Awaitility.await().untilTrue(closed);
		}
	}

	@Test
	void everyLeaseComesBackWhateverHappens() {
		AtomicBoolean closed = new AtomicBoolean();
		ServedModel model = FakeModels.model(1, poisonedBy13((batch) -> {
			if (batch.tokens()[0][0] == 14) {
				throw new StackOverflowError();
			}
			return behindTheGate(batch);
		}), closed, new AtomicInteger());
		List<Future<?>> calls = new ArrayList<>();
		try (PredictorPool pool = new PredictorPool(new Limits(4, Duration.ofMillis(300), Duration.ofMillis(1)),
				new Batching(2, Duration.ZERO), watchdog(), new PredictionMeters(this.meters, new RequestArrivals()),
				System::nanoTime)) {
			pool.start(1);
			for (int i = 0; i < 20; i++) {
				calls.add(call(pool, model, 10 + i % 5, 1));
			}
			// some are refused, some give up, some fail, some are answered, some are
			// refused at the end
			Awaitility.await().until(() -> calls.stream().filter(Future::isDone).count() >= 15);
		}
		Awaitility.await().until(() -> calls.stream().allMatch(Future::isDone));
		this.gate.countDown();
		assertThat(closed).isFalse();
		model.release();
		Awaitility.await().untilTrue(closed);
	}

	private static Function<JourneyBatch, List<Forecast>> poisonedBy13(Function<JourneyBatch, List<Forecast>> compute) {
		return (batch) -> {
			List<Forecast> answers = compute.apply(batch);
			for (int[] tokens : batch.tokens()) {
				if (tokens[0] == 13) {
					throw new IllegalArgumentException("poison");
				}
			}
			return answers;
		};
	}

	private List<Forecast> behindTheGate(JourneyBatch batch) {
		this.batchSizes.add(batch.size());
		try {
			this.gate.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		return FakeModels.echo(batch);
	}

	/// A request that is computed behind the gate.
	private List<Future<List<Forecast>>> fill(PredictorPool pool, ServedModel model, int token, int length) {
		List<Future<List<Forecast>>> calls = new ArrayList<>(List.of(call(pool, model, token, length)));
		Awaitility.await().until(() -> this.batchSizes.size() == 1);
		return calls;
	}

	private Future<List<Forecast>> queue(PredictorPool pool, ServedModel model, int token, int length) {
		double before = depth();
		Future<List<Forecast>> call = call(pool, model, token, length);
		Awaitility.await().until(() -> depth() == before + 1);
		return call;
	}

	private Future<List<Forecast>> call(PredictorPool pool, ServedModel model, int token, int length) {
		return this.callers
			.submit(() -> pool.compute(model, FakeModels.journey(token, length), Urgency.NORMAL, System.nanoTime()));
	}

	private double depth() {
		return this.meters.get("isonet.prediction.queue.depth").gauge().value();
	}

	private double replaced() {
		return this.meters.get("isonet.prediction.workers.replaced").counter().count();
	}

	private static Watchdog watchdog() {
		return new Watchdog(LONG, (state) -> {
		}, System::nanoTime);
	}

	private PredictorPool pool(int workers, int queue, Duration deadline, int maxBatch) {
		PredictorPool pool = new PredictorPool(new Limits(queue, deadline, LONG), new Batching(maxBatch, Duration.ZERO),
				watchdog(), new PredictionMeters(this.meters, new RequestArrivals()), System::nanoTime);
		pool.start(workers);
		return pool;
	}

}
