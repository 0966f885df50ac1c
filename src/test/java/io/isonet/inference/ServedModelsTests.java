package io.isonet.inference;

import java.util.List;
import java.util.Optional;

import io.isonet.registry.ModelRegistry;
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
import static org.mockito.Mockito.mock;

/// What is in memory answers while the registry cannot be read.
class ServedModelsTests {

	private final ModelRegistry registry = mock(ModelRegistry.class);

	private final ServedModels models = new ServedModels(this.registry,
			(version) -> FakeModels.model(version.number(), (batch) -> List.of()), "isonet", 2);

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

}
