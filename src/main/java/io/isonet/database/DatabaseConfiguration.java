package io.isonet.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import io.isonet.problem.ProblemException;
import io.isonet.problem.ProblemTranslation;
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

	@Bean
	Dialect dialect(DataSource dataSource) {
		return Dialect.of(dataSource);
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
			.ifPresentOrElse((copy) -> copy.migrate(flyway), flyway::migrate);
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
