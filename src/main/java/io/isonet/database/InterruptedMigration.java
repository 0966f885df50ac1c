package io.isonet.database;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;

import org.flywaydb.core.api.callback.BaseCallback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;

/// Clears what a process left that died while it created the first tables.
///
/// In H2 each statement of a migration is committed by itself. A migration that is still to
/// come never ended, so nobody has used what the first two create; the later ones may run
/// twice as they are written. In PostgreSQL a migration is one transaction, and there is
/// nothing to clear.
final class InterruptedMigration extends BaseCallback {

	private static final Map<String, List<String>> TABLES = Map.of("1",
			List.of("model_alias", "model_artifact", "model_version", "model"), "2",
			List.of("training_event", "training_job", "training_data"));

	@Override
	public boolean supports(Event event, Context context) {
		return event == Event.BEFORE_EACH_MIGRATE;
	}

	@Override
	public void handle(Event event, Context context) {
		String version = String.valueOf(context.getMigrationInfo().getVersion());
		try (Statement statement = context.getConnection().createStatement()) {
			for (String table : TABLES.getOrDefault(version, List.of())) {
				statement.execute("drop table if exists " + table);
			}
		}
		catch (SQLException ex) {
			throw new IllegalStateException("what an interrupted migration left cannot be cleared", ex);
		}
	}

}
