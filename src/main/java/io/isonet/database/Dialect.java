package io.isonet.database;

import java.sql.Connection;
import java.sql.SQLException;

import javax.sql.DataSource;

import org.springframework.jdbc.CannotGetJdbcConnectionException;

/// The databases that the service knows. One set of statements and migrations serves both;
/// this is what is left between them.
public enum Dialect {

	/// A file that one process holds, or memory; the default.
	H2("binary large object"),

	/// A server that several processes share.
	POSTGRESQL("bytea");

	private final String blob;

	Dialect(String blob) {
		this.blob = blob;
	}

	/// The type of a column of large binary values.
	public String blob() {
		return this.blob;
	}

	/// Asks a database what it is.
	/// @throws IllegalStateException if it is none of these
	/// @throws CannotGetJdbcConnectionException if it does not answer
	public static Dialect of(DataSource dataSource) {
		try (Connection connection = dataSource.getConnection()) {
			String product = connection.getMetaData().getDatabaseProductName();
			return switch (product) {
				case "H2" -> H2;
				case "PostgreSQL" -> POSTGRESQL;
				default -> throw new IllegalStateException(
						"the database is H2 or PostgreSQL, not " + product + ": see spring.datasource.url");
			};
		}
		catch (SQLException ex) {
			throw new CannotGetJdbcConnectionException("The database cannot be opened", ex);
		}
	}

}
