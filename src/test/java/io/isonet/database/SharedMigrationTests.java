package io.isonet.database;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import javax.sql.DataSource;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class SharedMigrationTests {

	private static final int STEPS = 5;

	@Test
	void whoDiesAfterAnyCommitLeavesWhatTheNextGoesOnFrom() {
		int cut = 0;
		boolean ended = false;
		while (!ended) {
			cut++;
			Postgres.Database database = Postgres.createDatabase();
			DataSource dataSource = new DriverManagerDataSource(database.url(), database.username(),
					database.password());
			DyingDataSource dying = new DyingDataSource(dataSource, cut);
			try {
				SharedMigration.migrate(flyway(dying));
				ended = true;
			}
			catch (RuntimeException ex) {
				assertThat(dying.isDead()).as("after commit %d: %s", cut, ex).isTrue();
			}
			SharedMigration.migrate(flyway(dataSource));
			assertThat(JdbcClient.create(dataSource)
				.sql("select count(*) from flyway_schema_history where success")
				.query(Integer.class)
				.single()).as("steps after a death after commit %d", cut).isEqualTo(STEPS);
		}
		assertThat(cut).as("commits of a migration").isGreaterThan(STEPS);
	}

	@Test
	void twoConnectionsWouldLoseAStep() {
		List<Integer> lost = new ArrayList<>();
		for (int cut = 1; cut <= 2 * STEPS; cut++) {
			Postgres.Database database = Postgres.createDatabase();
			DataSource dataSource = new DriverManagerDataSource(database.url(), database.username(),
					database.password());
			assertThatExceptionOfType(RuntimeException.class)
				.isThrownBy(flyway(new DyingDataSource(dataSource, cut))::migrate);
			try {
				flyway(dataSource).migrate();
			}
			catch (FlywayException ex) {
				lost.add(cut);
			}
		}
		assertThat(lost).as("what the test above can see").isNotEmpty();
	}

	private static Flyway flyway(DataSource dataSource) {
		return Flyway.configure().dataSource(dataSource).placeholders(Map.of("blob", Dialect.POSTGRESQL.blob())).load();
	}

	/// After so many commits the server closes all connections, as it does with those of
	/// a
	/// process that was killed.
	private static final class DyingDataSource extends DelegatingDataSource {

		private final List<Connection> connections = new ArrayList<>();

		private int left;

		DyingDataSource(DataSource dataSource, int commits) {
			super(dataSource);
			this.left = commits;
		}

		boolean isDead() {
			return this.left <= 0;
		}

		@Override
		public Connection getConnection() throws SQLException {
			if (isDead()) {
				throw new SQLException("dead", "08001");
			}
			Connection connection = super.getConnection();
			this.connections.add(connection);
			return (Connection) Proxy.newProxyInstance(Connection.class.getClassLoader(),
					new Class<?>[] { Connection.class }, (proxy, method, arguments) -> {
						try {
							Object result = method.invoke(connection, arguments);
							if (method.getName().equals("commit") && --this.left == 0) {
								for (Connection open : this.connections) {
									open.abort(Runnable::run);
								}
							}
							return result;
						}
						catch (InvocationTargetException ex) {
							throw ex.getCause();
						}
					});
		}

	}

}
