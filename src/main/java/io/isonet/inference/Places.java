package io.isonet.inference;

import java.time.Duration;
import java.util.Deque;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/// Numbered places for threads that compute; who finds none free waits in a bounded line.
/// A place that is given back goes to the first of the line, so that nobody overtakes.
/// Where nobody waits there is no lock on the way: a thread that waited for it with a
/// place in hand would make a line out of nothing. Thread-safe.
final class Places {

	private final int capacity;

	private final LongSupplier nanoTime;

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition empty = this.lock.newCondition();

	private final Deque<Integer> free = new ConcurrentLinkedDeque<>();

	/// Guarded by the lock, as who stands in it.
	private final WaitingLine<Waiting> line = new WaitingLine<>();

	/// Length of the line, for those without the lock.
	private volatile int waiting;

	private volatile boolean closed;

	/// @param capacity most threads that wait
	/// @param nanoTime the clock
	Places(int capacity, LongSupplier nanoTime) {
		this.capacity = capacity;
		this.nanoTime = nanoTime;
	}

	/// Waits for a place.
	/// @param deadlineNanos on the clock
	/// @return its number, to be given back
	/// @throws OverloadedException if as many wait as may wait, or the service ends
	/// @throws TimeoutException if the deadline passes first
	int take(Priority priority, long deadlineNanos) throws InterruptedException, TimeoutException {
		OptionalInt free = tryTake();
		if (free.isPresent()) {
			return free.getAsInt();
		}
		this.lock.lockInterruptibly();
		try {
			if (this.closed) {
				throw OverloadedException.ending();
			}
			if (this.line.size() >= this.capacity) {
				throw OverloadedException.queueFull();
			}
			return await(new Waiting(priority, this.nanoTime.getAsLong(), this.lock.newCondition()), deadlineNanos);
		}
		finally {
			this.lock.unlock();
		}
	}

	/// Takes a place if one is free at this moment.
	/// @return its number, to be given back
	OptionalInt tryTake() {
		Integer place = (this.closed || this.waiting > 0) ? null : this.free.poll();
		return (place != null) ? OptionalInt.of(place) : OptionalInt.empty();
	}

	/// Gives a place to the first of the line, or to whoever comes next.
	void giveBack(int place) {
		this.free.push(place);
		if (this.waiting > 0) {
			this.lock.lock();
			try {
				serveLine();
			}
			finally {
				this.lock.unlock();
			}
		}
	}

	int waiting() {
		return this.waiting;
	}

	/// Refuses who comes; who waits has a while to get a place, and is refused then.
	void close(Duration drain) throws InterruptedException {
		this.lock.lockInterruptibly();
		try {
			this.closed = true;
			long left = drain.toNanos();
			while (!this.line.isEmpty() && left > 0) {
				left = this.empty.awaitNanos(left);
			}
			while (!this.line.isEmpty()) {
				leaveLine(this.line.removeFirst(), Waiting.REFUSED);
			}
			this.waiting = 0;
		}
		finally {
			this.lock.unlock();
		}
	}

	private int await(Waiting waiting, long deadlineNanos) throws InterruptedException, TimeoutException {
		this.line.add(waiting);
		this.waiting = this.line.size();
		// one that was given back a moment ago, by who saw no line yet
		serveLine();
		try {
			while (waiting.place == Waiting.NONE) {
				long left = deadlineNanos - this.nanoTime.getAsLong();
				if (left <= 0) {
					throw new TimeoutException();
				}
				waiting.changed.awaitNanos(left);
			}
		}
		catch (InterruptedException ex) {
			if (waiting.place >= 0) {
				giveBack(waiting.place);
			}
			throw ex;
		}
		finally {
			this.line.remove(waiting);
			this.waiting = this.line.size();
			this.empty.signalAll();
		}
		if (waiting.place == Waiting.REFUSED) {
			throw OverloadedException.ending();
		}
		return waiting.place;
	}

	/// Hands out what is free; guarded by the lock.
	private void serveLine() {
		while (!this.line.isEmpty()) {
			Integer place = this.free.poll();
			if (place == null) {
				return;
			}
			leaveLine(this.line.removeFirst(), place);
			this.waiting = this.line.size();
		}
	}

	private static void leaveLine(Waiting first, int place) {
		first.place = place;
		first.changed.signal();
	}

	/// A thread in the line; guarded by the lock.
	private static final class Waiting implements WaitingLine.Member {

		static final int NONE = -1;

		static final int REFUSED = -2;

		private final Priority priority;

		private final long sinceNanos;

		private final Condition changed;

		private int place = NONE;

		Waiting(Priority priority, long sinceNanos, Condition changed) {
			this.priority = priority;
			this.sinceNanos = sinceNanos;
			this.changed = changed;
		}

		@Override
		public Priority priority() {
			return this.priority;
		}

		@Override
		public long sinceNanos() {
			return this.sinceNanos;
		}

	}

}
