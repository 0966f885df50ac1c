package io.isonet.crash;

import java.nio.file.Files;
import java.nio.file.Path;

import io.isonet.ServiceProgram;
import io.isonet.database.Postgres;
import org.testcontainers.postgresql.PostgreSQLContainer;

/// Kills the packaged service so many times on one database, and prints what came of it;
/// ends with 1 where anything was lost.
///
///     mvn -q -B package -DskipTests
///     mvn -q -Pbench test-compile exec:exec@bench -Dbench=io.isonet.crash.KillBench -Dbench.arguments="100 1 h2 target/isonet-0.1.0.jar"
///
/// Arguments: kills, seed, `h2` or `postgresql` (in a container, Docker needed), and the
/// jar; without it the classes of this build are killed.
public final class KillBench {

	private KillBench() {
	}

	public static void main(String[] arguments) throws Exception {
		int kills = Integer.parseInt(arguments[0]);
		long seed = Long.parseLong(arguments[1]);
		ServiceProgram program = ServiceProgram.of((arguments.length > 3) ? arguments[3] : "");
		Path folder = Files.createTempDirectory(Files.createDirectories(Path.of("target/kills")), "run-").toAbsolutePath();
		boolean lost = switch (arguments[2]) {
			case "h2" -> run(new KillRun(program, KillRun.embedded(folder), folder, System.out::println), kills, seed);
			case "postgresql" -> {
				// as it is installed: what it says is committed is on disk
				try (PostgreSQLContainer server = Postgres.newServer()
					.withCommand("postgres", "-c", "max_connections=200")) {
					server.start();
					yield run(new KillRun(program, KillRun.of(server), folder, System.out::println), kills, seed);
				}
			}
			default -> throw new IllegalArgumentException("the database is h2 or postgresql, not " + arguments[2]);
		};
		System.exit(lost ? 1 : 0);
	}

	private static boolean run(KillRun kills, int count, long seed) throws Exception {
		KillReport report = kills.run(count, seed);
		System.out.println();
		System.out.println(report.table());
		return !report.faults().isEmpty();
	}

}
