package io.isonet.inference;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

import io.isonet.network.Forecast;
import io.isonet.network.JourneyBatch;
import io.isonet.network.PaceCurve;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Computes what waits in a queue, on the one thread that runs it. A request that cannot
/// be computed fails alone; an `Error` leaves the thread in doubt, fails all that it has
/// in hand, and ends it. Others may ask what it is at.
final class PredictorWorker implements Runnable {

	private static final Logger log = LoggerFactory.getLogger(PredictorWorker.class);

	private final int number;

	private final RequestQueue queue;

	private final PredictionMeters meters;

	private final LongSupplier nanoTime;

	private volatile @Nullable Work work;

	/// @param number of the worker, by which a model has its forecaster and its device
	/// @param nanoTime the clock of the queue
	PredictorWorker(int number, RequestQueue queue, PredictionMeters meters, LongSupplier nanoTime) {
		this.number = number;
		this.queue = queue;
		this.meters = meters;
		this.nanoTime = nanoTime;
	}

	int number() {
		return this.number;
	}

	/// What it computes at this moment.
	Optional<Work> work() {
		return Optional.ofNullable(this.work);
	}

	/// Runs until the queue is closed and empty.
	@Override
	public void run() {
		try {
			List<PredictionTask> tasks = this.queue.take();
			while (!tasks.isEmpty()) {
				compute(tasks);
				tasks = this.queue.take();
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private void compute(List<PredictionTask> tasks) {
		long started = this.nanoTime.getAsLong();
		try {
			tasks.forEach((task) -> this.meters.queued(started - task.sinceNanos()));
			List<PredictionTask> wanted = tasks.stream().filter((task) -> !task.answer().isDone()).toList();
			if (wanted.isEmpty()) {
				return;
			}
			this.work = new Work(wanted, started);
			answer(wanted);
		}
		catch (RuntimeException | Error failure) {
			tasks.forEach((task) -> task.answer().completeExceptionally(failure));
			throw failure;
		}
		finally {
			this.work = null;
			tasks.forEach((task) -> task.model().release());
		}
	}

	/// One request that cannot be computed fails alone: its neighbours in the batch are
	/// computed again without it.
	private void answer(List<PredictionTask> tasks) {
		long started = this.nanoTime.getAsLong();
		try {
			List<Forecast> forecasts = tasks.getFirst().model().forecast(this.number, joined(tasks));
			this.meters.computed(this.nanoTime.getAsLong() - started, journeys(tasks));
			int next = 0;
			for (PredictionTask task : tasks) {
				int size = task.batch().size();
				task.answer().complete(List.copyOf(forecasts.subList(next, next + size)));
				next += size;
			}
		}
		catch (RuntimeException failure) {
			if (tasks.size() == 1) {
				log.debug("Worker {} could not compute a request", this.number, failure);
				tasks.getFirst().answer().completeExceptionally(failure);
				return;
			}
			tasks.stream().filter((task) -> !task.answer().isDone()).forEach((task) -> answer(List.of(task)));
		}
	}

	private static int journeys(List<PredictionTask> tasks) {
		return tasks.stream().mapToInt((task) -> task.batch().size()).sum();
	}

	private static JourneyBatch joined(List<PredictionTask> tasks) {
		if (tasks.size() == 1) {
			return tasks.getFirst().batch();
		}
		int[][] tokens = new int[journeys(tasks)][];
		int[] lengths = new int[tokens.length];
		List<PaceCurve> paces = new ArrayList<>(tokens.length);
		int next = 0;
		for (PredictionTask task : tasks) {
			for (int b = 0; b < task.batch().size(); b++) {
				tokens[next] = task.batch().tokens()[b];
				lengths[next++] = task.batch().lengths()[b];
			}
			paces.addAll(task.batch().paces());
		}
		return new JourneyBatch(tokens, lengths, paces);
	}

	/// Tasks that are computed together.
	///
	/// @param sinceNanos when the worker began
	record Work(List<PredictionTask> tasks, long sinceNanos) {

		/// For the log.
		@Override
		public String toString() {
			return journeys(this.tasks) + " journeys with version " + this.tasks.getFirst().model().version().number();
		}

	}

}
