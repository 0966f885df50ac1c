package io.isonet.registry;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;

import javax.sql.DataSource;

import org.flywaydb.core.Flyway;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// A migrated H2 database with the registry's collaborators. An H2 file is closed with
/// its last connection, and no connection is kept: opening the same file again is a
/// restart.
final class RegistryDatabase {

	/// Finer than what is stored, as the system's clock may be.
	static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-22T10:00:00.123456789Z"), ZoneOffset.UTC);

	private static final String OPTIONS = ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;LOCK_TIMEOUT=30000";

	private final DataSource dataSource;

	private RegistryDatabase(String url) {
		this.dataSource = new DriverManagerDataSource(url + OPTIONS, "isonet", "");
		Flyway.configure()
			.dataSource(this.dataSource)
			.placeholders(Map.of("blob", "binary large object"))
			.load()
			.migrate();
	}

	static RegistryDatabase inMemory() {
		return new RegistryDatabase("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
	}

	static RegistryDatabase inFile(Path file) {
		return new RegistryDatabase("jdbc:h2:file:" + file.toAbsolutePath());
	}

	DataSource dataSource() {
		return this.dataSource;
	}

	JdbcClient jdbc() {
		return JdbcClient.create(this.dataSource);
	}

	PlatformTransactionManager transactionManager() {
		return new JdbcTransactionManager(this.dataSource);
	}

	TransactionTemplate transactions() {
		return new TransactionTemplate(transactionManager());
	}

	/// A registry whose announcements nobody hears.
	ModelRegistry registry() {
		return registry((event) -> {
		});
	}

	ModelRegistry registry(ApplicationEventPublisher events) {
		return new ModelRegistry(jdbc(), transactionManager(), events, CLOCK);
	}

}
