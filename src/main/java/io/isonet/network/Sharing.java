package io.isonet.network;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.jspecify.annotations.Nullable;

/// Shares work that falls into independent parts among threads of its own, which end when
/// it is closed. One caller at a time.
final class Sharing implements AutoCloseable {

	/// Multiply-adds below which handing over costs more than it saves.
	private static final long WORTHWHILE = 20_000_000;

	/// Things that the passes take together at least: fewer in a part lose more than a
	/// second thread gains.
	private static final int TOGETHER = 4;

	private final int threads;

	private @Nullable ExecutorService others;

	Sharing(int threads) {
		this.threads = threads;
	}

	/// Does the work on `size` things, and returns when all of it is done.
	/// @param operations how much it is, about
	void run(int size, long operations, Part part) {
		int parts = (operations < WORTHWHILE) ? 1 : Math.min(this.threads, size / TOGETHER);
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
			executor = Executors.newFixedThreadPool(this.threads,
					Thread.ofPlatform().daemon().name("training-part-", 0).factory());
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
