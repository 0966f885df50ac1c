package io.isonet;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/// Predictions a second of the service, and of the same network as it is usually served:
/// FastAPI and PyTorch's eager pass (`src/bench/python/fastapi_service.py`). In turns, from
/// `wrk` on the same cores.
///
///     mvn -q -Pbench test-compile exec:exec@bench -Dbench=io.isonet.RivalBench -Dbench.arguments=PYTHON
///
/// The argument is a Python that has torch, fastapi and uvicorn.
public final class RivalBench {

	private static final int ROUNDS = 7;

	private static final int WARM_UP_ROUNDS = 3;

	private static final int SECONDS = 3;

	private static final Duration LONGEST_START = Duration.ofMinutes(2);

	private RivalBench() {
	}

	public static void main(String[] arguments) throws Exception {
		Path folder = Files.createTempDirectory("isonet-bench");
		int port = ServiceProcess.freePort();
		Process rival = new ProcessBuilder(arguments[0], "src/bench/python/fastapi_service.py", String.valueOf(port))
			.redirectErrorStream(true)
			.redirectOutput(folder.resolve("rival.txt").toFile())
			.start();
		try (ServiceProcess service = ServiceProgram.toMeasure()
			.start(folder.resolve("log.txt"), List.of("--isonet.data=" + folder, "--logging.level.root=warn"))
			.awaitReady()) {
			awaitReady(port);
			Wrk wrk = new Wrk(folder, SECONDS);
			System.out.println("| connections | ISONet, predictions/s | FastAPI and PyTorch | ratio of medians |");
			System.out.println("|---|---|---|---|");
			for (int connections : new int[] { 1, 16 }) {
				double[] ours = new double[ROUNDS];
				double[] theirs = new double[ROUNDS];
				for (int round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
					double mine = wrk.rate(service.caller().port(), Load.PREDICTIONS, Load.REQUEST, connections);
					double other = wrk.rate(port, Load.PREDICTIONS, Load.REQUEST, connections);
					if (round >= 0) {
						ours[round] = mine;
						theirs[round] = other;
					}
				}
				System.out.printf(Locale.ROOT, "| %d | %s | %s | %.0f |%n", connections, Medians.of(ours).text(0),
						Medians.of(theirs).text(0), Medians.of(ours).median() / Medians.of(theirs).median());
			}
		}
		finally {
			rival.destroy();
		}
	}

	private static void awaitReady(int port) throws InterruptedException {
		long deadline = System.nanoTime() + LONGEST_START.toNanos();
		while (true) {
			try {
				new Caller(port).post(Load.PREDICTIONS, Load.REQUEST);
				return;
			}
			catch (AssertionError ex) {
				if (System.nanoTime() > deadline) {
					throw ex;
				}
				Thread.sleep(200);
			}
		}
	}

}
