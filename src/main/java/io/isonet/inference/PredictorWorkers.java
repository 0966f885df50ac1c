package io.isonet.inference;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.function.IntFunction;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The threads of the workers. One that an error ends is replaced at once, by a fresh
/// thread under the same number; where no thread is to be had, it goes on itself.
/// Thread-safe.
final class PredictorWorkers {

	private static final Logger log = LoggerFactory.getLogger(PredictorWorkers.class);

	private final IntFunction<PredictorWorker> worker;

	private final PredictionMeters meters;

	/// By number.
	private final Map<Integer, Running> running = new ConcurrentHashMap<>();

	private final ThreadFactory threads;

	/// @param worker makes the worker of a number
	/// @param threads makes their threads; one that is in a native call must not keep the
	/// process from ending
	PredictorWorkers(IntFunction<PredictorWorker> worker, ThreadFactory threads, PredictionMeters meters) {
		this.worker = worker;
		this.threads = threads;
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

	private synchronized void start(PredictorWorker worker) {
		Thread thread = this.threads.newThread(() -> run(worker));
		thread.start();
		this.running.put(worker.number(), new Running(worker, thread));
	}

	private void run(PredictorWorker first) {
		PredictorWorker worker = first;
		Throwable failure = failure(worker);
		while (failure != null) {
			worker = this.worker.apply(worker.number());
			boolean replaced = startOrGoOn(worker);
			this.meters.replaced();
			log.error("Worker {} was ended by an error; another takes its place", worker.number(), failure);
			failure = replaced ? null : failure(worker);
		}
	}

	/// @return what ended it, null where its work was done
	private static @Nullable Throwable failure(PredictorWorker worker) {
		try {
			worker.run();
			return null;
		}
		catch (RuntimeException | Error failure) {
			return failure;
		}
	}

	/// @return false where there is no fresh thread, and this one is to go on
	private boolean startOrGoOn(PredictorWorker worker) {
		try {
			start(worker);
			return true;
		}
		catch (RuntimeException | Error noThread) {
			goOn(worker);
			return false;
		}
	}

	private synchronized void goOn(PredictorWorker worker) {
		this.running.put(worker.number(), new Running(worker, Thread.currentThread()));
	}

	private synchronized Thread thread(int number) {
		return Objects.requireNonNull(this.running.get(number)).thread();
	}

	private record Running(PredictorWorker worker, Thread thread) {
	}

}
