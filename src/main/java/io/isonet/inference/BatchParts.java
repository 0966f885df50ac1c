package io.isonet.inference;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

import io.isonet.network.Forecast;
import io.isonet.network.JourneyBatch;
import org.jspecify.annotations.Nullable;

/// A batch that threads compute in parts of a few journeys, each of them
/// the next part that nobody has taken. The deadline holds between parts. Thread-safe.
final class BatchParts {

	/// Journeys of a part: few, so that all threads end at nearly the same time.
	private static final int SHARE = 4;

	private final ServedModel model;

	private final JourneyBatch batch;

	private final long deadlineNanos;

	private final LongSupplier nanoTime;

	private final Forecast[] forecasts;

	private final AtomicInteger next = new AtomicInteger();

	/// One party for the caller, and one for each thread that helps.
	private final Phaser computing = new Phaser(1);

	private volatile @Nullable Throwable failure;

	/// @param model the caller holds a lease until [#await()] returns
	/// @param deadlineNanos on the clock
	BatchParts(ServedModel model, JourneyBatch batch, long deadlineNanos, LongSupplier nanoTime) {
		this.model = model;
		this.batch = batch;
		this.deadlineNanos = deadlineNanos;
		this.nanoTime = nanoTime;
		this.forecasts = new Forecast[batch.size()];
	}

	int count() {
		return (this.batch.size() + SHARE - 1) / SHARE;
	}

	/// Computes parts until none is left.
	void compute(int worker) {
		compute(worker, () -> true);
	}

	/// Computes parts for the caller, until none is left or the helper is wanted
	/// elsewhere.
	void help(int worker, BooleanSupplier goOn) {
		this.computing.register();
		try {
			compute(worker, goOn);
		}
		finally {
			this.computing.arriveAndDeregister();
		}
	}

	/// Waits for those who help; the caller has no part left to compute.
	/// @return one forecast a journey, in order
	/// @throws TimeoutException if the deadline passed first
	/// @throws IllegalStateException if a part could not be computed
	List<Forecast> await() throws TimeoutException {
		this.computing.arriveAndAwaitAdvance();
		Throwable failed = this.failure;
		if (failed instanceof TimeoutException late) {
			throw late;
		}
		if (failed != null) {
			throw new IllegalStateException("a prediction could not be computed", failed);
		}
		return Arrays.asList(this.forecasts);
	}

	private void compute(int worker, BooleanSupplier goOn) {
		while (goOn.getAsBoolean()) {
			int part = this.next.getAndIncrement();
			if (part >= count() || this.failure != null) {
				return;
			}
			try {
				compute(worker, part);
			}
			catch (TimeoutException | RuntimeException | Error failed) {
				this.failure = failed;
			}
		}
	}

	private void compute(int worker, int part) throws TimeoutException {
		if (this.deadlineNanos - this.nanoTime.getAsLong() <= 0) {
			throw new TimeoutException();
		}
		int from = part * SHARE;
		int to = Math.min(from + SHARE, this.batch.size());
		List<Forecast> computed = this.model.forecast(worker, this.batch.part(from, to));
		for (int b = from; b < to; b++) {
			this.forecasts[b] = computed.get(b - from);
		}
	}

}
