package io.isonet.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Assumptions;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.Container;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/// One PostgreSQL in a container for all tests of this process, with a database for each
/// who asks. Where no Docker answers, the test is skipped and says so; where the
/// environment says `ISONET_TEST_DOCKER=required`, it fails.
///
/// The image is `ISONET_TEST_POSTGRES`, else the official `postgres:17-alpine`.
public final class Postgres {

	private static final String IMAGE = System.getenv().getOrDefault("ISONET_TEST_POSTGRES", "postgres:17-alpine");

	private static final AtomicBoolean SAID = new AtomicBoolean();

	private static final AtomicInteger DATABASES = new AtomicInteger();

	private Postgres() {
	}

	/// A new and empty database.
	public static Database createDatabase() {
		return createDatabase(server());
	}

	/// A new and empty database of a server that the caller has started.
	public static Database createDatabase(PostgreSQLContainer server) {
		String name = "isonet_" + DATABASES.incrementAndGet();
		try (Connection connection = DriverManager.getConnection(server.getJdbcUrl(), server.getUsername(),
				server.getPassword()); Statement statement = connection.createStatement()) {
			statement.execute("create database " + name);
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
		return new Database(server.getJdbcUrl().replaceFirst("/[^/?]+(\\?|$)", "/" + name + "$1"), server.getUsername(),
				server.getPassword());
	}

	/// What `pg_dump` says of a database of the shared server.
	/// @return a file of that server
	public static String dump(Database database) {
		String file = "/tmp/" + database.name() + ".dump";
		command("pg_dump", "--format=custom", "--username=" + database.username(), "--file=" + file, database.name());
		return file;
	}

	/// A new database of the shared server, filled from a dump.
	public static Database restored(String dump) {
		Database database = createDatabase();
		command("pg_restore", "--username=" + database.username(), "--dbname=" + database.name(), "--exit-on-error",
				dump);
		return database;
	}

	private static void command(String... command) {
		try {
			Container.ExecResult result = server().execInContainer(command);
			if (result.getExitCode() != 0) {
				throw new IllegalStateException(List.of(command) + " failed: " + result.getStderr());
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	/// A server of the caller's own, not started yet, to be stopped by the caller.
	public static PostgreSQLContainer newServer() {
		requireDocker();
		return new PostgreSQLContainer(DockerImageName.parse(IMAGE).asCompatibleSubstituteFor("postgres"))
			.withCommand("postgres", "-c", "fsync=off", "-c", "max_connections=200");
	}

	private static PostgreSQLContainer server() {
		requireDocker();
		return Server.STARTED;
	}

	private static void requireDocker() {
		boolean there = DockerClientFactory.instance().isDockerAvailable();
		if (!there && "required".equals(System.getenv("ISONET_TEST_DOCKER"))) {
			throw new AssertionError("No Docker answers, and ISONET_TEST_DOCKER says that one is required.");
		}
		if (!there && SAID.compareAndSet(false, true)) {
			System.out.println("No Docker answers: every test that needs a PostgreSQL is skipped.");
		}
		Assumptions.assumeTrue(there, "Skipped: this needs a PostgreSQL in a container, and no Docker answers.");
	}

	/// Where a database is.
	public record Database(String url, String username, String password) {

		private String name() {
			return this.url.replaceFirst("\\?.*", "").replaceFirst(".*/", "");
		}

		/// What a process of the service is told.
		public List<String> arguments() {
			return List.of("--spring.datasource.url=" + this.url, "--spring.datasource.username=" + this.username,
					"--spring.datasource.password=" + this.password);
		}

	}

	private static final class Server {

		private static final PostgreSQLContainer STARTED = start();

		private static PostgreSQLContainer start() {
			PostgreSQLContainer server = newServer();
			server.start();
			return server;
		}

	}

}
