package io.isonet.inference;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.isonet.network.Forecast;
import io.isonet.network.JourneyBatch;

/// The thread of the request computes itself, as soon as one of the workers' places is
/// free: for passes that take less time than a hand-over to another thread. Places go in
/// the order of arrival.
final class RequestThreads implements Computation {

	/// One permit for each free worker, in the order of arrival.
	private final Semaphore permits = new Semaphore(0, true);

	/// Workers whose scratch space nobody uses: at least as many as permits are out.
	private final Queue<Integer> free = new ConcurrentLinkedQueue<>();

	private final AtomicInteger waiting = new AtomicInteger();

	private final int queue;

	private final Duration deadline;

	private final PredictionMeters meters;

	RequestThreads(int queue, Duration deadline, PredictionMeters meters) {
		this.queue = queue;
		this.deadline = deadline;
		this.meters = meters;
		meters.watch(this.waiting::get);
	}

	@Override
	public void start(int workers) {
		for (int worker = 0; worker < workers; worker++) {
			this.free.add(worker);
		}
		this.permits.release(workers);
	}

	@Override
	public List<Forecast> compute(ServedModel model, JourneyBatch batch, long arrivedNanos) {
		long asked = System.nanoTime();
		acquire(arrivedNanos);
		int worker = Objects.requireNonNull(this.free.poll());
		long started = System.nanoTime();
		try {
			this.meters.queued(started - asked);
			List<Forecast> forecasts = model.forecast(worker, batch);
			this.meters.computed(System.nanoTime() - started, batch.size());
			return forecasts;
		}
		catch (RuntimeException | Error failure) {
			throw new IllegalStateException("a prediction could not be computed", failure);
		}
		finally {
			this.free.add(worker);
			this.permits.release();
		}
	}

	private void acquire(long arrivedNanos) {
		try {
			// with a time of 0 nobody is overtaken
			if (!this.permits.tryAcquire(0, TimeUnit.NANOSECONDS)) {
				await(arrivedNanos);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw OverloadedException.deadline(this.deadline);
		}
	}

	private void await(long arrivedNanos) throws InterruptedException {
		if (this.waiting.incrementAndGet() > this.queue) {
			this.waiting.decrementAndGet();
			throw OverloadedException.queueFull();
		}
		try {
			long left = arrivedNanos + this.deadline.toNanos() - System.nanoTime();
			if (!this.permits.tryAcquire(left, TimeUnit.NANOSECONDS)) {
				throw OverloadedException.deadline(this.deadline);
			}
		}
		finally {
			this.waiting.decrementAndGet();
		}
	}

	/// The web server lets its threads end first.
	@Override
	public void close() {
	}

}
