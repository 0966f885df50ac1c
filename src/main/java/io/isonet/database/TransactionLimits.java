package io.isonet.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

import javax.sql.DataSource;

import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/// How long a statement may keep its caller waiting. A call over HTTP waits two seconds,
/// so that it can say in time that the database is gone; work that moves large files, or
/// that nobody waits for, gets more. Thread-safe.
public final class TransactionLimits {

	private static final Duration LARGE = Duration.ofSeconds(30);

	private final DataSource dataSource;

	public TransactionLimits(DataSource dataSource) {
		this.dataSource = dataSource;
	}

	/// Lets the statements of the caller's transaction take half a minute each. The pool
	/// takes it back with the connection.
	public void allowLargeStatements() {
		Connection connection = DataSourceUtils.getConnection(this.dataSource);
		try {
			connection.setNetworkTimeout(Runnable::run, Math.toIntExact(LARGE.toMillis()));
		}
		catch (SQLException ex) {
			throw new CannotGetJdbcConnectionException("The limit of a transaction cannot be set", ex);
		}
		finally {
			DataSourceUtils.releaseConnection(connection, this.dataSource);
		}
	}

	/// The data source for work whose statements may take as long as they need.
	static DataSource unlimited(DataSource dataSource) {
		return new DelegatingDataSource(dataSource) {

			@Override
			public Connection getConnection() throws SQLException {
				Connection connection = super.getConnection();
				connection.setNetworkTimeout(Runnable::run, 0);
				return connection;
			}

		};
	}

}
