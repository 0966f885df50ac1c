package io.isonet.inference;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RequestArrivalsTests {

	private final RequestArrivals arrivals = new RequestArrivals();

	@Test
	void aRequestCameInWhenItWasHandedOverAndTheNextOfItsConnectionComesInNow() {
		CompletableFuture<long[]> taken = new CompletableFuture<>();
		long before = System.nanoTime();
		this.arrivals.execute(() -> {
			long begun = System.nanoTime();
			taken.complete(new long[] { this.arrivals.take(), begun, this.arrivals.take() });
		});
		long[] times = taken.join();
		assertThat(times[0] - before).isNotNegative();
		assertThat(times[1] - times[0]).isPositive();
		assertThat(times[2] - times[1]).isNotNegative();
	}

	@Test
	void onAnyOtherThreadItIsNow() {
		long before = System.nanoTime();
		assertThat(this.arrivals.take() - before).isNotNegative();
	}

	@Test
	void whatNoCoreHasBegunWaitsAndItsWaitCounts() throws InterruptedException {
		AtomicBoolean done = new AtomicBoolean();
		List<Thread> busy = new ArrayList<>();
		for (int core = 0; core < Runtime.getRuntime().availableProcessors(); core++) {
			busy.add(Thread.startVirtualThread(() -> {
				while (!done.get()) {
					Thread.onSpinWait();
				}
			}));
		}
		CompletableFuture<Long> waited = new CompletableFuture<>();
		this.arrivals.execute(() -> waited.complete(System.nanoTime() - this.arrivals.take()));
		Thread.sleep(50);
		assertThat(this.arrivals.waiting()).isEqualTo(1);
		done.set(true);
		assertThat(waited.join()).isGreaterThanOrEqualTo(Duration.ofMillis(50).toNanos());
		Awaitility.await().until(() -> this.arrivals.waiting() == 0);
		for (Thread thread : busy) {
			thread.join();
		}
	}

}
