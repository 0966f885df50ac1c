package io.isonet.registry;

import java.util.ArrayList;
import java.util.List;

import io.isonet.database.Dialect;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.isonet.registry.Drafts.draft;
import static io.isonet.registry.ProblemAssert.assertThatProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

@ParameterizedClass
@EnumSource(Dialect.class)
class ModelAliasTests {

	private final List<Object> announced = new ArrayList<>();

	private final RegistryDatabase database;

	private final ModelRegistry registry;

	private final ModelAliases aliases;

	ModelAliasTests(Dialect dialect) {
		this.database = RegistryDatabase.of(dialect);
		this.registry = this.database.registry();
		this.aliases = this.database.aliases(this.announced::add);
	}

	@BeforeEach
	void publishThreeVersions() {
		this.registry.publish(draft("calm", "a"));
		this.registry.publish(draft("calm", "b"));
		this.registry.publish(draft("calm", "c"));
	}

	@Test
	void publishingActivatesNothing() {
		assertThat(this.registry.champion("calm")).isEmpty();
		assertThat(this.announced).isEmpty();
	}

	@Test
	void aliasNamesAVersionUntilItIsMoved() {
		ModelVersion first = activate(1);
		assertThat(this.registry.champion("calm")).contains(first);
		ModelVersion second = activate(2);
		assertThat(this.registry.version("calm", "champion")).isEqualTo(second);
		assertThat(this.announced).containsExactly(new ModelVersionActivated(first, "champion"),
				new ModelVersionActivated(second, "champion"));
	}

	@Test
	void aliasesOfOneVersionAreIndependent() {
		activate(1);
		this.aliases.activate("calm", "stage-2", 1, "test");
		activate(2);
		assertThat(this.registry.version("calm", "stage-2").number()).isEqualTo(1);
	}

	@Test
	void settingAnAliasToWhatItNamesAnnouncesNothing() {
		ModelVersion first = activate(1);
		assertThat(activate(1)).isEqualTo(first);
		assertThat(this.announced).hasSize(1);
		assertThat(this.aliases.history("calm", "champion")).hasSize(1);
	}

	@Test
	void latestFollowsTheHighestNumber() {
		assertThat(this.registry.version("calm", "latest").number()).isEqualTo(3);
		this.registry.publish(draft("calm", "d"));
		assertThat(this.registry.version("calm", "latest").number()).isEqualTo(4);
	}

	@ParameterizedTest
	@ValueSource(strings = { "latest", "1", "42", "Champion", "", "-a", "a_b", "abcdefghijklmnopqrstuvwxyzabcdefg" })
	void aliasThatCouldBeMistakenIsRefused(String alias) {
		assertThatProblem(() -> this.aliases.activate("calm", alias, 1, "test")).is(422, "invalid-alias");
	}

	@ParameterizedTest
	@ValueSource(ints = { 4, 0, -1, Integer.MAX_VALUE })
	void aliasNamesOnlyWhatExists(int number) {
		assertThatProblem(() -> this.aliases.activate("calm", "champion", number, "test")).is(404, "unknown-version")
			.suggests("3", "2", "1");
		assertThatProblem(() -> this.aliases.activate("wild", "champion", number, "test")).is(404, "unknown-model");
		assertThat(this.announced).isEmpty();
	}

	@Test
	void historySaysWhatWasNamedByWhomNewestFirst() {
		this.aliases.activate("calm", "champion", 1, "model-store");
		this.aliases.activate("calm", "champion", 3, "http 127.0.0.1");
		this.aliases.rollback("calm", "champion", "http 127.0.0.2", AliasMatch.ANYTHING);
		assertThat(this.aliases.history("calm", "champion"))
			.extracting(AliasChange::change, AliasChange::version, AliasChange::action, AliasChange::by)
			.containsExactly(tuple(3, 1, AliasChange.Action.ROLLBACK, "http 127.0.0.2"),
					tuple(2, 3, AliasChange.Action.SET, "http 127.0.0.1"),
					tuple(1, 1, AliasChange.Action.SET, "model-store"));
		assertThatProblem(() -> this.aliases.history("calm", "nobody")).is(404, "unknown-alias");
	}

	@Test
	void rollbackGoesBackOneByOneAndIsAnnounced() {
		activate(1);
		activate(2);
		activate(3);
		assertThat(rollback()).isEqualTo(2);
		assertThat(rollback()).isEqualTo(1);
		assertThatProblem(this::rollback).is(409, "no-earlier-version");
		assertThat(this.registry.champion("calm").orElseThrow().number()).isEqualTo(1);
		assertThat(this.announced).hasSize(5);
	}

	@Test
	void rollbackAfterANewStartGoesToWhatWasNamedBefore() {
		activate(1);
		activate(2);
		rollback();
		activate(3);
		assertThat(rollback()).isEqualTo(1);
		assertThatProblem(this::rollback).is(409, "no-earlier-version");
	}

	@Test
	void rollbackPassesOverWhatWasDeleted() {
		activate(1);
		activate(2);
		activate(3);
		this.registry.delete("calm", 2);
		assertThat(rollback()).isEqualTo(1);
	}

	@Test
	void whatIsComputedHasNoHistoryAndGoesBackToNothing() {
		assertThatProblem(() -> this.aliases.rollback("calm", "latest", "test", AliasMatch.ANYTHING)).is(422,
				"invalid-alias");
		assertThatProblem(() -> this.aliases.history("calm", "latest")).is(422, "invalid-alias");
	}

	@Test
	void rollbackLeavesAVersionThatCannotBeRead() {
		activate(1);
		activate(2);
		this.database.jdbc().sql("update model_version set manifest = 'x' where version = 2").update();
		assertThat(rollback()).isEqualTo(1);
		assertThat(this.aliases.history("calm", "champion")).hasSize(3);
	}

	@Test
	void rollbackNeedsAnAlias() {
		assertThatProblem(this::rollback).is(404, "unknown-alias");
	}

	@Test
	void changeWhoseEntityTagIsOldDoesNothing() {
		activate(1);
		AliasMatch first = AliasMatch.of("\"1\"");
		this.aliases.activate("calm", "champion", 2, "test", first);
		assertThatProblem(() -> this.aliases.activate("calm", "champion", 3, "test", first)).is(412, "alias-changed")
			.hasMessageContaining("version 2 since change 2");
		assertThatProblem(() -> this.aliases.rollback("calm", "champion", "test", first)).is(412, "alias-changed");
		assertThatProblem(() -> this.aliases.activate("calm", "champion", 3, "test", AliasMatch.of("\"nobody\"")))
			.is(412, "alias-changed");
		assertThatProblem(() -> this.aliases.activate("calm", "champion", 3, "test", AliasMatch.of("W/\"2\""))).is(412,
				"alias-changed");
		assertThat(this.registry.champion("calm").orElseThrow().number()).isEqualTo(2);
		assertThat(this.aliases.activate("calm", "champion", 3, "test", AliasMatch.of("\"7\", \"2\"")).version())
			.isEqualTo(3);
	}

	@Test
	void starMatchesAnyAliasThatIsThere() {
		assertThatProblem(() -> this.aliases.activate("calm", "champion", 1, "test", AliasMatch.of("*"))).is(412,
				"alias-changed");
		activate(1);
		assertThat(this.aliases.activate("calm", "champion", 2, "test", AliasMatch.of(" * ")).version()).isEqualTo(2);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "1", "\"1", "\"1\" \"2\"", "\"1\",", "*, \"1\"", "\"a\"b\"" })
	void whatIsNoEntityTagIsRefused(String header) {
		assertThatProblem(() -> AliasMatch.of(header)).is(422, "invalid-parameter");
	}

	private ModelVersion activate(int number) {
		return this.aliases.activate("calm", "champion", number, "test");
	}

	private int rollback() {
		return this.aliases.rollback("calm", "champion", "test", AliasMatch.ANYTHING).version();
	}

}
