package io.isonet.inference;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;

import io.isonet.network.Forecast;
import io.isonet.network.JourneyBatch;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.awaitility.Awaitility;

/// Callers of a computation with a model that computes nothing until its gate opens.
final class GatedCalls implements AutoCloseable {

	static final Duration LONG = Duration.ofSeconds(30);

	private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

	private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();

	private final CountDownLatch gate = new CountDownLatch(1);

	private final Queue<Integer> computed = new ConcurrentLinkedQueue<>();

	private final ServedModel model = FakeModels.model(1, this::computeBehindTheGate);

	private final LongSupplier nanoTime;

	private final Computation computation;

	/// @param nanoTime the clock of the computation
	GatedCalls(ComputationKind kind, int workers, Limits limits, LongSupplier nanoTime) {
		this.nanoTime = nanoTime;
		this.computation = kind.create(limits, new PredictionMeters(this.meters, new RequestArrivals()), nanoTime);
		this.computation.start(workers);
	}

	/// One worker, on the clock of the machine, and time to drain.
	GatedCalls(ComputationKind kind, int queue, Duration deadline) {
		this(kind, 1, new Limits(queue, deadline, LONG), System::nanoTime);
	}

	Computation computation() {
		return this.computation;
	}

	/// First token of each journey whose computation began.
	Queue<Integer> computed() {
		return this.computed;
	}

	/// Requests that wait.
	double depth() {
		return this.meters.get("isonet.prediction.queue.depth").gauge().value();
	}

	void open() {
		this.gate.countDown();
	}

	/// A request with token 0 that is computed behind the gate, and some that wait, with
	/// tokens from 1.
	List<Future<?>> fill(int waiting) {
		List<Future<?>> calls = new ArrayList<>(List.of(call(0, Urgency.NORMAL)));
		Awaitility.await().until(() -> this.computed.size() == 1);
		IntStream.rangeClosed(1, waiting).forEach((token) -> calls.add(queue(token, Urgency.NORMAL)));
		return calls;
	}

	/// Calls, and returns when the request waits.
	Future<?> queue(int token, Urgency urgency) {
		double before = depth();
		Future<?> call = call(token, urgency);
		Awaitility.await().until(() -> depth() == before + 1);
		return call;
	}

	Future<?> call(int token, Urgency urgency) {
		return this.callers.submit(() -> compute(token, urgency));
	}

	/// Calls on this thread.
	List<Forecast> compute(int token, Urgency urgency) {
		return this.computation.compute(this.model, FakeModels.journey(token, 1), urgency, this.nanoTime.getAsLong());
	}

	private List<Forecast> computeBehindTheGate(JourneyBatch batch) {
		this.computed.add(batch.tokens()[0][0]);
		try {
			this.gate.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		return FakeModels.echo(batch);
	}

	@Override
	public void close() {
		open();
		this.computation.close();
		this.callers.shutdownNow();
	}

}
