package io.isonet.inference;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

import io.isonet.network.Forecast;
import io.isonet.network.JourneyBatch;

/// The thread of the request computes itself, as soon as one of the workers' places is
/// free: for passes that take less time than a hand-over to another thread. A large batch
/// is computed in parts, by other threads too while places are free and nobody waits for
/// one. Thread-safe.
final class RequestThreads implements Computation {

	/// Most threads that compute parts of one batch.
	private final int threads;

	private final Places places;

	private final Limits limits;

	private final PredictionMeters meters;

	private final LongSupplier nanoTime;

	/// @param threads most that compute parts of one batch
	/// @param nanoTime the clock, as [System#nanoTime()]
	RequestThreads(int threads, Limits limits, PredictionMeters meters, LongSupplier nanoTime) {
		this.threads = threads;
		this.places = new Places(limits.queue(), nanoTime);
		this.limits = limits;
		this.meters = meters;
		this.nanoTime = nanoTime;
		meters.watch(this.places::waiting);
	}

	@Override
	public void start(int workers) {
		for (int worker = 0; worker < workers; worker++) {
			this.places.giveBack(worker);
		}
	}

	@Override
	public List<Forecast> compute(ServedModel model, JourneyBatch batch, Urgency urgency, long arrivedNanos) {
		Duration patience = urgency.patience(this.limits.deadline());
		long deadline = arrivedNanos + patience.toNanos();
		try {
			int worker = this.places.take(urgency.priority(), deadline);
			try {
				long started = this.nanoTime.getAsLong();
				this.meters.queued(started - arrivedNanos);
				List<Forecast> forecasts = forecast(worker, model, batch, deadline);
				this.meters.computed(this.nanoTime.getAsLong() - started, batch.size());
				return forecasts;
			}
			finally {
				this.places.giveBack(worker);
			}
		}
		catch (TimeoutException ex) {
			throw OverloadedException.deadline(patience);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw OverloadedException.deadline(patience);
		}
	}

	/// In parts, with the help of other threads where there is more than one part.
	private List<Forecast> forecast(int worker, ServedModel model, JourneyBatch batch, long deadline)
			throws TimeoutException {
		BatchParts parts = new BatchParts(model, batch, deadline, this.nanoTime);
		int helpers = Math.min(this.threads, parts.count()) - 1;
		for (int helper = 0; helper < helpers; helper++) {
			Thread.ofVirtual().name("prediction-part").start(() -> help(parts));
		}
		parts.compute(worker);
		return parts.await();
	}

	/// On a place that is free, and only as long as nobody waits for one.
	private void help(BatchParts parts) {
		this.places.tryTake().ifPresent((place) -> {
			try {
				parts.help(place, () -> this.places.waiting() == 0);
			}
			finally {
				this.places.giveBack(place);
			}
		});
	}

	@Override
	public void close() {
		try {
			this.places.close(this.limits.drain());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
