package io.isonet.inference;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Requests in the order of their arrival, up to a bound. A worker takes the first, with
/// those right behind it that one pass can compute too; nobody waits for a batch to fill.
/// Thread-safe.
final class RequestQueue {

	private final int capacity;

	private final Deque<PredictionTask> tasks = new ArrayDeque<>();

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition arrived = this.lock.newCondition();

	private boolean closed;

	RequestQueue(int capacity) {
		this.capacity = capacity;
	}

	/// Puts a task at the end.
	/// @return false where the queue is full or closed
	boolean offer(PredictionTask task) {
		this.lock.lock();
		try {
			if (this.closed || this.tasks.size() >= this.capacity) {
				return false;
			}
			this.tasks.addLast(task);
			this.arrived.signal();
			return true;
		}
		finally {
			this.lock.unlock();
		}
	}

	/// Waits for a task and takes it, with those behind it that fit, up to `maxJourneys`
	/// together.
	/// @return empty once the queue is closed and nothing is left
	List<PredictionTask> take(int maxJourneys) throws InterruptedException {
		this.lock.lockInterruptibly();
		try {
			while (this.tasks.isEmpty()) {
				if (this.closed) {
					return List.of();
				}
				this.arrived.await();
			}
			PredictionTask first = this.tasks.removeFirst();
			List<PredictionTask> taken = new ArrayList<>(List.of(first));
			int journeys = first.batch().size();
			PredictionTask next = this.tasks.peekFirst();
			while (next != null && first.fits(next) && journeys + next.batch().size() <= maxJourneys) {
				taken.add(this.tasks.removeFirst());
				journeys += next.batch().size();
				next = this.tasks.peekFirst();
			}
			return taken;
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
			return this.tasks.remove(task);
		}
		finally {
			this.lock.unlock();
		}
	}

	int size() {
		this.lock.lock();
		try {
			return this.tasks.size();
		}
		finally {
			this.lock.unlock();
		}
	}

	/// Takes no more; what waits is still handed out.
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

}
