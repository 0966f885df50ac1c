package io.isonet.inference;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import io.isonet.network.Forecast;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// Threads of workers where the system gives no more threads.
class PredictorWorkersTests {

	private final PredictionMeters meters = new PredictionMeters(new SimpleMeterRegistry(), new RequestArrivals());

	private final RequestQueue queue = new RequestQueue(10, new Batching(1, Duration.ZERO), System::nanoTime);

	@Test
	void aWorkerGoesOnWhereThereIsNoFreshThreadForItsSuccessor() throws Exception {
		Set<Thread> computing = ConcurrentHashMap.newKeySet();
		AtomicInteger made = new AtomicInteger();
		PredictorWorkers workers = new PredictorWorkers(
				(number) -> new PredictorWorker(number, this.queue, this.meters, System::nanoTime),
				(work) -> (made.incrementAndGet() == 1) ? new Thread(work) : new UnstartableThread(), this.meters);
		ServedModel model = FakeModels.model(1, (batch) -> {
			computing.add(Thread.currentThread());
			if (batch.tokens()[0][0] == 13) {
				throw new LinkageError("the library is gone");
			}
			return FakeModels.echo(batch);
		});
		workers.start(1);
		for (int i = 0; i < 3; i++) {
			assertThat(compute(model, 13)).failsWithin(Duration.ofSeconds(10));
			assertThat(compute(model, 1)).succeedsWithin(Duration.ofSeconds(10));
		}
		assertThat(computing).hasSize(1);
		assertThat(made).hasValue(1 + 3);
		assertThat(workers.all()).hasSize(1);
		this.queue.close();
		assertThat(workers.join(Duration.ofSeconds(10))).isTrue();
	}

	private CompletableFuture<List<Forecast>> compute(ServedModel model, int token) {
		CompletableFuture<List<Forecast>> answer = new CompletableFuture<>();
		assertThat(model.acquire()).isTrue();
		this.queue.add(new PredictionTask(model, FakeModels.journey(token, 1), Priority.NORMAL, System.nanoTime(),
				Long.MAX_VALUE, answer));
		return answer;
	}

	private static final class UnstartableThread extends Thread {

		@Override
		public void start() {
			throw new OutOfMemoryError("unable to create native thread");
		}

	}

}
