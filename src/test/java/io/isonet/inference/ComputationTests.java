package io.isonet.inference;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

import io.isonet.network.Forecast;
import io.isonet.network.JourneyBatch;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.awaitility.Awaitility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static io.isonet.inference.GatedCalls.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/// What both computations promise alike; [DeadlineTests] has the deadlines.
class ComputationTests {

	@ParameterizedTest
	@EnumSource
	void answersGoToThoseWhoAskedAndNoMoreComputeThanMay(ComputationKind kind) throws Exception {
		AtomicInteger computing = new AtomicInteger();
		ServedModel model = FakeModels.model(1, (batch) -> {
			assertThat(computing.incrementAndGet()).isLessThanOrEqualTo(3);
			List<Forecast> forecasts = FakeModels.echo(batch);
			computing.decrementAndGet();
			return forecasts;
		});
		try (Computation computation = start(kind, 3, 10_000, 64);
				ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
			List<Future<List<Forecast>>> answers = new ArrayList<>();
			for (int i = 0; i < 10_000; i++) {
				JourneyBatch journeys = journeys(i);
				answers
					.add(callers.submit(() -> computation.compute(model, journeys, Urgency.NORMAL, System.nanoTime())));
			}
			for (int i = 0; i < answers.size(); i++) {
				List<Forecast> forecasts = answers.get(i).get();
				assertThat(forecasts).hasSize(size(i));
				for (int b = 0; b < forecasts.size(); b++) {
					assertThat(forecasts.get(b).features()[0]).startsWith(i + b, 1 + (i + b) % 50);
				}
			}
		}
	}

	@ParameterizedTest
	@EnumSource
	void aFullQueueRefusesAtOnceAndTheAcceptedAreAnswered(ComputationKind kind) throws Exception {
		try (GatedCalls calls = new GatedCalls(kind, 5, LONG)) {
			List<Future<?>> accepted = calls.fill(5);
			assertThatExceptionOfType(OverloadedException.class).isThrownBy(() -> calls.compute(9, Urgency.NORMAL))
				.satisfies((ex) -> assertThat(ex.type().name()).isEqualTo("overloaded"))
				.satisfies((ex) -> assertThat(ex.type().status()).isEqualTo(503))
				.satisfies((ex) -> assertThat(ex.retryAfter()).contains(Duration.ofSeconds(1)));
			assertThat(calls.depth()).isEqualTo(5);
			calls.open();
			for (Future<?> call : accepted) {
				call.get();
			}
			assertThat(calls.computed()).as("in the order of arrival").containsExactly(0, 1, 2, 3, 4, 5);
			assertThat(calls.depth()).isZero();
		}
	}

	@ParameterizedTest
	@EnumSource
	void ofManyAtOnceExactlyAsManyAsFitAreAccepted(ComputationKind kind) {
		try (GatedCalls calls = new GatedCalls(kind, 8, LONG)) {
			List<Future<?>> all = calls.fill(0);
			IntStream.rangeClosed(1, 64).forEach((token) -> all.add(calls.call(token, Urgency.NORMAL)));
			Awaitility.await().until(() -> all.stream().filter(Future::isDone).count() == 56);
			assertThat(calls.depth()).isEqualTo(8);
			calls.open();
			Awaitility.await().until(() -> all.stream().allMatch(Future::isDone));
			assertThat(all.stream().filter((call) -> call.state() == Future.State.SUCCESS)).hasSize(9);
			assertThat(all.stream().filter((call) -> call.state() == Future.State.FAILED))
				.allSatisfy((call) -> assertThat(call.exceptionNow()).isInstanceOf(OverloadedException.class));
		}
	}

	@ParameterizedTest
	@EnumSource
	void thoseOfHigherPriorityGoFirstAndNobodyWaitsForever(ComputationKind kind) throws Exception {
		AtomicLong clock = new AtomicLong();
		try (GatedCalls calls = new GatedCalls(kind, 1, new Limits(10, LONG, LONG), clock::get)) {
			List<Future<?>> all = calls.fill(0);
			Priority[] priorities = { Priority.LOW, Priority.NORMAL, Priority.HIGH, Priority.LOW, Priority.HIGH };
			for (int i = 0; i < priorities.length; i++) {
				all.add(calls.queue(1 + i, new Urgency(priorities[i], null)));
			}
			clock.set(Duration.ofMillis(1500).toNanos());
			all.add(calls.queue(6, new Urgency(Priority.HIGH, null)));
			clock.set(Duration.ofMillis(2500).toNanos());
			all.add(calls.queue(7, new Urgency(Priority.HIGH, null)));
			calls.open();
			for (Future<?> call : all) {
				call.get();
			}
			// high, normal, high that came 1.5 s later, low, high that came 2.5 s later
			assertThat(calls.computed()).containsExactly(0, 3, 5, 2, 6, 1, 4, 7);
		}
	}

	@ParameterizedTest
	@EnumSource
	void whoIsInterruptedWaitsNoMoreAndIsNotComputed(ComputationKind kind) throws Exception {
		try (GatedCalls calls = new GatedCalls(kind, 10, LONG)) {
			List<Future<?>> all = calls.fill(2);
			all.get(1).cancel(true);
			Awaitility.await().until(() -> calls.depth() == 1);
			calls.open();
			all.get(0).get();
			all.get(2).get();
			assertThat(calls.compute(3, Urgency.NORMAL)).hasSize(1);
			assertThat(calls.computed()).containsExactly(0, 2, 3);
		}
	}

	@ParameterizedTest
	@EnumSource
	void anErrorFailsTheRequestInHandAndNoOther(ComputationKind kind) {
		ServedModel model = FakeModels.model(1, (batch) -> {
			if (batch.tokens()[0][0] == 13) {
				throw new StackOverflowError();
			}
			return FakeModels.echo(batch);
		});
		try (Computation computation = start(kind, 1, 10, 1)) {
			for (int i = 0; i < 3; i++) {
				assertThatIllegalStateException().isThrownBy(
						() -> computation.compute(model, FakeModels.journey(13, 1), Urgency.NORMAL, System.nanoTime()))
					.withCauseInstanceOf(StackOverflowError.class);
				assertThat(computation.compute(model, FakeModels.journey(2, 1), Urgency.NORMAL, System.nanoTime()))
					.hasSize(1);
			}
		}
	}

	@ParameterizedTest
	@EnumSource
	void closingAnswersWhatWaitsAndRefusesTheRest(ComputationKind kind) throws Exception {
		try (GatedCalls calls = new GatedCalls(kind, 10, LONG);
				ExecutorService closer = Executors.newVirtualThreadPerTaskExecutor()) {
			List<Future<?>> accepted = calls.fill(6);
			Future<?> closing = closer.submit(calls.computation()::close);
			Awaitility.await()
				.untilAsserted(() -> assertThatExceptionOfType(OverloadedException.class)
					.isThrownBy(() -> calls.compute(9, new Urgency(Priority.NORMAL, Duration.ofMillis(100))))
					.withMessageContaining("is ending"));
			calls.open();
			closing.get(10, TimeUnit.SECONDS);
			for (Future<?> call : accepted) {
				assertThat(call).succeedsWithin(Duration.ofSeconds(1));
			}
			assertThat(calls.computed()).containsExactly(0, 1, 2, 3, 4, 5, 6);
		}
	}

	@ParameterizedTest
	@EnumSource
	void closingRefusesWhatCannotBeComputedInTime(ComputationKind kind) {
		try (GatedCalls calls = new GatedCalls(kind, 1, new Limits(6, LONG, Duration.ofMillis(1)), System::nanoTime)) {
			List<Future<?>> all = calls.fill(6);
			calls.computation().close();
			for (Future<?> queued : all.subList(1, 7)) {
				assertThat(queued).failsWithin(Duration.ofSeconds(1))
					.withThrowableThat()
					.havingRootCause()
					.isInstanceOf(OverloadedException.class)
					.withMessageContaining("is ending");
			}
			assertThat(calls.depth()).isZero();
			assertThat(calls.computed()).containsExactly(0);
		}
	}

	/// Mostly few; some are computed in parts.
	private static int size(int i) {
		return (i % 10 == 0) ? 1 + i % 30 : 1 + i % 3;
	}

	private static JourneyBatch journeys(int i) {
		return FakeModels.journeys(IntStream.range(0, size(i))
			.mapToObj((b) -> FakeModels.journey(i + b, 1 + (i + b) % 50))
			.toArray(JourneyBatch[]::new));
	}

	private static Computation start(ComputationKind kind, int workers, int queue, int maxBatch) {
		Computation computation = kind.create(new Limits(queue, LONG, LONG), maxBatch,
				new PredictionMeters(new SimpleMeterRegistry(), new RequestArrivals()), System::nanoTime);
		computation.start(workers);
		return computation;
	}

}
