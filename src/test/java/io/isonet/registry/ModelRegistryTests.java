package io.isonet.registry;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;

import org.assertj.core.api.InstanceOfAssertFactories;
import io.isonet.database.Dialect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.isonet.registry.Drafts.draft;
import static io.isonet.registry.Drafts.utf8;
import static io.isonet.registry.ProblemAssert.assertThatProblem;
import static org.assertj.core.api.Assertions.assertThat;

@ParameterizedClass
@EnumSource(Dialect.class)
class ModelRegistryTests {

	private final RegistryDatabase database;

	private final ModelRegistry registry;

	ModelRegistryTests(Dialect dialect) {
		this.database = RegistryDatabase.of(dialect);
		this.registry = this.database.registry();
	}

	@Test
	void numbersCountFromOneForEachName() {
		assertThat(this.registry.publish(draft("calm", "a")).number()).isEqualTo(1);
		assertThat(this.registry.publish(draft("calm", "b")).number()).isEqualTo(2);
		assertThat(this.registry.publish(draft("wild", "a")).number()).isEqualTo(1);
	}

	@Test
	void versionIsFoundAsItWasReturned() {
		ModelVersion published = this.registry.publish(draft("calm", "a"));
		assertThat(this.registry.version("calm", "1")).isEqualTo(published);
		assertThat(this.registry.version("calm", "latest")).isEqualTo(published);
		assertThat(this.registry.model("calm").versions()).containsExactly(published);
	}

	@Test
	void timeOfPublicationIsKeptToTheMicrosecond() {
		Instant createdAt = this.registry.publish(draft("calm", "a")).createdAt();
		assertThat(createdAt).isEqualTo("2026-11-22T10:00:00.123456Z");
		assertThat(this.registry.version("calm", "1").createdAt()).isEqualTo(createdAt);
	}

	@Test
	void numberOfTheDraftIsKeptAndTheNextOneFollowsIt() {
		assertThat(this.registry.publish(draft("calm", "a", 7)).number()).isEqualTo(7);
		assertThat(this.registry.publish(draft("calm", "b")).number()).isEqualTo(8);
		assertThat(this.registry.publish(draft("calm", "c", 3)).number()).isEqualTo(3);
		assertThat(this.registry.publish(draft("calm", "d")).number()).isEqualTo(9);
	}

	@Test
	void takenNumberIsRefused() {
		this.registry.publish(draft("calm", "a", 7));
		assertThatProblem(() -> this.registry.publish(draft("calm", "a", 7))).is(409, "version-exists")
			.hasMessageContaining("The next free number is 8.");
		assertThat(this.registry.model("calm").versions()).hasSize(1);
	}

	@Test
	void everyFileIsReadBack() {
		byte[] bytes = { 0, -1, 127, -128, 10 };
		ModelVersion version = this.registry
			.publish(draft("calm", Map.of("model.safetensors", bytes, "empty", new byte[0]), OptionalInt.empty()));
		assertThat(this.registry.artifact(version, "model.safetensors")).isEqualTo(bytes);
		assertThat(this.registry.artifact(version, "empty")).isEmpty();
		assertThat(version.manifest().files()).containsOnlyKeys("empty", "model.safetensors")
			.containsEntry("model.safetensors", ModelFile.describing(bytes));
	}

	@Test
	void manifestIsAFileOfTheVersion() {
		ModelVersion version = this.registry.publish(draft("calm", "a"));
		String json = new String(this.registry.artifact(version, "manifest.json"), StandardCharsets.UTF_8);
		assertThat(ManifestJson.read(json)).isEqualTo(version.manifest());
	}

	@Test
	void contentIsKnownByItsHashWhateverTheNumber() {
		ModelVersion first = this.registry.publish(draft("calm", "a"));
		ModelVersion same = this.registry.publish(draft("calm", "a"));
		ModelVersion other = this.registry.publish(draft("calm", "b"));
		assertThat(same.contentSha256()).isEqualTo(first.contentSha256()).isNotEqualTo(other.contentSha256());
		assertThat(first.contentSha256()).isEqualTo(Sha256.of("""
				README.md:%s
				config.json:%s
				""".formatted(Sha256.of("# A model\n"), Sha256.of("a"))));
	}

	@Test
	void modelsAreListedByNameWithTheirNewestVersionFirst() {
		this.registry.publish(draft("wild", "a"));
		this.registry.publish(draft("calm", "a"));
		this.registry.publish(draft("calm", "b"));
		this.database.aliases().activate("calm", "champion", 1, "test");
		assertThat(this.registry.models()).extracting(Model::name).containsExactly("calm", "wild");
		Model calm = this.registry.model("calm");
		assertThat(calm.versions()).extracting(ModelVersion::number).containsExactly(2, 1);
		assertThat(calm.aliases()).containsExactly(Map.entry("champion", 1), Map.entry("latest", 2));
		assertThat(calm.aliasesOf(2)).containsExactly("latest");
	}

	@Test
	void unknownModelIsAnsweredWithTheNearestNames() {
		this.registry.publish(draft("wild", "a"));
		this.registry.publish(draft("isonet", "a"));
		assertThatProblem(() -> this.registry.model("isonett")).is(404, "unknown-model")
			.hasMessage("No model 'isonett'. There is: isonet, wild.")
			.suggests("isonet", "wild");
		assertThatProblem(() -> this.registry.version("Not/a name", "1")).is(404, "unknown-model");
		assertThat(this.registry.champion("isonett")).isEmpty();
	}

	@Test
	void unknownModelOfAnEmptyRegistryIsAnsweredWithoutSuggestions() {
		assertThatProblem(() -> this.registry.model("isonet")).is(404, "unknown-model")
			.hasMessage("No model 'isonet'. There is none yet.")
			.suggests();
	}

	@Test
	void unknownVersionIsAnsweredWithTheNewestTen() {
		IntStream.rangeClosed(1, 12).forEach((n) -> this.registry.publish(draft("calm", "a")));
		assertThatProblem(() -> this.registry.version("calm", "13")).is(404, "unknown-version")
			.suggests("12", "11", "10", "9", "8", "7", "6", "5", "4", "3");
	}

	@ParameterizedTest
	@ValueSource(strings = { "0", "-1", "01", "1.0", "99999999999999999999" })
	void onlyOneSpellingOfANumberIsAVersion(String number) {
		this.registry.publish(draft("calm", "a"));
		assertThatProblem(() -> this.registry.version("calm", number)).is(404, "unknown-version").suggests("1");
	}

	@ParameterizedTest
	@ValueSource(strings = { "champoin", "Champion", "", "a b", "\u0000" })
	void unknownAliasIsAnsweredWithThoseThatThereAre(String alias) {
		this.registry.publish(draft("calm", "a"));
		this.database.aliases().activate("calm", "champion", 1, "test");
		assertThatProblem(() -> this.registry.version("calm", alias)).is(404, "unknown-alias")
			.extracting((problem) -> problem.errors().getFirst().suggestions())
			.asInstanceOf(InstanceOfAssertFactories.LIST)
			.containsExactlyInAnyOrder("champion", "latest");
	}

	@Test
	void unknownFileIsAnsweredWithThoseThatThereAre() {
		ModelVersion version = this.registry.publish(draft("calm", "a"));
		assertThatProblem(() -> this.registry.artifact(version, "config.jsn")).is(404, "unknown-file")
			.suggests("config.json", "manifest.json", "README.md");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "-a", "Calm", "calm_1", "calm/1", "ünruhig",
			"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" })
	void modelNeedsAName(String name) {
		assertThatProblem(() -> draft(name, "a")).is(422, "invalid-model-name");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", ".hidden", "../up", "a/b", "a\\b", "a b", "manifest.json" })
	void fileNeedsANameOfItsOwn(String name) {
		assertThatProblem(() -> draft("calm", Map.of(name, utf8("a")), OptionalInt.empty())).is(422,
				"invalid-file-name");
	}

}
