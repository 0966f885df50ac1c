package io.isonet.inference;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.isonet.lexicon.LexiconChanged;
import io.isonet.registry.ModelRegistry;
import io.isonet.registry.ModelVersion;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.willReturn;
import static org.mockito.Mockito.mock;

/// What is in memory answers while the registry cannot be read, or the lexicon changes.
class ServedModelsTests {

	private final ModelRegistry registry = mock(ModelRegistry.class);

	private final List<ServedModel> loaded = new ArrayList<>();

	private Consumer<ModelVersion> whileLoading = (version) -> {
	};

	private final ServedModels models = new ServedModels(this.registry, this::load, "isonet", 2);

	@BeforeEach
	void loadThree() {
		for (int number = 1; number <= 4; number++) {
			given(this.registry.version("isonet", String.valueOf(number))).willReturn(FakeModels.version(number));
		}
		given(this.registry.version("isonet", "stage")).willReturn(FakeModels.version(2));
		given(this.registry.version("isonet", "latest")).willReturn(FakeModels.version(3));
		given(this.registry.champion("isonet")).willReturn(Optional.of(FakeModels.version(1)));
		this.models.refresh();
		for (String name : List.of("1", "2", "3", "stage", "latest")) {
			this.models.lease("isonet", name).release();
		}
		given(this.registry.version(any(), any())).willThrow(new DataAccessResourceFailureException("away"));
		given(this.registry.champion(any())).willThrow(new DataAccessResourceFailureException("away"));
	}

	@AfterEach
	void close() {
		this.models.close();
	}

	@ParameterizedTest
	@CsvSource({ "champion, 1", "1, 1", "2, 2", "3, 3", "stage, 2", "latest, 3" })
	void versionInMemoryAnswersByNumberAndByTheNameThatItHadLast(String name, int number) {
		ServedModel leased = this.models.lease("isonet", name);
		assertThat(leased.version().number()).isEqualTo(number);
		leased.release();
	}

	@Test
	void versionThatIsNotInMemoryHasToWait() {
		assertThatExceptionOfType(DataAccessException.class).isThrownBy(() -> this.models.lease("isonet", "4"));
	}

	@Test
	void championServesOnThoughItCannotBeReadWhoItIs() {
		assertThatExceptionOfType(DataAccessException.class).isThrownBy(this.models::refresh);
		assertThat(this.models.championVersion().orElseThrow().number()).isEqualTo(1);
		assertThat(this.models.failure().orElseThrow()).contains("cannot be read");
	}

	@Test
	void changeOfTheLexiconReloadsEveryVersionWhileTheOldOneAnswers() {
		List<ServedModel> old = List.copyOf(this.loaded);
		this.whileLoading = (version) -> assertThat(usedElsewhere(version)).isSameAs(old.get(version.number() - 1));
		this.models.on(new LexiconChanged());
		List<ServedModel> anew = this.loaded.subList(3, this.loaded.size());
		assertThat(anew).extracting((model) -> model.version().number()).containsExactly(1, 2, 3);
		assertThat(old).allMatch(ServedModel::isClosed);
		for (ServedModel model : anew) {
			assertThat(usedElsewhere(model.version())).isSameAs(model);
		}
	}

	@Test
	void versionThatIsEvictedWhileItIsReloadedStaysOut() {
		willReturn(FakeModels.version(4)).given(this.registry).version("isonet", "4");
		this.whileLoading = (version) -> {
			if (version.number() == 2) {
				usedElsewhere(FakeModels.version(4));
			}
		};
		this.models.on(new LexiconChanged());
		assertThat(this.loaded.stream().filter((model) -> !model.isClosed()))
			.extracting((model) -> model.version().number())
			.containsExactly(1, 4, 3);
	}

	private ServedModel load(ModelVersion version) {
		this.whileLoading.accept(version);
		ServedModel model = FakeModels.model(version.number(), (batch) -> List.of());
		this.loaded.add(model);
		return model;
	}

	/// The one that answers another thread.
	private ServedModel usedElsewhere(ModelVersion version) {
		return CompletableFuture.supplyAsync(() -> {
			ServedModel leased = this.models.lease("isonet", String.valueOf(version.number()));
			leased.release();
			return leased;
		}).orTimeout(10, TimeUnit.SECONDS).join();
	}

}
