package io.isonet.inference;

import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

/// Runs what comes in at a connector, each request on a virtual thread of its own, and
/// knows when it came. While every core computes, a request waits for one before a byte
/// of it is read: that is waiting too, and counts against its deadline. Thread-safe.
final class RequestArrivals implements Executor {

	/// Of the request that the thread has begun, until it is asked for.
	private final ThreadLocal<@Nullable Long> arrived = new ThreadLocal<>();

	private final ThreadFactory threads = Thread.ofVirtual().name("request-", 0).factory();

	private final AtomicInteger waiting = new AtomicInteger();

	@Override
	public void execute(Runnable request) {
		long now = System.nanoTime();
		this.waiting.incrementAndGet();
		this.threads.newThread(() -> {
			this.waiting.decrementAndGet();
			this.arrived.set(now);
			request.run();
		}).start();
	}

	/// When the request that this thread answers came in, by [System#nanoTime()]. Asked
	/// again, or on any other thread, it says now: the next request of a connection comes
	/// in when the one before is answered.
	long take() {
		Long nanos = this.arrived.get();
		if (nanos == null) {
			return System.nanoTime();
		}
		this.arrived.remove();
		return nanos;
	}

	/// Requests that came in and that no core has begun.
	int waiting() {
		return this.waiting.get();
	}

}
