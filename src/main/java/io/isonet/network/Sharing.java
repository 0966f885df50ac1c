package io.isonet.network;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;

import org.jspecify.annotations.Nullable;

/// Shares work that falls into independent parts among threads of its own, which end when
/// it is closed. One caller at a time.
final class Sharing implements AutoCloseable {

	/// Multiply-adds below which handing over costs more than it saves.
	private static final long WORTHWHILE = 20_000_000;

	/// Least things in a part: fewer lose more than a second thread gains.
	private static final int LEAST = 4;

	private final int threads;

	private final long worthwhile;

	private final ThreadFactory factory;

	private @Nullable ExecutorService others;

	Sharing(int threads) {
		this(threads, WORTHWHILE, Thread.ofPlatform().daemon().name("training-part-", 0).factory());
	}

	/// @param threads most threads that compute at a time
	/// @param worthwhile multiply-adds from which on work is shared
	/// @param factory makes the threads, each when there is work for it
	Sharing(int threads, long worthwhile, ThreadFactory factory) {
		this.threads = threads;
		this.worthwhile = worthwhile;
		this.factory = factory;
	}

	/// Does the work on `size` things, and returns when all of it is done.
	/// @param operations how much it is, about
	void run(int size, long operations, Part part) {
		int parts = (operations < this.worthwhile) ? 1 : Math.min(this.threads, size / LEAST);
		if (parts <= 1) {
			part.run(0, size);
			return;
		}
		List<Callable<Void>> calls = new ArrayList<>();
		for (int i = 0; i < parts; i++) {
			int from = (int) ((long) size * i / parts);
			int to = (int) ((long) size * (i + 1) / parts);
			calls.add(() -> {
				part.run(from, to);
				return null;
			});
		}
		await(calls);
	}

	private void await(List<Callable<Void>> calls) {
		boolean interrupted = false;
		List<Future<Void>> done = new ArrayList<>();
		calls.forEach((call) -> done.add(executor().submit(call)));
		for (Future<Void> part : done) {
			// what runs writes into space that the caller uses next: it is waited for in
			// any case
			while (!part.isDone()) {
				try {
					part.get();
				}
				catch (InterruptedException ex) {
					interrupted = true;
				}
				catch (ExecutionException ex) {
					break;
				}
			}
		}
		if (interrupted) {
			Thread.currentThread().interrupt();
		}
		for (Future<Void> part : done) {
			if (part.state() == Future.State.FAILED) {
				throw new IllegalStateException("a part of a pass failed", part.exceptionNow());
			}
		}
	}

	private ExecutorService executor() {
		ExecutorService executor = this.others;
		if (executor == null) {
			executor = Executors.newFixedThreadPool(this.threads, this.factory);
			this.others = executor;
		}
		return executor;
	}

	@Override
	public void close() {
		if (this.others != null) {
			this.others.shutdown();
		}
	}

	/// Work on the things `from` to before `to`.
	interface Part {

		void run(int from, int to);

	}

}
