package io.isonet;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// Time from the start of the process to readiness, and resident memory then and after
/// 1,000 predictions.
///
///     mvn -q -Pbench test-compile exec:exec@bench -Dbench=io.isonet.StartBench
public final class StartBench {

	private static final int ROUNDS = 5;

	private static final int PREDICTIONS = 1000;

	private StartBench() {
	}

	public static void main(String[] arguments) throws Exception {
		double[] seconds = new double[ROUNDS];
		double[] ready = new double[ROUNDS];
		double[] later = new double[ROUNDS];
		for (int round = 0; round < ROUNDS; round++) {
			measure(round, seconds, ready, later);
		}
		System.out.println("| start to ready, s | resident when ready, MiB | after 1,000 predictions, MiB |");
		System.out.println("|---|---|---|");
		System.out.printf(Locale.ROOT, "| %s | %s | %s |%n", Medians.of(seconds).text(2), Medians.of(ready).text(0),
				Medians.of(later).text(0));
	}

	private static void measure(int round, double[] seconds, double[] ready, double[] later) throws Exception {
		Path data = Files.createTempDirectory("isonet-bench");
		long started = System.nanoTime();
		try (ServiceProcess service = ServiceProgram.toMeasure()
			.start(data.resolve("log.txt"), List.of("--isonet.data=" + data))) {
			service.awaitReady();
			seconds[round] = (System.nanoTime() - started) / 1e9;
			ready[round] = service.residentMebibytes();
			for (int i = 0; i < PREDICTIONS; i++) {
				service.caller().post("/api/v1/predictions", "{\"moods\": \"sad to happy\", \"length\": 20}");
			}
			later[round] = service.residentMebibytes();
		}
	}

}
