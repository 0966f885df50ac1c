package io.isonet.registry;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;

import javax.sql.DataSource;

import io.isonet.database.ChangeNotices;
import io.isonet.database.Dialect;
import io.isonet.database.TestDatabase;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// A migrated database with the registry's collaborators. An H2 file is closed with its
/// last connection, and no connection is kept: opening the same file again is a restart.
final class RegistryDatabase {

	/// Finer than what is stored, as the system's clock may be.
	static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-22T10:00:00.123456789Z"), ZoneOffset.UTC);

	private final TestDatabase database;

	private RegistryDatabase(TestDatabase database) {
		this.database = database;
	}

	static RegistryDatabase of(Dialect dialect) {
		return new RegistryDatabase(TestDatabase.of(dialect));
	}

	static RegistryDatabase inFile(Path file) {
		return new RegistryDatabase(TestDatabase.h2("jdbc:h2:file:" + file.toAbsolutePath()));
	}

	DataSource dataSource() {
		return this.database.dataSource();
	}

	JdbcClient jdbc() {
		return this.database.jdbc();
	}

	PlatformTransactionManager transactionManager() {
		return this.database.transactionManager();
	}

	TransactionTemplate transactions() {
		return this.database.transactions();
	}

	TestDatabase database() {
		return this.database;
	}

	/// A registry that keeps every version.
	ModelRegistry registry() {
		return registry(0);
	}

	ModelRegistry registry(int keepVersions) {
		return new ModelRegistry(jdbc(), transactionManager(), this.database.limits(), keepVersions, CLOCK);
	}

	/// Aliases whose announcements nobody hears.
	ModelAliases aliases() {
		return aliases((event) -> {
		});
	}

	ModelAliases aliases(ApplicationEventPublisher events) {
		return aliases(events, this.database.noNotices());
	}

	ModelAliases aliases(ApplicationEventPublisher events, ChangeNotices notices) {
		return new ModelAliases(registry(), jdbc(), transactionManager(), events, notices, CLOCK);
	}

}
