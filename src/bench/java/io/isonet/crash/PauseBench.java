package io.isonet.crash;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import io.isonet.ServiceProgram;

/// Pauses the PostgreSQL (in a container, Docker needed) of the packaged service under load
/// for so many seconds, and prints what callers saw; ends with 1 where anything was wrong.
///
///     mvn -q -B package -DskipTests
///     mvn -q -Pbench test-compile exec:exec@bench -Dbench=io.isonet.crash.PauseBench -Dbench.arguments="60 target/isonet-0.1.0.jar"
public final class PauseBench {

	private PauseBench() {
	}

	public static void main(String[] arguments) throws Exception {
		Path folder = Files.createTempDirectory(Files.createDirectories(Path.of("target/pauses")), "run-");
		PauseReport report = new DatabasePause(ServiceProgram.of((arguments.length > 1) ? arguments[1] : ""), folder)
			.run(Duration.ofSeconds(Long.parseLong(arguments[0])));
		System.out.println(report.table());
		System.exit(report.faults().isEmpty() ? 0 : 1);
	}

}
