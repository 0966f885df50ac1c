package io.isonet.inference;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.isonet.network.Forecast;
import io.isonet.network.JourneyBatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Workers on platform threads that compute what waits in one bounded queue. Request
/// threads only wait, and no longer than their deadline, busy workers or not.
/// Thread-safe.
final class PredictorPool implements Computation {

	private static final Logger log = LoggerFactory.getLogger(PredictorPool.class);

	private final RequestQueue queue;

	private final Duration deadline;

	private final int maxBatch;

	private final PredictionMeters meters;

	private final List<Thread> workers = new ArrayList<>();

	PredictorPool(int queue, Duration deadline, int maxBatch, PredictionMeters meters) {
		this.queue = new RequestQueue(queue);
		this.deadline = deadline;
		this.maxBatch = maxBatch;
		this.meters = meters;
		meters.watch(this.queue::size);
	}

	@Override
	public void start(int workers) {
		for (int worker = 0; worker < workers; worker++) {
			int number = worker;
			this.workers.add(Thread.ofPlatform().name("predictor-" + number).start(() -> work(number)));
		}
	}

	/// Waits for a worker's answer; the pool takes a lease of its own.
	@Override
	public List<Forecast> compute(ServedModel model, JourneyBatch batch, long arrivedNanos) {
		if (!model.acquire()) {
			throw new IllegalStateException("the caller holds no lease");
		}
		PredictionTask task = new PredictionTask(model, batch, System.nanoTime(), new CompletableFuture<>());
		if (!this.queue.offer(task)) {
			model.release();
			throw OverloadedException.queueFull();
		}
		try {
			return task.answer().get(arrivedNanos + this.deadline.toNanos() - System.nanoTime(), TimeUnit.NANOSECONDS);
		}
		catch (TimeoutException ex) {
			abandon(task);
			throw OverloadedException.deadline(this.deadline);
		}
		catch (InterruptedException ex) {
			abandon(task);
			Thread.currentThread().interrupt();
			throw OverloadedException.deadline(this.deadline);
		}
		catch (ExecutionException ex) {
			throw new IllegalStateException("a prediction could not be computed", ex.getCause());
		}
	}

	/// Refuses new work, computes what waits, and ends the workers.
	@Override
	public void close() {
		this.queue.close();
		for (Thread worker : this.workers) {
			try {
				worker.join();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				return;
			}
		}
	}

	private void abandon(PredictionTask task) {
		task.answer().cancel(false);
		if (this.queue.remove(task)) {
			task.model().release();
		}
	}

	private void work(int worker) {
		try {
			List<PredictionTask> tasks = this.queue.take(this.maxBatch);
			while (!tasks.isEmpty()) {
				runSafely(worker, tasks);
				tasks = this.queue.take(this.maxBatch);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/// Nothing that goes wrong with one batch ends the worker.
	private void runSafely(int worker, List<PredictionTask> tasks) {
		try {
			run(worker, tasks);
		}
		catch (RuntimeException | Error failure) {
			log.error("Worker {} could not finish a batch", worker, failure);
			tasks.forEach((task) -> task.answer().completeExceptionally(failure));
		}
	}

	private void run(int worker, List<PredictionTask> tasks) {
		long started = System.nanoTime();
		List<PredictionTask> wanted = new ArrayList<>();
		for (PredictionTask task : tasks) {
			this.meters.queued(started - task.queuedNanos());
			if (task.answer().isDone()) {
				task.model().release();
			}
			else {
				wanted.add(task);
			}
		}
		if (wanted.isEmpty()) {
			return;
		}
		try {
			answer(worker, wanted);
		}
		finally {
			wanted.forEach((task) -> task.model().release());
		}
		this.meters.computed(System.nanoTime() - started, journeys(wanted));
	}

	/// One request that cannot be computed fails alone: its neighbours in the batch are
	/// computed again without it.
	private void answer(int worker, List<PredictionTask> tasks) {
		try {
			List<Forecast> forecasts = tasks.getFirst().model().forecast(worker, joined(tasks));
			int next = 0;
			for (PredictionTask task : tasks) {
				int size = task.batch().size();
				task.answer().complete(List.copyOf(forecasts.subList(next, next + size)));
				next += size;
			}
		}
		catch (RuntimeException | Error failure) {
			if (tasks.size() == 1) {
				log.debug("Worker {} could not compute a request", worker, failure);
				tasks.getFirst().answer().completeExceptionally(failure);
				return;
			}
			tasks.forEach((task) -> answer(worker, List.of(task)));
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
		int next = 0;
		for (PredictionTask task : tasks) {
			for (int b = 0; b < task.batch().size(); b++) {
				tokens[next] = task.batch().tokens()[b];
				lengths[next++] = task.batch().lengths()[b];
			}
		}
		return new JourneyBatch(tokens, lengths);
	}

}
