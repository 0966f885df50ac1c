package io.isonet.registry;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

import io.isonet.database.ChangeNotices;
import io.isonet.problem.ProblemException;
import io.isonet.problem.ProblemType;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;

/// What the aliases of models name, and what they named before.
///
/// A change is one transaction, or joins the caller's, and holds the model's name: changes
/// from any number of processes come one after the other. It is announced as
/// [ModelVersionActivated]. Thread-safe.
public class ModelAliases {

	private static final int MOST_LISTED = 1000;

	private static final ProblemType NOTHING_BEFORE = new ProblemType("no-earlier-version",
			"There is nothing to go back to", 409);

	private final ModelRegistry registry;

	private final RegistryTables tables;

	private final AliasTables aliases;

	private final TransactionOperations transactions;

	private final ApplicationEventPublisher events;

	private final ChangeNotices notices;

	private final Clock clock;

	public ModelAliases(ModelRegistry registry, JdbcClient jdbc, PlatformTransactionManager transactionManager,
			ApplicationEventPublisher events, ChangeNotices notices, Clock clock) {
		this.registry = registry;
		this.tables = new RegistryTables(jdbc);
		this.aliases = new AliasTables(jdbc);
		this.transactions = new TransactionTemplate(transactionManager);
		this.events = events;
		this.notices = notices;
		this.clock = clock;
	}

	/// Lets an alias name a version, and announces it unless the alias named that version
	/// before.
	/// @param alias `[a-z][a-z0-9-]{0,31}`, but not `latest`
	/// @param by who wants it, for the history, at most 128 characters
	/// @throws InvalidNameException where the alias cannot be set: `invalid-alias`
	/// @throws ModelNotFoundException where there is no such model or version
	public ModelVersion activate(String model, String alias, int number, String by) {
		activate(model, alias, number, by, AliasMatch.ANYTHING);
		return this.registry.version(model, String.valueOf(number));
	}

	/// As the other form, where the alias is what the caller takes it for.
	/// @throws ProblemException where it is not: 412 `alias-changed`
	AliasChange activate(String model, String alias, int number, String by, AliasMatch match) {
		checkSettable(alias);
		return change(model, alias, match, (current) -> {
			ModelVersion version = this.registry.version(model, String.valueOf(number));
			if (current.isPresent() && current.get().published().version() == number) {
				return current.get();
			}
			return write(version, alias, AliasChange.Action.SET, by, current,
					current.map((change) -> change.published().change()).orElse(null));
		});
	}

	/// Lets an alias name what it named before its present version was set; done again,
	/// it
	/// goes one further back. Versions deleted meanwhile are passed over.
	/// @throws InvalidNameException for what is no alias, or is computed: `invalid-alias`
	/// @throws ModelNotFoundException where there is no such model or alias
	/// @throws ProblemException where it named nothing else before: 409
	/// `no-earlier-version`; where it is not what the caller takes it for: 412
	/// `alias-changed`
	AliasChange rollback(String model, String alias, String by, AliasMatch match) {
		checkSettable(alias);
		checkKnown(model, alias);
		return change(model, alias, match, (current) -> {
			AliasTables.Change target = below(model, alias, current.orElseThrow());
			ModelVersion version = this.registry.version(model, String.valueOf(target.published().version()));
			return write(version, alias, AliasChange.Action.ROLLBACK, by, current, target.below());
		});
	}

	/// What an alias named, newest first.
	/// @throws InvalidNameException for what is no alias, or is computed: `invalid-alias`
	/// @throws ModelNotFoundException where there is no such model or alias
	List<AliasChange> history(String model, String alias) {
		checkSettable(alias);
		checkKnown(model, alias);
		return this.aliases.history(model, alias, MOST_LISTED);
	}

	/// What an alias names, and since when; empty for `latest`, which is computed.
	Optional<AliasChange> current(String model, String alias) {
		return this.aliases.current(model, alias).map(AliasTables.Change::published);
	}

	/// What the alias names may be damaged: it is not read.
	private void checkKnown(String model, String alias) {
		if (this.aliases.current(model, alias).isEmpty()) {
			this.registry.aliased(model, alias);
		}
	}

	private static void checkSettable(String alias) {
		if (!ModelRegistry.isAlias(alias) || alias.equals(ModelRegistry.LATEST)) {
			throw InvalidNameException.alias(alias);
		}
	}

	private AliasChange change(String model, String alias, AliasMatch match, Step step) {
		return this.transactions.execute((status) -> {
			this.tables.lock(model);
			Optional<AliasTables.Change> current = this.aliases.current(model, alias);
			match.check(model, alias, current.map(AliasTables.Change::published));
			return step.from(current).published();
		});
	}

	private AliasTables.Change below(String model, String alias, AliasTables.Change current) {
		int present = current.published().version();
		Integer next = current.below();
		while (next != null) {
			AliasTables.Change earlier = this.aliases.change(model, alias, next).orElseThrow();
			int version = earlier.published().version();
			if (version != present && this.tables.version(model, version).isPresent()) {
				return earlier;
			}
			next = earlier.below();
		}
		throw new ProblemException(NOTHING_BEFORE, "Alias '" + alias + "' of model '" + model + "' names version "
				+ present + ", and named no other version before that is still there.");
	}

	private AliasTables.Change write(ModelVersion version, String alias, AliasChange.Action action, String by,
			Optional<AliasTables.Change> current, @Nullable Integer below) {
		Instant now = this.clock.instant().truncatedTo(ChronoUnit.MICROS);
		int number = current.map((change) -> change.published().change()).orElse(0) + 1;
		AliasTables.Change change = new AliasTables.Change(new AliasChange(number, version.number(), action, now, by),
				below);
		this.aliases.put(version.model(), alias, change);
		this.notices.announce();
		this.events.publishEvent(new ModelVersionActivated(version, alias));
		return change;
	}

	/// Makes the next change out of the present one, within the transaction.
	@FunctionalInterface
	private interface Step {

		AliasTables.Change from(Optional<AliasTables.Change> current);

	}

}
