package io.isonet.registry;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;

import io.isonet.database.Dialect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import static io.isonet.registry.Drafts.draft;
import static io.isonet.registry.ProblemAssert.assertThatProblem;
import static org.assertj.core.api.Assertions.assertThat;

@ParameterizedClass
@EnumSource(Dialect.class)
class RegistryDurabilityTests {

	private final RegistryDatabase database;

	private final ModelRegistry registry;

	@TempDir
	Path directory;

	RegistryDurabilityTests(Dialect dialect) {
		this.database = RegistryDatabase.of(dialect);
		this.registry = this.database.registry();
	}

	@Test
	void everythingIsThereAfterARestart() {
		Path file = this.directory.resolve("registry");
		ModelRegistry before = RegistryDatabase.inFile(file).registry();
		before.publish(draft("calm", "a"));
		ModelVersion champion = RegistryDatabase.inFile(file).aliases().activate("calm", "champion", 1, "test");
		List<Model> models = before.models();

		ModelRegistry after = RegistryDatabase.inFile(file).registry();
		assertThat(after.models()).isEqualTo(models);
		assertThat(after.champion("calm")).contains(champion);
		assertThat(after.artifact(champion, Drafts.FILE)).isEqualTo(Drafts.utf8("a"));
		assertThat(after.publish(draft("calm", "a")).number()).isEqualTo(2);
	}

	@Test
	void fileOfAHundredMegabytesIsReadBack() {
		byte[] weights = new byte[100 * 1024 * 1024];
		new Random(42).nextBytes(weights);
		ModelRegistry inFile = ((this.database.database().dialect() == Dialect.H2)
				? RegistryDatabase.inFile(this.directory.resolve("registry")) : this.database)
			.registry();
		ModelVersion version = inFile.publish(draft("calm", Map.of("model.safetensors", weights), OptionalInt.empty()));
		assertThat(inFile.artifact(version, "model.safetensors")).isEqualTo(weights);
	}

	@Test
	void changedFileIsFound() {
		ModelVersion version = this.registry.publish(draft("calm", "same length"));
		update("update model_artifact set content = :content where name = 'config.json'",
				Map.of("content", Drafts.utf8("Same length")));
		assertThatProblem(() -> this.registry.artifact(version, Drafts.FILE)).is(500, "damaged-artifact")
			.hasMessageContaining("'config.json' of version 1 of model 'calm'");
		assertThat(this.registry.artifact(version, "README.md")).isNotEmpty();
	}

	@Test
	void lostFileIsFound() {
		ModelVersion version = this.registry.publish(draft("calm", "a"));
		update("delete from model_artifact where name = 'config.json'", Map.of());
		assertThatProblem(() -> this.registry.artifact(version, Drafts.FILE)).is(500, "damaged-artifact");
	}

	@Test
	void changedManifestIsFound() {
		this.registry.publish(draft("calm", "a"));
		update("update model_version set manifest = replace(manifest, '\"seed\" : 42', '\"seed\" : 43')", Map.of());
		assertThatProblem(() -> this.registry.version("calm", "1")).is(500, "damaged-artifact")
			.hasMessageContaining("'manifest.json' of version 1 of model 'calm'");
	}

	private void update(String sql, Map<String, ?> parameters) {
		assertThat(this.database.jdbc().sql(sql).params(parameters).update()).isEqualTo(1);
	}

	@Test
	void whatIsDamagedIsStoredAgainWhenTheSameFilesAreImported() {
		ModelVersion version = this.registry.publish(draft("calm", "a"));
		this.database.jdbc().sql("update model_artifact set content = ?").param(new byte[] { 1 }).update();
		this.database.jdbc().sql("delete from model_artifact where name = 'README.md'").update();
		ModelRegistry.Publication again = this.registry.publishOnce(draft("calm", "a"), version.createdAt());
		assertThat(again.isNew()).isFalse();
		assertThat(again.version()).isEqualTo(version);
		version.manifest()
			.files()
			.forEach((name, file) -> assertThat(Sha256.of(this.registry.artifact(version, name)))
				.isEqualTo(file.sha256()));
	}

}
