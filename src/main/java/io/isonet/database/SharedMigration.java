package io.isonet.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;

import javax.sql.DataSource;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/// Migrates a database that other processes may migrate too. Stateless.
///
/// Flyway holds its lock and writes its history on one connection, and migrates on
/// another: whoever is killed between their two commits leaves a step that is done and
/// that nobody knows of. On a single connection both are one transaction.
final class SharedMigration {

	private static final Logger log = LoggerFactory.getLogger(SharedMigration.class);

	/// PostgreSQL: table, column, other object, key.
	private static final Set<String> DUPLICATES = Set.of("42P07", "42701", "42710", "23505");

	private SharedMigration() {
	}

	/// Migrates to the newest version.
	///
	/// A process that is killed while it migrates may have sent a step to the server that
	/// is finished there all the same, when the next process has looked what is to do.
	/// Its own step is rolled back then, and it looks again.
	static void migrate(Flyway flyway) {
		try {
			migrateOnce(flyway);
		}
		catch (FlywayException ex) {
			if (!isThereAlready(ex)) {
				throw ex;
			}
			log.info("A step of the migration was done by somebody else just now, looking again");
			migrateOnce(flyway);
		}
	}

	private static void migrateOnce(Flyway flyway) {
		DataSource dataSource = flyway.getConfiguration().getDataSource();
		try (Connection connection = dataSource.getConnection()) {
			Flyway.configure(flyway.getConfiguration().getClassLoader())
				.configuration(flyway.getConfiguration())
				.dataSource(new SingleConnectionDataSource(connection, true))
				.load()
				.migrate();
		}
		catch (SQLException ex) {
			throw new CannotGetJdbcConnectionException("The database cannot be migrated", ex);
		}
	}

	private static boolean isThereAlready(Throwable failure) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (cause instanceof SQLException sql && DUPLICATES.contains(String.valueOf(sql.getSQLState()))) {
				return true;
			}
		}
		return false;
	}

}
