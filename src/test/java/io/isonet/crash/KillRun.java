package io.isonet.crash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.isonet.ServiceProgram;
import io.isonet.database.Postgres;
import org.testcontainers.postgresql.PostgreSQLContainer;

/// Kills the service again and again while it starts, trains and publishes, starts it again,
/// and in the end asks over HTTP whether anything was lost.
///
/// Every fifth kill begins with an empty database. The seed decides what is aimed at and
/// how long is waited; where a kill hits is up to the machine, and is told in the report.
/// Not thread-safe.
public final class KillRun {

	private static final int KILLS_IN_A_LIFE = 5;

	private final ServiceProgram program;

	private final Supplier<LifeDatabase> databases;

	private final Path folder;

	private final Consumer<String> progress;

	/// @param databases gives an empty one each time
	/// @param folder takes the logs
	/// @param progress is told of every kill
	public KillRun(ServiceProgram program, Supplier<LifeDatabase> databases, Path folder, Consumer<String> progress) {
		this.program = program;
		this.databases = databases;
		this.folder = folder;
		this.progress = progress;
	}

	/// New folders for the embedded database.
	public static Supplier<LifeDatabase> embedded(Path folder) {
		return () -> {
			try {
				return new LifeDatabase.Embedded(Files.createTempDirectory(folder, "data-"));
			}
			catch (IOException ex) {
				throw new IllegalStateException(ex);
			}
		};
	}

	/// New databases of a server that runs.
	public static Supplier<LifeDatabase> of(PostgreSQLContainer server) {
		return () -> new LifeDatabase.Server(Postgres.createDatabase(server));
	}

	public KillReport run(int kills, long seed) throws IOException, InterruptedException, SQLException {
		Random random = new Random(seed);
		KillReport report = new KillReport();
		this.progress.accept("seed " + seed + ", " + kills + " kills");
		int left = kills;
		while (left > 0) {
			int own = Math.min(left, KILLS_IN_A_LIFE);
			report.lives++;
			Life life = new Life(this.program, this.databases.get(), this.folder, random, report, this.progress);
			life.run(own);
			left -= own;
		}
		return report;
	}

}
