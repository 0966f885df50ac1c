package io.isonet.inference;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

import io.isonet.network.Forecast;
import io.isonet.network.JourneyBatch;

/// Workers on platform threads that compute what waits in one bounded queue, whatever
/// device it is that each computes on. Request threads only wait, and no longer than
/// their deadline, busy workers or not. Thread-safe.
final class PredictorPool implements Computation {

	private final Limits limits;

	private final RequestQueue queue;

	private final PredictorWorkers workers;

	private final Watchdog watchdog;

	private final LongSupplier nanoTime;

	/// @param watchdog watches the workers; closed with the pool
	/// @param nanoTime the clock, as [System#nanoTime()]
	PredictorPool(Limits limits, Batching batching, Watchdog watchdog, PredictionMeters meters, LongSupplier nanoTime) {
		this.limits = limits;
		this.queue = new RequestQueue(limits.queue(), batching, nanoTime);
		this.workers = new PredictorWorkers((number) -> new PredictorWorker(number, this.queue, meters, nanoTime),
				Thread.ofPlatform().name("predictor-", 0).daemon().factory(), meters);
		this.watchdog = watchdog;
		this.nanoTime = nanoTime;
		meters.watch(this.queue::size);
		meters.watchHung(watchdog::hung);
	}

	@Override
	public void start(int workers) {
		this.workers.start(workers);
		this.watchdog.watch(this.workers::all);
	}

	/// Waits for a worker's answer; the pool takes a lease of its own.
	@Override
	public List<Forecast> compute(ServedModel model, JourneyBatch batch, Urgency urgency, long arrivedNanos) {
		Duration patience = urgency.patience(this.limits.deadline());
		long left = arrivedNanos + patience.toNanos() - this.nanoTime.getAsLong();
		if (left <= 0) {
			throw OverloadedException.deadline(patience);
		}
		PredictionTask task = queue(model, batch, urgency.priority(), left);
		try {
			return task.answer().get(left, TimeUnit.NANOSECONDS);
		}
		catch (TimeoutException ex) {
			abandon(task);
			throw OverloadedException.deadline(patience);
		}
		catch (InterruptedException ex) {
			abandon(task);
			Thread.currentThread().interrupt();
			throw OverloadedException.deadline(patience);
		}
		catch (ExecutionException ex) {
			if (ex.getCause() instanceof OverloadedException refused) {
				throw refused;
			}
			throw new IllegalStateException("a prediction could not be computed", ex.getCause());
		}
	}

	/// Who is not answered when the time to drain is over is refused, and a worker in a
	/// native call is left alone: it holds a lease, and lets it go when it returns.
	@Override
	public void close() {
		this.queue.close();
		try {
			this.workers.join(this.limits.drain());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		finally {
			this.queue.removeAll().forEach((task) -> {
				refuse(task);
				task.model().release();
			});
			this.workers.all()
				.forEach((worker) -> worker.work().ifPresent((work) -> work.tasks().forEach(PredictorPool::refuse)));
			this.watchdog.close();
		}
	}

	private PredictionTask queue(ServedModel model, JourneyBatch batch, Priority priority, long left) {
		if (!model.acquire()) {
			throw new IllegalStateException("the caller holds no lease");
		}
		try {
			PredictionTask task = new PredictionTask(model, batch, priority, this.nanoTime.getAsLong(), left,
					new CompletableFuture<>());
			this.queue.add(task);
			return task;
		}
		catch (OverloadedException ex) {
			model.release();
			throw ex;
		}
	}

	private void abandon(PredictionTask task) {
		task.answer().cancel(false);
		if (this.queue.remove(task)) {
			task.model().release();
		}
	}

	private static void refuse(PredictionTask task) {
		task.answer().completeExceptionally(OverloadedException.ending());
	}

}
