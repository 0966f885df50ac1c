package io.isonet.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Notices by LISTEN and NOTIFY, on a connection of the pool that is kept while somebody
/// waits. Where it breaks, waiting is only waiting until there is another.
final class PostgresNotices implements ChangeNotices {

	private static final Logger log = LoggerFactory.getLogger(PostgresNotices.class);

	private static final String CHANNEL = "isonet_change";

	private final DataSource dataSource;

	private final JdbcClient jdbc;

	private @Nullable Connection connection;

	PostgresNotices(DataSource dataSource) {
		this.dataSource = dataSource;
		this.jdbc = JdbcClient.create(dataSource);
	}

	@Override
	public void announce() {
		this.jdbc.sql("select pg_notify('" + CHANNEL + "', '')").query((row) -> {
		});
	}

	@Override
	public boolean await(Duration longest) throws InterruptedException {
		try {
			PGConnection listening = listening().unwrap(PGConnection.class);
			return listening.getNotifications(Math.toIntExact(longest.toMillis())).length > 0;
		}
		catch (SQLException ex) {
			log.debug("No notices until the database answers", ex);
			close();
			Thread.sleep(longest);
			return false;
		}
	}

	@Override
	public void close() {
		Connection open = this.connection;
		this.connection = null;
		if (open == null) {
			return;
		}
		try (open; Statement statement = open.createStatement()) {
			statement.execute("unlisten *");
		}
		catch (SQLException ex) {
			log.debug("The connection for notices was broken", ex);
		}
	}

	private Connection listening() throws SQLException {
		Connection current = this.connection;
		if (current != null && !current.isClosed()) {
			return current;
		}
		Connection opened = this.dataSource.getConnection();
		this.connection = opened;
		try (Statement statement = opened.createStatement()) {
			statement.execute("listen " + CHANNEL);
		}
		return opened;
	}

}
