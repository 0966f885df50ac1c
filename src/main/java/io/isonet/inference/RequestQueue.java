package io.isonet.inference;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/// Requests that wait for a worker, up to a bound. A worker takes the first, with those
/// right behind it that one pass can compute too. With a delay it waits until the oldest
/// has waited that long, or nothing could join any more, or half of the time is over that
/// a request has for its answer; without, nobody waits for a
/// batch to fill. Thread-safe.
final class RequestQueue {

	private final int capacity;

	private final Batching batching;

	private final LongSupplier nanoTime;

	private final WaitingLine<PredictionTask> line = new WaitingLine<>();

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition arrived = this.lock.newCondition();

	private boolean closed;

	/// @param nanoTime the clock of the tasks
	RequestQueue(int capacity, Batching batching, LongSupplier nanoTime) {
		this.capacity = capacity;
		this.batching = batching;
		this.nanoTime = nanoTime;
	}

	/// Puts a task in its place.
	/// @throws OverloadedException where the queue is full or closed
	void add(PredictionTask task) {
		this.lock.lock();
		try {
			if (this.closed) {
				throw OverloadedException.ending();
			}
			if (this.line.size() >= this.capacity) {
				throw OverloadedException.queueFull();
			}
			this.line.add(task);
			this.arrived.signal();
		}
		finally {
			this.lock.unlock();
		}
	}

	/// Waits until something is to be computed, and takes it.
	/// @return empty once the queue is closed and nothing is left
	List<PredictionTask> take() throws InterruptedException {
		this.lock.lockInterruptibly();
		try {
			while (true) {
				List<PredictionTask> batch = firstBatch();
				long left = nanosUntilItGoes(batch);
				if (left <= 0) {
					batch.forEach((task) -> this.line.removeFirst());
					if (!this.line.isEmpty()) {
						// what did not fit is for another worker
						this.arrived.signal();
					}
					return batch;
				}
				this.arrived.awaitNanos(left);
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	/// Takes a task out before a worker does.
	/// @return false where a worker has it already
	boolean remove(PredictionTask task) {
		this.lock.lock();
		try {
			return this.line.remove(task);
		}
		finally {
			this.lock.unlock();
		}
	}

	/// Takes out all that no worker has taken.
	List<PredictionTask> removeAll() {
		this.lock.lock();
		try {
			List<PredictionTask> left = new ArrayList<>();
			while (!this.line.isEmpty()) {
				left.add(this.line.removeFirst());
			}
			return left;
		}
		finally {
			this.lock.unlock();
		}
	}

	int size() {
		this.lock.lock();
		try {
			return this.line.size();
		}
		finally {
			this.lock.unlock();
		}
	}

	/// Takes no more; what waits is still handed out, and at once.
	void close() {
		this.lock.lock();
		try {
			this.closed = true;
			this.arrived.signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

	/// The first, with those behind it up to one that does not fit.
	private List<PredictionTask> firstBatch() {
		List<PredictionTask> batch = new ArrayList<>();
		int journeys = 0;
		for (PredictionTask task : this.line) {
			journeys += task.batch().size();
			if (!batch.isEmpty() && (!batch.getFirst().fits(task) || journeys > this.batching.maxJourneys())) {
				break;
			}
			batch.add(task);
		}
		return batch;
	}

	/// @return 0 or less for at once
	private long nanosUntilItGoes(List<PredictionTask> batch) {
		if (this.closed) {
			return 0;
		}
		if (batch.isEmpty()) {
			return Long.MAX_VALUE;
		}
		int journeys = batch.stream().mapToInt((task) -> task.batch().size()).sum();
		boolean full = batch.size() < this.line.size() || journeys >= this.batching.maxJourneys();
		if (full || this.batching.delay().isZero()) {
			return 0;
		}
		long now = this.nanoTime.getAsLong();
		return batch.stream()
			.mapToLong((task) -> task.joiningNanos(this.batching.delay()) - (now - task.sinceNanos()))
			.min()
			.orElseThrow();
	}

}
