package io.isonet.registry;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;

/// The rows of aliases and of what they named before. Thread-safe; transactions are the
/// caller's.
final class AliasTables {

	private static final String CHANGE = "select change, version, below, action, changed_at, changed_by from model_alias_change "
			+ "where model = :model and alias = :alias ";

	private final JdbcClient jdbc;

	AliasTables(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	SortedMap<String, Integer> of(String model) {
		SortedMap<String, Integer> aliases = new TreeMap<>();
		this.jdbc.sql("select alias, version from model_alias where model = :model")
			.param("model", model)
			.query((row) -> {
				aliases.put(row.getString("alias"), row.getInt("version"));
			});
		return aliases;
	}

	/// Every alias of every model.
	List<Row> all() {
		return this.jdbc.sql("select model, alias, version, change from model_alias")
			.query((row, number) -> new Row(row.getString("model"), row.getString("alias"), row.getInt("version"),
					row.getInt("change")))
			.list();
	}

	/// The last change of an alias that names something.
	Optional<Change> current(String model, String alias) {
		return this.jdbc
			.sql(CHANGE + "and change = (select change from model_alias where model = :model and alias = :alias)")
			.param("model", model)
			.param("alias", alias)
			.query(AliasTables::change)
			.optional();
	}

	Optional<Change> change(String model, String alias, int number) {
		return this.jdbc.sql(CHANGE + "and change = :change")
			.param("model", model)
			.param("alias", alias)
			.param("change", number)
			.query(AliasTables::change)
			.optional();
	}

	/// Newest first.
	List<AliasChange> history(String model, String alias, int limit) {
		return this.jdbc.sql(CHANGE + "order by change desc limit :limit")
			.param("model", model)
			.param("alias", alias)
			.param("limit", limit)
			.query(AliasTables::change)
			.list()
			.stream()
			.map(Change::published)
			.toList();
	}

	/// Writes a change of an alias of a model that the caller has locked.
	void put(String model, String alias, Change change) {
		AliasChange published = change.published();
		Map<String, Object> row = Map.of("model", model, "alias", alias, "version", published.version(), "change",
				published.change(), "now", published.at().atOffset(ZoneOffset.UTC));
		int updated = this.jdbc.sql("""
				update model_alias set version = :version, change = :change, updated_at = :now
				where model = :model and alias = :alias""").params(row).update();
		if (updated == 0) {
			this.jdbc.sql("""
					insert into model_alias (model, alias, version, change, updated_at)
					values (:model, :alias, :version, :change, :now)""").params(row).update();
		}
		this.jdbc.sql("""
				insert into model_alias_change (model, alias, change, version, below, action, changed_at, changed_by)
				values (:model, :alias, :change, :version, :below, :action, :now, :by)""")
			.params(row)
			.param("below", change.below())
			.param("action", published.action().name())
			.param("by", published.by())
			.update();
	}

	private static Change change(ResultSet row, int rowNumber) throws SQLException {
		int below = row.getInt("below");
		Integer belowOrNone = row.wasNull() ? null : below;
		Instant at = row.getObject("changed_at", OffsetDateTime.class).toInstant();
		return new Change(
				new AliasChange(row.getInt("change"), row.getInt("version"),
						AliasChange.Action.valueOf(row.getString("action")), at, row.getString("changed_by")),
				belowOrNone);
	}

	/// What an alias names, and since which change.
	record Row(String model, String alias, int version, int change) {
	}

	/// A change with the one that a rollback goes back to.
	record Change(AliasChange published, @Nullable Integer below) {
	}

}
