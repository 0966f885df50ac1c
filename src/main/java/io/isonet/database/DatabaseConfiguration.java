package io.isonet.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import io.isonet.problem.ProblemException;
import io.isonet.problem.ProblemTranslation;
import org.postgresql.util.PSQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.flyway.autoconfigure.FlywayConfigurationCustomizer;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Furnishes the room.
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {

	private static final Logger log = LoggerFactory.getLogger(DatabaseConfiguration.class);

	/// A server may be starting too, or be slow with the first answer.
	private static final Duration LONGEST_FIRST_ANSWER = Duration.ofSeconds(20);

	private static final Duration PAUSE = Duration.ofSeconds(1);

	@Bean
	Dialect dialect(DataSource dataSource) throws InterruptedException {
		Instant end = Instant.now().plus(LONGEST_FIRST_ANSWER);
		while (true) {
			try {
				return Dialect.of(dataSource);
			}
			catch (CannotGetJdbcConnectionException ex) {
				if (!mayAnswerSoon(ex) || Instant.now().isAfter(end)) {
					throw ex;
				}
				log.info("The database does not answer yet, waiting for it");
			}
			Thread.sleep(PAUSE);
		}
	}

	/// Whether a server of PostgreSQL was not reached, starts, or was too slow: a file
	/// that
	/// is somebody else's, or a wrong password, stay what they are.
	private static boolean mayAnswerSoon(Throwable failure) {
		SQLException innermost = null;
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			innermost = (cause instanceof SQLException sql) ? sql : innermost;
		}
		if (innermost == null) {
			return false;
		}
		String state = String.valueOf(innermost.getSQLState());
		return innermost instanceof PSQLException ? state.startsWith("08") || state.equals("57P03")
				: innermost instanceof SQLTransientConnectionException;
	}

	@Bean
	FlywayConfigurationCustomizer migrations(Dialect dialect, DataSource dataSource) {
		return (flyway) -> {
			flyway.dataSource(TransactionLimits.unlimited(dataSource));
			flyway.placeholders(Map.of("blob", dialect.blob()));
		};
	}

	@Bean
	FlywayMigrationStrategy migration(DataSource dataSource) {
		return (flyway) -> MigrationCopy.of(url(dataSource))
			.ifPresentOrElse((copy) -> copy.migrate(flyway), () -> SharedMigration.migrate(flyway));
	}

	private static String url(DataSource dataSource) {
		try (Connection connection = dataSource.getConnection()) {
			return connection.getMetaData().getURL();
		}
		catch (SQLException ex) {
			throw new CannotGetJdbcConnectionException("The database cannot be opened", ex);
		}
	}

	@Bean
	PatientTransactions patientTransactions(PlatformTransactionManager transactions, TransactionLimits limits) {
		return new PatientTransactions(new TransactionTemplate(transactions), limits);
	}

	@Bean
	TransactionLimits transactionLimits(DataSource dataSource) {
		return new TransactionLimits(dataSource);
	}

	@Bean
	ChangeNotices changeNotices(Dialect dialect, DataSource dataSource) {
		return switch (dialect) {
			case H2 -> new NoNotices();
			case POSTGRESQL -> new PostgresNotices(dataSource);
		};
	}

	@Bean
	HealthIndicator databaseHealthIndicator(DataSource dataSource, Dialect dialect) {
		return new DatabaseHealth(dataSource, dialect);
	}

	@Bean
	ProblemTranslation databaseProblems() {
		return (failure) -> DatabaseFailure.of(failure).map(DatabaseException::of).map(ProblemException.class::cast);
	}

	@Bean
	static BeanPostProcessor connectionLimits() {
		return new ConnectionLimits();
	}

	/// A server that is gone says nothing: without limits a call would wait for it for
	/// ever. What the address itself says of them holds. An embedded database closes
	/// itself
	/// when it cannot write, and its connections do not know: they are given up, so that
	/// the next one opens it again.
	private static final class ConnectionLimits implements BeanPostProcessor {

		@Override
		public Object postProcessBeforeInitialization(Object bean, String name) {
			if (!(bean instanceof HikariDataSource pool)) {
				return bean;
			}
			String url = String.valueOf(pool.getJdbcUrl());
			if (url.startsWith("jdbc:h2:")) {
				MigrationCopy.of(url).ifPresent(MigrationCopy::restore);
				pool.setConnectionTestQuery("select 1");
				pool.setExceptionOverride(new ClosedDatabase());
			}
			if (url.startsWith("jdbc:postgresql:")) {
				Map.of("connectTimeout", "2", "socketTimeout", "2", "tcpKeepAlive", "true", "ApplicationName", "isonet")
					.forEach((property, value) -> {
						if (Optional.ofNullable(pool.getDataSourceProperties().get(property)).isEmpty()) {
							pool.addDataSourceProperty(property, value);
						}
					});
			}
			return bean;
		}

	}

}
