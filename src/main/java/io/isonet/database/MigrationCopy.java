package io.isonet.database;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipInputStream;

import org.flywaydb.core.Flyway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.jdbc.core.simple.JdbcClient;

/// Makes the migrations of an H2 file happen as a whole or not at all.
///
/// H2 commits each statement of a migration by itself, and alters a table in several
/// steps: a process that dies in between leaves what is neither the old nor the new. So a
/// copy stands beside the file while it is migrated, and whoever finds one puts it back
/// before opening the file. Nothing else is written to the database meanwhile. In
/// PostgreSQL a migration is one transaction, and none of this is needed.
final class MigrationCopy {

	private static final Logger log = LoggerFactory.getLogger(MigrationCopy.class);

	private static final Pattern FILE = Pattern.compile("jdbc:h2:(?:file:)?(?<path>[./~][^;]*)(;.*)?");

	private final Path database;

	private final Path copy;

	private MigrationCopy(String path) {
		this.database = Path.of(path + ".mv.db");
		this.copy = Path.of(path + ".before-migration.zip");
	}

	/// @param url of a database
	/// @return empty where that is no file
	static Optional<MigrationCopy> of(String url) {
		Matcher file = FILE.matcher(url);
		return file.matches() ? Optional.of(new MigrationCopy(absolute(file.group("path")))) : Optional.empty();
	}

	private static String absolute(String path) {
		return path.startsWith("~") ? System.getProperty("user.home") + path.substring(1) : path;
	}

	/// Migrates, with a copy beside the file until it is done.
	void migrate(Flyway flyway) {
		if (flyway.info().pending().length == 0) {
			flyway.migrate();
			return;
		}
		try {
			write(JdbcClient.create(flyway.getConfiguration().getDataSource()));
			flyway.migrate();
			Files.delete(this.copy);
		}
		catch (IOException ex) {
			throw new IllegalStateException("the copy beside the database cannot be kept", ex);
		}
	}

	private void write(JdbcClient jdbc) throws IOException {
		Path unfinished = sibling(this.copy);
		jdbc.sql("backup to '" + unfinished.toString().replace("'", "''") + "'").update();
		force(unfinished);
		Files.move(unfinished, this.copy, StandardCopyOption.ATOMIC_MOVE);
	}

	/// Puts the copy back, if a process died while it migrated. Nobody may have the file
	/// open, and where somebody has, nothing happens: opening it says why.
	void restore() {
		if (!Files.exists(this.copy)) {
			return;
		}
		try (FileChannel channel = FileChannel.open(this.database, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
				FileLock lock = lock(channel).orElse(null)) {
			if (lock == null) {
				return;
			}
			Path unfinished = sibling(this.database);
			unpack(unfinished);
			force(unfinished);
			Files.move(unfinished, this.database, StandardCopyOption.ATOMIC_MOVE);
			Files.delete(this.copy);
			log.info("A migration of the database did not end, it begins again");
		}
		catch (IOException ex) {
			throw new IllegalStateException(
					"the copy of the database that an interrupted migration left cannot be put back", ex);
		}
	}

	private static Optional<FileLock> lock(FileChannel channel) throws IOException {
		try {
			return Optional.ofNullable(channel.tryLock());
		}
		catch (OverlappingFileLockException ex) {
			return Optional.empty();
		}
	}

	private void unpack(Path target) throws IOException {
		try (InputStream packed = Files.newInputStream(this.copy); ZipInputStream zip = new ZipInputStream(packed)) {
			if (zip.getNextEntry() == null) {
				throw new IOException("the copy is empty");
			}
			Files.copy(zip, target, StandardCopyOption.REPLACE_EXISTING);
		}
	}

	private static void force(Path file) throws IOException {
		try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
			channel.force(true);
		}
	}

	private static Path sibling(Path file) {
		return file.resolveSibling(file.getFileName() + ".unfinished");
	}

}
