package io.isonet;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
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
		int port = freePort();
		Path data = Files.createTempDirectory("isonet-bench");
		long started = System.nanoTime();
		Process process = new ProcessBuilder(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
						"--enable-native-access=ALL-UNNAMED", "-cp", System.getProperty("java.class.path"),
						"io.isonet.IsoNetApplication", "--server.port=" + port, "--isonet.data=" + data))
			.redirectOutput(ProcessBuilder.Redirect.DISCARD)
			.redirectError(ProcessBuilder.Redirect.DISCARD)
			.start();
		try (HttpClient client = HttpClient.newHttpClient()) {
			awaitReady(client, port, process);
			seconds[round] = (System.nanoTime() - started) / 1e9;
			ready[round] = residentMebibytes(process.pid());
			HttpRequest prediction = HttpRequest
				.newBuilder(URI.create("http://localhost:" + port + "/api/v1/predictions"))
				.header("Content-Type", "application/json")
				.POST(HttpRequest.BodyPublishers.ofString("{\"moods\": \"sad to happy\", \"length\": 20}"))
				.build();
			for (int i = 0; i < PREDICTIONS; i++) {
				client.send(prediction, HttpResponse.BodyHandlers.discarding());
			}
			later[round] = residentMebibytes(process.pid());
		}
		finally {
			process.destroy();
			process.waitFor();
		}
	}

	private static void awaitReady(HttpClient client, int port, Process process)
			throws IOException, InterruptedException {
		HttpRequest readiness = HttpRequest
			.newBuilder(URI.create("http://localhost:" + port + "/actuator/health/readiness"))
			.build();
		while (process.isAlive()) {
			try {
				if (client.send(readiness, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
					return;
				}
			}
			catch (IOException ex) {
				// the port is not open yet
			}
			Thread.sleep(5);
		}
		throw new IOException("the service ended before it was ready");
	}

	private static double residentMebibytes(long pid) throws IOException {
		return Files.readAllLines(Path.of("/proc/" + pid + "/status"))
			.stream()
			.filter((line) -> line.startsWith("VmRSS:"))
			.mapToDouble((line) -> Long.parseLong(line.replaceAll("\\D", "")) / 1024d)
			.findFirst()
			.orElseThrow();
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0)) {
			return socket.getLocalPort();
		}
	}

}
