package io.isonet.crash;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/// What the service was doing when it died, as far as its log and what is committed tell.
enum KillPhase {

	/// Not ready, and none of the next two.
	START,

	/// A migration had begun, and not all were done.
	MIGRATION,

	/// The context stood, and the shipped version was not committed.
	IMPORT,

	/// A job was accepted and none was running.
	QUEUED,

	/// A job was running, its newest epoch saved.
	TRAINING,

	/// An epoch was counted, its checkpoint not committed.
	CHECKPOINT,

	/// The last epoch was saved, its version not committed.
	PUBLICATION,

	/// Ready, and nothing to do.
	IDLE;

	/// What is logged last before the model store is imported.
	static final String BEFORE_IMPORT = "Exposing ";

	static KillPhase of(String log, LifeDatabase database) throws IOException, SQLException {
		if (log.contains("Migrating schema") && !log.contains("Successfully applied")) {
			return MIGRATION;
		}
		if (!log.contains(BEFORE_IMPORT)) {
			return START;
		}
		Optional<Connection> opened = database.look();
		if (opened.isEmpty()) {
			return START;
		}
		try (Connection connection = opened.get(); Statement statement = connection.createStatement()) {
			return of(statement, log.contains("Ready. Swagger UI"));
		}
	}

	private static KillPhase of(Statement statement, boolean ready) throws SQLException {
		if (count(statement, "select count(*) from model_version") == 0) {
			return IMPORT;
		}
		try (ResultSet job = statement
			.executeQuery("select j.epochs_done, j.epochs_total, coalesce(c.epoch, 0) from training_job j "
					+ "left join training_checkpoint c on c.job = j.id where j.state = 'RUNNING'")) {
			if (job.next()) {
				if (job.getInt(3) < job.getInt(1)) {
					return CHECKPOINT;
				}
				return (job.getInt(1) == job.getInt(2)) ? PUBLICATION : TRAINING;
			}
		}
		if (!ready) {
			return START;
		}
		return (count(statement, "select count(*) from training_job where state = 'QUEUED'") > 0) ? QUEUED : IDLE;
	}

	private static int count(Statement statement, String query) throws SQLException {
		try (ResultSet row = statement.executeQuery(query)) {
			row.next();
			return row.getInt(1);
		}
	}

}
