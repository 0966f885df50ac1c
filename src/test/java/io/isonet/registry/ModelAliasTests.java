package io.isonet.registry;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.isonet.registry.Drafts.draft;
import static io.isonet.registry.ProblemAssert.assertThatProblem;
import static org.assertj.core.api.Assertions.assertThat;

class ModelAliasTests {

	private final List<Object> announced = new ArrayList<>();

	private final ModelRegistry registry = RegistryDatabase.inMemory().registry(this.announced::add);

	@BeforeEach
	void publishTwoVersions() {
		this.registry.publish(draft("calm", "a"));
		this.registry.publish(draft("calm", "b"));
	}

	@Test
	void publishingActivatesNothing() {
		assertThat(this.registry.champion("calm")).isEmpty();
		assertThat(this.announced).isEmpty();
	}

	@Test
	void aliasNamesAVersionUntilItIsMoved() {
		ModelVersion first = this.registry.activate("calm", "champion", 1);
		assertThat(this.registry.champion("calm")).contains(first);
		ModelVersion second = this.registry.activate("calm", "champion", 2);
		assertThat(this.registry.version("calm", "champion")).isEqualTo(second);
		assertThat(this.announced).containsExactly(new ModelVersionActivated(first, "champion"),
				new ModelVersionActivated(second, "champion"));
	}

	@Test
	void aliasesOfOneVersionAreIndependent() {
		this.registry.activate("calm", "champion", 1);
		this.registry.activate("calm", "stage-2", 1);
		this.registry.activate("calm", "champion", 2);
		assertThat(this.registry.version("calm", "stage-2").number()).isEqualTo(1);
	}

	@Test
	void settingAnAliasToWhatItNamesAnnouncesNothing() {
		ModelVersion first = this.registry.activate("calm", "champion", 1);
		assertThat(this.registry.activate("calm", "champion", 1)).isEqualTo(first);
		assertThat(this.announced).hasSize(1);
	}

	@Test
	void latestFollowsTheHighestNumber() {
		assertThat(this.registry.version("calm", "latest").number()).isEqualTo(2);
		this.registry.publish(draft("calm", "c"));
		assertThat(this.registry.version("calm", "latest").number()).isEqualTo(3);
	}

	@ParameterizedTest
	@ValueSource(strings = { "latest", "1", "42", "Champion", "", "-a", "a_b", "abcdefghijklmnopqrstuvwxyzabcdefg" })
	void aliasThatCouldBeMistakenIsRefused(String alias) {
		assertThatProblem(() -> this.registry.activate("calm", alias, 1)).is(422, "invalid-alias");
	}

	@ParameterizedTest
	@ValueSource(ints = { 3, 0, -1, Integer.MAX_VALUE })
	void aliasNamesOnlyWhatExists(int number) {
		assertThatProblem(() -> this.registry.activate("calm", "champion", number)).is(404, "unknown-version")
			.suggests("2", "1");
		assertThatProblem(() -> this.registry.activate("wild", "champion", number)).is(404, "unknown-model");
		assertThat(this.announced).isEmpty();
	}

}
