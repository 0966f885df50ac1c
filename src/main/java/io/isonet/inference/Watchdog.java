package io.isonet.inference;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.availability.LivenessState;

/// Looks every second for workers whose pass has not returned for so long that it may
/// never do: nothing can end a native call but the end of the process, so it breaks
/// liveness, and mends it where the pass returns after all. Thread-safe.
final class Watchdog implements AutoCloseable {

	private static final Logger log = LoggerFactory.getLogger(Watchdog.class);

	private final Duration hungAfter;

	private final Consumer<LivenessState> liveness;

	private final LongSupplier nanoTime;

	private final CountDownLatch closed = new CountDownLatch(1);

	/// By number of the worker.
	private volatile Map<Integer, PredictorWorker.Work> hung = Map.of();

	/// @param liveness is told when it changes
	/// @param nanoTime the clock of the workers
	Watchdog(Duration hungAfter, Consumer<LivenessState> liveness, LongSupplier nanoTime) {
		this.hungAfter = hungAfter;
		this.liveness = liveness;
		this.nanoTime = nanoTime;
	}

	/// Begins to look.
	/// @param workers those that run at the time of each look
	void watch(Supplier<? extends Collection<PredictorWorker>> workers) {
		Thread.ofPlatform().name("predictor-watch").daemon().start(() -> {
			try {
				while (!this.closed.await(1, TimeUnit.SECONDS)) {
					lookWhateverHappens(workers);
				}
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		});
	}

	private void lookWhateverHappens(Supplier<? extends Collection<PredictorWorker>> workers) {
		try {
			look(workers.get());
		}
		catch (RuntimeException ex) {
			log.error("The workers could not be looked after; the next look is in a second", ex);
		}
	}

	/// Looks once.
	synchronized void look(Collection<PredictorWorker> workers) {
		Map<Integer, PredictorWorker.Work> before = this.hung;
		Map<Integer, PredictorWorker.Work> found = new HashMap<>();
		long now = this.nanoTime.getAsLong();
		for (PredictorWorker worker : workers) {
			worker.work()
				.filter((work) -> now - work.sinceNanos() >= this.hungAfter.toNanos())
				.ifPresent((work) -> found.put(worker.number(), work));
		}
		found.forEach((worker, work) -> {
			if (before.get(worker) != work) {
				log.error("Worker {} has been computing {} for {} s and may never return. Liveness is BROKEN: "
						+ "the process should be started again.", worker, work, this.hungAfter.toSeconds());
			}
		});
		if (before.isEmpty() && !found.isEmpty()) {
			this.liveness.accept(LivenessState.BROKEN);
		}
		if (!before.isEmpty() && found.isEmpty()) {
			log.warn("The workers that seemed to hang have returned. Liveness is CORRECT again.");
			this.liveness.accept(LivenessState.CORRECT);
		}
		this.hung = Map.copyOf(found);
	}

	/// Workers that hung at the last look.
	int hung() {
		return this.hung.size();
	}

	@Override
	public void close() {
		this.closed.countDown();
	}

}
