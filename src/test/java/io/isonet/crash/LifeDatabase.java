package io.isonet.crash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

import io.isonet.database.Postgres;

/// A database that is empty when the service starts on it first.
public sealed interface LifeDatabase {

	/// What a process of the service is told.
	List<String> arguments();

	/// Opens what a dead process left, for a look that changes nothing of it.
	Optional<Connection> look() throws SQLException, IOException;

	/// @param folder the service's, which is there
	record Embedded(Path folder) implements LifeDatabase {

		@Override
		public List<String> arguments() {
			return List.of("--isonet.data=" + this.folder);
		}

		@Override
		public Optional<Connection> look() throws SQLException, IOException {
			Path file = this.folder.resolve("isonet.mv.db");
			if (!Files.exists(file)) {
				return Optional.empty();
			}
			Path copy = this.folder.resolve("copy");
			Files.copy(file, Path.of(copy + ".mv.db"), StandardCopyOption.REPLACE_EXISTING);
			return Optional.of(DriverManager.getConnection(
					"jdbc:h2:file:" + copy.toAbsolutePath() + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE", "isonet", ""));
		}

	}

	record Server(Postgres.Database database) implements LifeDatabase {

		@Override
		public List<String> arguments() {
			return this.database.arguments();
		}

		@Override
		public Optional<Connection> look() throws SQLException {
			return Optional.of(DriverManager.getConnection(this.database.url(), this.database.username(),
					this.database.password()));
		}

	}

}
