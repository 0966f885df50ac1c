package io.isonet.inference;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The threads of the workers. One that an error ends is replaced at once, by a fresh
/// thread under the same number. Thread-safe.
final class PredictorWorkers {

	private static final Logger log = LoggerFactory.getLogger(PredictorWorkers.class);

	private final IntFunction<PredictorWorker> worker;

	private final PredictionMeters meters;

	/// By number.
	private final Map<Integer, Running> running = new ConcurrentHashMap<>();

	/// @param worker makes the worker of a number
	PredictorWorkers(IntFunction<PredictorWorker> worker, PredictionMeters meters) {
		this.worker = worker;
		this.meters = meters;
	}

	void start(int workers) {
		for (int number = 0; number < workers; number++) {
			start(this.worker.apply(number));
		}
	}

	List<PredictorWorker> all() {
		return this.running.values().stream().map(Running::worker).toList();
	}

	/// Waits for the threads to end.
	/// @return false where some run on
	boolean join(Duration longest) throws InterruptedException {
		long until = System.nanoTime() + longest.toNanos();
		for (int number : this.running.keySet()) {
			Thread ended = null;
			Thread thread = thread(number);
			// one that was replaced has left its successor there
			while (thread != ended) {
				if (!thread.join(Duration.ofNanos(Math.max(0, until - System.nanoTime())))) {
					return false;
				}
				ended = thread;
				thread = thread(number);
			}
		}
		return true;
	}

	/// A thread that is in a native call never keeps the process from ending.
	private synchronized void start(PredictorWorker worker) {
		Thread thread = Thread.ofPlatform().name("predictor-" + worker.number()).daemon().unstarted(() -> run(worker));
		this.running.put(worker.number(), new Running(worker, thread));
		thread.start();
	}

	private void run(PredictorWorker worker) {
		try {
			worker.run();
		}
		catch (RuntimeException | Error failure) {
			log.error("Worker {} was ended by an error; another takes its place", worker.number(), failure);
			this.meters.replaced();
			start(this.worker.apply(worker.number()));
		}
	}

	/// One that has been started.
	private synchronized Thread thread(int number) {
		return Objects.requireNonNull(this.running.get(number)).thread();
	}

	private record Running(PredictorWorker worker, Thread thread) {
	}

}
