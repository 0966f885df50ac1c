package io.isonet.inference;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

import io.isonet.network.Forecast;
import io.isonet.network.JourneyBatch;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.availability.LivenessState;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/// Workers of which one is in a pass that does not return, by a clock that stands until
/// the test moves it.
@ExtendWith(OutputCaptureExtension.class)
class WatchdogTests {

	private static final Duration HUNG_AFTER = Duration.ofSeconds(60);

	private final AtomicLong clock = new AtomicLong();

	private final List<LivenessState> liveness = new ArrayList<>();

	private final Watchdog watchdog = new Watchdog(HUNG_AFTER, this.liveness::add, this.clock::get);

	private final RequestQueue queue = new RequestQueue(10, new Batching(1, Duration.ZERO), this.clock::get);

	private final List<PredictorWorker> workers = List.of(worker(0), worker(1));

	private final CountDownLatch gate = new CountDownLatch(1);

	@BeforeEach
	void startWithOneThatDoesNotReturn() {
		this.workers.forEach(Thread.ofPlatform().daemon()::start);
		this.queue.add(new PredictionTask(FakeModels.model(7, this::computeBehindTheGate), FakeModels.journey(1, 1),
				Priority.NORMAL, 0, Long.MAX_VALUE, new CompletableFuture<>()));
		Awaitility.await().until(this::isComputing);
	}

	@AfterEach
	void end() {
		this.gate.countDown();
		this.queue.close();
	}

	@Test
	void aPassThatTakesItsTimeIsLeftAlone() {
		this.clock.set(HUNG_AFTER.toNanos() - 1);
		this.watchdog.look(this.workers);
		assertThat(this.watchdog.hung()).isZero();
		assertThat(this.liveness).isEmpty();
	}

	@Test
	void aPassThatDoesNotReturnBreaksLivenessAndIsToldOnce(CapturedOutput output) {
		this.clock.set(HUNG_AFTER.toNanos());
		this.watchdog.look(this.workers);
		this.clock.set(2 * HUNG_AFTER.toNanos());
		this.watchdog.look(this.workers);
		assertThat(this.watchdog.hung()).isEqualTo(1);
		assertThat(this.liveness).containsExactly(LivenessState.BROKEN);
		assertThat(output.getOut().split("1 journeys with version 7 for 60 s and may never return", -1)).hasSize(2);
	}

	@Test
	void othersWorkOnAndLivenessIsMendedWhereThePassReturnsAfterAll() {
		this.clock.set(HUNG_AFTER.toNanos());
		this.watchdog.look(this.workers);
		CompletableFuture<List<Forecast>> answer = new CompletableFuture<>();
		this.queue.add(new PredictionTask(FakeModels.model(1, FakeModels::echo), FakeModels.journey(2, 1),
				Priority.NORMAL, this.clock.get(), Long.MAX_VALUE, answer));
		assertThat(answer).succeedsWithin(Duration.ofSeconds(10));
		this.gate.countDown();
		Awaitility.await().until(() -> !isComputing());
		this.watchdog.look(this.workers);
		assertThat(this.watchdog.hung()).isZero();
		assertThat(this.liveness).containsExactly(LivenessState.BROKEN, LivenessState.CORRECT);
	}

	@Test
	void aListenerThatFailsIsToldAgainAtTheNextLook() {
		List<LivenessState> told = new ArrayList<>();
		Watchdog strict = new Watchdog(HUNG_AFTER, (state) -> {
			told.add(state);
			if (told.size() == 1) {
				throw new IllegalStateException("nobody listens");
			}
		}, this.clock::get);
		this.clock.set(HUNG_AFTER.toNanos());
		strict.watch(() -> this.workers);
		Awaitility.await().until(() -> strict.hung() == 1);
		strict.close();
		assertThat(told).containsExactly(LivenessState.BROKEN, LivenessState.BROKEN);
	}

	private boolean isComputing() {
		return this.workers.stream().anyMatch((worker) -> worker.work().isPresent());
	}

	private List<Forecast> computeBehindTheGate(JourneyBatch batch) {
		try {
			this.gate.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		return FakeModels.echo(batch);
	}

	private PredictorWorker worker(int number) {
		return new PredictorWorker(number, this.queue,
				new PredictionMeters(new SimpleMeterRegistry(), new RequestArrivals()), this.clock::get);
	}

}
