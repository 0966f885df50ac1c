package io.isonet.registry;

import io.isonet.database.Dialect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import static io.isonet.registry.Drafts.draft;
import static io.isonet.registry.ProblemAssert.assertThatProblem;
import static org.assertj.core.api.Assertions.assertThat;

@ParameterizedClass
@EnumSource(Dialect.class)
class RegistryDeletionTests {

	private final RegistryDatabase database;

	private final ModelRegistry registry;

	RegistryDeletionTests(Dialect dialect) {
		this.database = RegistryDatabase.of(dialect);
		this.registry = this.database.registry();
	}

	@Test
	void deletedVersionIsGoneWithItsFilesAndItsNumberIsNotGivenAgain() {
		this.registry.publish(draft("calm", "a"));
		ModelVersion second = this.registry.publish(draft("calm", "b"));
		this.registry.delete("calm", 2);
		assertThatProblem(() -> this.registry.version("calm", "2")).is(404, "unknown-version");
		assertThat(artifacts()).isEqualTo(2);
		assertThat(this.registry.isDeleted("calm", second.contentSha256())).isTrue();
		assertThat(this.registry.publish(draft("calm", "c")).number()).isEqualTo(3);
	}

	@Test
	void versionThatAnAliasNamesStays() {
		this.registry.publish(draft("calm", "a"));
		this.database.aliases().activate("calm", "champion", 1, "test");
		this.database.aliases().activate("calm", "stage", 1, "test");
		assertThatProblem(() -> this.registry.delete("calm", 1)).is(409, "version-in-use")
			.hasMessageContaining("champion and stage");
		assertThat(this.registry.champion("calm")).isPresent();
	}

	@Test
	void modelWithoutVersionsIsUnknownUntilTheNextOne() {
		this.registry.publish(draft("calm", "a"));
		this.registry.delete("calm", 1);
		assertThat(this.registry.models()).isEmpty();
		assertThatProblem(() -> this.registry.delete("calm", 1)).is(404, "unknown-model");
		assertThat(this.registry.publish(draft("calm", "a")).number()).isEqualTo(2);
	}

	@Test
	void retentionKeepsTheNewestAndWhatAnAliasNames() {
		ModelRegistry tidy = this.database.registry(2);
		tidy.publish(draft("calm", "a"));
		tidy.publish(draft("calm", "b"));
		this.database.aliases().activate("calm", "champion", 1, "test");
		tidy.publish(draft("wild", "a"));
		for (String content : new String[] { "c", "d", "e" }) {
			tidy.publish(draft("calm", content));
		}
		assertThat(tidy.model("calm").versions()).extracting(ModelVersion::number).containsExactly(5, 4, 1);
		assertThat(tidy.model("wild").versions()).hasSize(1);
		assertThat(artifacts()).isEqualTo(8);
	}

	private int artifacts() {
		return this.database.jdbc().sql("select count(*) from model_artifact").query(Integer.class).single();
	}

	@Test
	void versionWhoseManifestIsDamagedCanBeDeleted() {
		this.registry.publish(draft("calm", "a"));
		this.registry.publish(draft("calm", "b"));
		this.database.jdbc().sql("update model_version set manifest = 'x' where version = 1").update();
		this.registry.delete("calm", 1);
		assertThat(this.registry.model("calm").versions()).extracting(ModelVersion::number).containsExactly(2);
	}

}
