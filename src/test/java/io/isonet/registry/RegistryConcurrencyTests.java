package io.isonet.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import io.isonet.database.Dialect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import static io.isonet.registry.Drafts.draft;
import static org.assertj.core.api.Assertions.assertThat;

@ParameterizedClass
@EnumSource(Dialect.class)
class RegistryConcurrencyTests {

	private static final int THREADS = 8;

	private final RegistryDatabase database;

	RegistryConcurrencyTests(Dialect dialect) {
		this.database = RegistryDatabase.of(dialect);
	}

	@Test
	void publicationsUnderOneNameGetNumbersWithoutGapOrRepeat() throws Exception {
		ModelRegistry registry = this.database.registry();
		List<Integer> numbers = together(() -> {
			List<Integer> own = new ArrayList<>();
			for (int i = 0; i < 10; i++) {
				own.add(registry.publish(draft("calm", "a")).number());
			}
			return own;
		}).stream().flatMap(List::stream).toList();
		assertThat(numbers).containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, 80).boxed().toList());
	}

	@Test
	void firstPublicationsOfANameDoNotHinderEachOther() throws Exception {
		ModelRegistry registry = this.database.registry();
		for (int round = 0; round < 20; round++) {
			String name = "calm-" + round;
			List<Integer> numbers = together(() -> registry.publish(draft(name, "a")).number());
			assertThat(numbers).containsExactlyInAnyOrder(1, 2, 3, 4, 5, 6, 7, 8);
		}
	}

	@Test
	void sameContentAtOnceIsOneVersion() throws Exception {
		ModelRegistry registry = this.database.registry();
		for (int round = 0; round < 10; round++) {
			String name = "same-" + round;
			List<ModelRegistry.Publication> publications = together(
					() -> registry.publishOnce(draft(name, "a"), RegistryDatabase.CLOCK.instant()));
			assertThat(publications).extracting((publication) -> publication.version().number()).containsOnly(1);
			assertThat(publications).filteredOn(ModelRegistry.Publication::isNew).hasSize(1);
		}
	}

	@Test
	void firstSettingsOfAnAliasDoNotHinderEachOther() throws Exception {
		ModelRegistry registry = this.database.registry();
		registry.publish(draft("calm", "a"));
		assertThat(together(() -> this.database.aliases().activate("calm", "champion", 1, "test").number()))
			.containsOnly(1);
	}

	private static <T> List<T> together(Callable<T> call) throws Exception {
		CyclicBarrier start = new CyclicBarrier(THREADS);
		try (ExecutorService executor = Executors.newFixedThreadPool(THREADS)) {
			List<Future<T>> running = IntStream.range(0, THREADS).mapToObj((n) -> executor.submit(() -> {
				start.await();
				return call.call();
			})).toList();
			List<T> results = new ArrayList<>();
			for (Future<T> future : running) {
				results.add(future.get());
			}
			return results;
		}
	}

}
