package io.isonet.training;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Wakes those who wait for a change of any job in this process; what changed they read
/// from the database. Thread-safe.
class TrainingSignal {

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition changed = this.lock.newCondition();

	private long changes;

	/// Number of changes so far, to be read before the database is.
	long changes() {
		this.lock.lock();
		try {
			return this.changes;
		}
		finally {
			this.lock.unlock();
		}
	}

	void change() {
		this.lock.lock();
		try {
			this.changes++;
			this.changed.signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

	/// Waits until there are more changes than were seen, at most so long.
	void await(long seen, Duration longest) throws InterruptedException {
		long nanos = longest.toNanos();
		this.lock.lockInterruptibly();
		try {
			while (this.changes == seen && nanos > 0) {
				nanos = this.changed.awaitNanos(nanos);
			}
		}
		finally {
			this.lock.unlock();
		}
	}

}
