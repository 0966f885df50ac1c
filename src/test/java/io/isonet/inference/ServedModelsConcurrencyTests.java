package io.isonet.inference;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.isonet.registry.ModelRegistry;
import io.isonet.registry.ModelVersion;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.withSettings;

/// Loads, unloads and promotions of the same and of other versions at once.
class ServedModelsConcurrencyTests {

	private static final int THREADS = 8;

	private static final int ROUNDS = 300;

	private final AtomicInteger champion = new AtomicInteger(1);

	private final Queue<ServedModel> loaded = new ConcurrentLinkedQueue<>();

	private final ModelRegistry registry = mock(ModelRegistry.class, withSettings().stubOnly());

	private final ExecutorService callers = Executors.newFixedThreadPool(THREADS);

	@AfterEach
	void end() {
		this.callers.shutdownNow();
	}

	@Test
	void loadsUnloadsAndPromotionsAtOnceEndWellAndLeaveNothingOpen() throws Exception {
		ServedModels models = new ServedModels(registry(), this::load, "isonet", 2);
		models.refresh();
		List<Future<?>> calls = new ArrayList<>();
		for (int thread = 0; thread < THREADS; thread++) {
			int first = thread;
			calls.add(this.callers.submit(() -> {
				for (int round = 0; round < ROUNDS; round++) {
					int number = 1 + (first + round) % 5;
					switch (round % 3) {
						case 0 -> {
							this.champion.set(number);
							models.refresh();
						}
						case 1 -> use(models.lease("isonet", String.valueOf(number)), number);
						default -> {
							ServedModel leased = models.leaseChampion();
							use(leased, leased.version().number());
						}
					}
				}
			}));
		}
		for (Future<?> call : calls) {
			call.get(60, TimeUnit.SECONDS);
		}
		models.refresh();
		assertThat(models.championVersion().orElseThrow().number()).isEqualTo(this.champion.get());
		assertThat(this.loaded.stream().filter((model) -> !model.isClosed()))
			.as("the champion and two others at most are open")
			.hasSizeBetween(1, 3);
		models.close();
		assertThat(this.loaded).hasSizeGreaterThan(5).allMatch(ServedModel::isClosed);
	}

	@Test
	void readinessWaitsUntilTheChampionIsLoadedAndWarm() throws Exception {
		CountDownLatch warm = new CountDownLatch(1);
		CountDownLatch loading = new CountDownLatch(1);
		ServedModels models = new ServedModels(registry(), (version) -> {
			loading.countDown();
			await(warm);
			return load(version);
		}, "isonet", 2);
		HealthIndicator readiness = new InferenceConfiguration().championHealthIndicator(models);
		Future<?> start = this.callers.submit(models::refresh);
		assertThat(loading.await(10, TimeUnit.SECONDS)).isTrue();
		assertThat(readiness.health().getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
		warm.countDown();
		start.get(10, TimeUnit.SECONDS);
		assertThat(readiness.health().getStatus()).isEqualTo(Status.UP);
		models.close();
	}

	private ModelRegistry registry() {
		given(this.registry.version(any(), any()))
			.willAnswer((call) -> FakeModels.version(Integer.parseInt(call.getArgument(1))));
		given(this.registry.champion("isonet"))
			.willAnswer((call) -> Optional.of(FakeModels.version(this.champion.get())));
		return this.registry;
	}

	private ServedModel load(ModelVersion version) {
		ServedModel model = FakeModels.model(version.number(), FakeModels::echo);
		this.loaded.add(model);
		return model;
	}

	private static void use(ServedModel leased, int number) {
		try {
			assertThat(leased.version().number()).isEqualTo(number);
			assertThat(leased.isClosed()).isFalse();
		}
		finally {
			leased.release();
		}
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
