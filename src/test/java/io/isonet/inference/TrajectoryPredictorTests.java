package io.isonet.inference;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

import io.isonet.mood.MoodSequence;
import io.isonet.network.Forecast;
import io.isonet.network.JourneyBatch;
import io.isonet.problem.ProblemException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static io.isonet.inference.GatedCalls.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;

/// Predictions with a fake model in both computations: what is answered, and what the
/// meters say of it. The length of a journey says what the model does.
class TrajectoryPredictorTests {

	private static final int NAN = 100;

	private static final int INFINITE_ATTENTION = 101;

	private static final int FAILURE = 102;

	private static final int ERROR = 103;

	private static final int GATED = 104;

	private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

	private final CountDownLatch gate = new CountDownLatch(1);

	private final AtomicInteger gated = new AtomicInteger();

	@ParameterizedTest
	@EnumSource
	void aNumberThatIsNotFiniteIsAProblemWithANameAndAMetric(ComputationKind kind) {
		try (Computation computation = start(kind)) {
			TrajectoryPredictor predictor = predictor(computation);
			for (int length : new int[] { NAN, INFINITE_ATTENTION }) {
				assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> predictor.predict(journey(length)))
					.satisfies((ex) -> assertThat(ex.type().name()).isEqualTo("non-finite-prediction"))
					.satisfies((ex) -> assertThat(ex.type().status()).isEqualTo(500))
					.withMessageContaining("Version 1 of 'isonet'");
			}
			assertThat(requests("non-finite-prediction")).isEqualTo(2);
		}
	}

	@Test
	void aBatchHasTheHighestPriorityAndTheShortestTimeoutOfItsRequests() {
		Computation computation = mock(Computation.class);
		given(computation.compute(any(), any(), any(), anyLong()))
			.willAnswer((call) -> compute(call.getArgument(1, JourneyBatch.class)));
		predictor(computation).predict(List.of(journey(1, new Urgency(Priority.LOW, Duration.ofMillis(7))),
				journey(1, new Urgency(Priority.HIGH, null)), journey(1, Urgency.NORMAL)));
		verify(computation).compute(any(), any(), eq(new Urgency(Priority.HIGH, Duration.ofMillis(7))), anyLong());
	}

	@ParameterizedTest
	@EnumSource
	void aRequestThatHasWaitedTooLongForACoreIsNotComputed(ComputationKind kind) {
		try (Computation computation = start(kind)) {
			TrajectoryPredictor predictor = predictor(computation);
			List<Journey> journeys = List.of(journey(1, new Urgency(Priority.NORMAL, Duration.ofMillis(100))));
			long late = System.nanoTime() - Duration.ofMillis(101).toNanos();
			assertThatExceptionOfType(OverloadedException.class).isThrownBy(() -> predictor.predict(journeys, late))
				.withMessageContaining("within 100 ms");
			assertThat(requests("deadline-exceeded")).isEqualTo(1);
			assertThat(this.meters.get("isonet.prediction.compute").timer().count()).isZero();
		}
	}

	@ParameterizedTest
	@EnumSource
	void theMetersSayExactlyWhatHappened(ComputationKind kind) throws Exception {
		try (Computation computation = start(kind);
				ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
			TrajectoryPredictor predictor = predictor(computation);
			for (int i = 1; i <= 20; i++) {
				predictor.predict(journey(i));
			}
			predictor.predict(List.of(journey(1), journey(2), journey(3)));
			for (int i = 0; i < 2; i++) {
				assertThatException().isThrownBy(() -> predictor.predict(journey(NAN)));
				assertThatIllegalStateException().isThrownBy(() -> predictor.predict(journey(FAILURE)));
			}
			assertThatIllegalStateException().isThrownBy(() -> predictor.predict(journey(ERROR)));
			assertThatException().isThrownBy(() -> predictor
				.predict(new Journey(MoodSequence.parse("hapy"), 1, null, null, null, Urgency.NORMAL, "")));
			List<Future<Prediction>> accepted = new ArrayList<>();
			for (int i = 0; i < 3; i++) {
				int waiting = i;
				accepted.add(callers.submit(() -> predictor.predict(journey(GATED))));
				Awaitility.await().until(() -> this.gated.get() == 1 && depth() == waiting);
			}
			assertThatExceptionOfType(OverloadedException.class).isThrownBy(() -> predictor.predict(journey(1)));
			assertThatExceptionOfType(OverloadedException.class).isThrownBy(() -> predictor.predict(journey(1)));
			accepted.removeLast().cancel(true);
			Awaitility.await().until(() -> depth() == 1);
			assertThatExceptionOfType(OverloadedException.class)
				.isThrownBy(() -> predictor.predict(journey(1, new Urgency(Priority.HIGH, Duration.ofMillis(20)))));
			this.gate.countDown();
			for (Future<Prediction> call : accepted) {
				call.get();
			}
			assertThat(requests("success")).isEqualTo(20 + 1 + 2);
			assertThat(requests("non-finite-prediction")).isEqualTo(2);
			assertThat(requests("internal")).isEqualTo(2 + 1);
			assertThat(requests("unknown-mood")).isEqualTo(1);
			assertThat(requests("overloaded")).isEqualTo(2);
			assertThat(requests("deadline-exceeded")).as("with the one that was cancelled").isEqualTo(2);
			assertThat(depth()).isZero();
		}
		assertThat(this.meters.get("isonet.prediction.compute").timer().count()).as("passes that gave an answer")
			.isEqualTo(20 + 1 + 2 + 2);
		assertThat(this.meters.get("isonet.prediction.batch.size").summary().totalAmount()).as("journeys")
			.isEqualTo(20 + 3 + 2 + 2);
		assertThat(this.meters.get("isonet.prediction.queue.time").timer().count()).as("handed to a worker")
			.isEqualTo(20 + 1 + 2 + 2 + 1 + 2);
	}

	private List<Forecast> compute(JourneyBatch batch) {
		List<Forecast> forecasts = new ArrayList<>();
		for (int length : batch.lengths()) {
			float[] row = FakeModels.row(1, length);
			float[] attention = new float[25];
			switch (length) {
				case NAN -> row[3] = Float.NaN;
				case INFINITE_ATTENTION -> attention[0] = Float.POSITIVE_INFINITY;
				case FAILURE -> throw new IllegalArgumentException("poison");
				case ERROR -> throw new LinkageError("gone");
				case GATED -> awaitGate();
				default -> {
					// an ordinary journey
				}
			}
			forecasts.add(new Forecast(new float[][] { row }, new float[][] { attention }));
		}
		return forecasts;
	}

	private void awaitGate() {
		this.gated.incrementAndGet();
		try {
			this.gate.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private TrajectoryPredictor predictor(Computation computation) {
		ServedModel model = FakeModels.model(1, this::compute);
		ServedModels models = mock(ServedModels.class);
		given(models.lease(any(), any())).willAnswer((call) -> {
			assertThat(model.acquire()).isTrue();
			return model;
		});
		return new TrajectoryPredictor(models, computation, new PredictionMeters(this.meters, new RequestArrivals()));
	}

	/// One worker, and two that may wait.
	private Computation start(ComputationKind kind) {
		Computation computation = kind.create(new Limits(2, LONG, LONG),
				new PredictionMeters(this.meters, new RequestArrivals()), System::nanoTime);
		computation.start(1);
		return computation;
	}

	private static Journey journey(int length) {
		return journey(length, Urgency.NORMAL);
	}

	private static Journey journey(int length, Urgency urgency) {
		return new Journey(MoodSequence.parse("sad to happy"), length, null, null, null, urgency, "");
	}

	private double depth() {
		return this.meters.get("isonet.prediction.queue.depth").gauge().value();
	}

	private long requests(String outcome) {
		return this.meters.get("isonet.prediction").tag("outcome", outcome).timer().count();
	}

}
