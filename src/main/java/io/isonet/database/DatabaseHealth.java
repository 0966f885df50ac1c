package io.isonet.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

import javax.sql.DataSource;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/// Says whether the database answers, and nothing of where it is or what it said.
final class DatabaseHealth implements HealthIndicator {

	private static final Duration LONGEST = Duration.ofSeconds(1);

	private final DataSource dataSource;

	private final Dialect dialect;

	DatabaseHealth(DataSource dataSource, Dialect dialect) {
		this.dataSource = dataSource;
		this.dialect = dialect;
	}

	@Override
	public Health health() {
		try (Connection connection = this.dataSource.getConnection()) {
			boolean answers = connection.isValid(Math.toIntExact(LONGEST.toSeconds()));
			return (answers ? Health.up() : Health.down()).withDetail("database", this.dialect).build();
		}
		catch (SQLException ex) {
			return Health.down().withDetail("database", this.dialect).build();
		}
	}

}
