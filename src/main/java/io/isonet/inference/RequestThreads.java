package io.isonet.inference;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

import io.isonet.network.Forecast;
import io.isonet.network.JourneyBatch;

/// The thread of the request computes itself, as soon as one of the workers' places is
/// free: for passes that take less time than a hand-over to another thread. The deadline
/// holds between journeys too. Thread-safe.
final class RequestThreads implements Computation {

	private final Places places;

	private final Limits limits;

	private final PredictionMeters meters;

	private final LongSupplier nanoTime;

	/// @param nanoTime the clock, as [System#nanoTime()]
	RequestThreads(Limits limits, PredictionMeters meters, LongSupplier nanoTime) {
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
		long asked = this.nanoTime.getAsLong();
		try {
			int worker = this.places.take(urgency.priority(), deadline);
			try {
				long started = this.nanoTime.getAsLong();
				this.meters.queued(started - asked);
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

	/// One journey after the other, as the fused pass does it in any case.
	private List<Forecast> forecast(int worker, ServedModel model, JourneyBatch batch, long deadline)
			throws TimeoutException {
		List<Forecast> forecasts = new ArrayList<>(batch.size());
		for (int b = 0; b < batch.size(); b++) {
			if (deadline - this.nanoTime.getAsLong() <= 0) {
				throw new TimeoutException();
			}
			JourneyBatch journey = new JourneyBatch(new int[][] { batch.tokens()[b] },
					new int[] { batch.lengths()[b] });
			try {
				forecasts.addAll(model.forecast(worker, journey));
			}
			catch (RuntimeException | Error failure) {
				throw new IllegalStateException("a prediction could not be computed", failure);
			}
		}
		return forecasts;
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
