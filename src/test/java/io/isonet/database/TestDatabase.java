package io.isonet.database;

import java.util.Map;
import java.util.UUID;

import javax.sql.DataSource;

import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// A migrated database of one dialect, empty and the caller's own.
///
/// @param dialect what it is
/// @param dataSource opens a connection for each who asks and keeps none
public record TestDatabase(Dialect dialect, DataSource dataSource) {

	private static final String OPTIONS = ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;LOCK_TIMEOUT=30000";

	/// A new one; of H2 in memory.
	public static TestDatabase of(Dialect dialect) {
		return switch (dialect) {
			case H2 -> h2("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
			case POSTGRESQL -> {
				Postgres.Database database = Postgres.createDatabase();
				yield migrated(dialect, database.url(), database.username(), database.password());
			}
		};
	}

	/// H2 at an address of the caller's.
	public static TestDatabase h2(String url) {
		return migrated(Dialect.H2, url + OPTIONS, "isonet", "");
	}

	private static TestDatabase migrated(Dialect dialect, String url, String username, String password) {
		DataSource dataSource = new DriverManagerDataSource(url, username, password);
		Flyway.configure().dataSource(dataSource).placeholders(Map.of("blob", dialect.blob())).load().migrate();
		return new TestDatabase(dialect, dataSource);
	}

	public JdbcClient jdbc() {
		return JdbcClient.create(this.dataSource);
	}

	public PlatformTransactionManager transactionManager() {
		return new JdbcTransactionManager(this.dataSource);
	}

	public TransactionTemplate transactions() {
		return new TransactionTemplate(transactionManager());
	}

	public TransactionLimits limits() {
		return new TransactionLimits(this.dataSource);
	}

	public PatientTransactions patientTransactions() {
		return new PatientTransactions(transactions(), limits());
	}

	/// Notices that reach nobody.
	public ChangeNotices noNotices() {
		return new NoNotices();
	}

	/// Notices as the dialect has them.
	public ChangeNotices notices() {
		return (this.dialect == Dialect.POSTGRESQL) ? new PostgresNotices(this.dataSource) : noNotices();
	}

}
