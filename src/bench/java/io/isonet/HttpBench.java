package io.isonet;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/// Requests a second of `/api/v1/predictions`, 20 tracks each, against an endpoint of the
/// same server that takes the same request and answers the same payload without computing
/// it. Both in turns in one run, from the same process and cores: read the ratio.
///
///     mvn -q -Pbench test-compile exec:exec@bench -Dbench=io.isonet.HttpBench
public final class HttpBench {

	private static final String REQUEST = "{\"moods\": \"sad, lonely to serene to powerful\", \"length\": 20}";

	private static final int ROUNDS = 7;

	private static final long ROUND_NANOS = 2_000_000_000L;

	private HttpBench() {
	}

	public static void main(String[] arguments) throws Exception {
		Path data = Files.createTempDirectory("isonet-bench");
		SpringApplication application = new SpringApplication(IsoNetApplication.class, Echo.class);
		try (ServletWebServerApplicationContext context = (ServletWebServerApplicationContext) application
			.run("--server.port=0", "--isonet.data=" + data, "--logging.level.root=warn")) {
			String address = "http://localhost:" + context.getWebServer().getPort();
			context.getBean(Echo.class).answer = send(HttpClient.newHttpClient(),
					request(address + "/api/v1/predictions"));
			System.out.println(
					"| connections | predictions/s, median (range) | echo/s, median (range) | ratio of medians |");
			System.out.println("|---|---|---|---|");
			for (int connections : new int[] { 1, 16 }) {
				row(address, connections);
			}
		}
	}

	private static void row(String address, int connections) throws Exception {
		HttpRequest predictions = request(address + "/api/v1/predictions");
		HttpRequest echo = request(address + "/bench/echo");
		rate(predictions, connections);
		rate(echo, connections);
		double[] predicted = new double[ROUNDS];
		double[] echoed = new double[ROUNDS];
		for (int round = 0; round < ROUNDS; round++) {
			predicted[round] = rate(predictions, connections);
			echoed[round] = rate(echo, connections);
		}
		Medians ours = Medians.of(predicted);
		Medians bare = Medians.of(echoed);
		System.out.printf(Locale.ROOT, "| %d | %s | %s | %.3f |%n", connections, ours.text(0), bare.text(0),
				ours.median() / bare.median());
	}

	private static double rate(HttpRequest request, int connections) throws Exception {
		try (ExecutorService callers = Executors.newFixedThreadPool(connections);
				HttpClient client = HttpClient.newHttpClient()) {
			long started = System.nanoTime();
			List<Callable<Integer>> loops = new ArrayList<>();
			for (int i = 0; i < connections; i++) {
				loops.add(() -> {
					int count = 0;
					while (System.nanoTime() - started < ROUND_NANOS) {
						send(client, request);
						count++;
					}
					return count;
				});
			}
			int count = 0;
			for (Future<Integer> loop : callers.invokeAll(loops)) {
				count += loop.get();
			}
			return count / ((System.nanoTime() - started) / 1e9);
		}
	}

	private static HttpRequest request(String uri) {
		return HttpRequest.newBuilder(URI.create(uri))
			.version(HttpClient.Version.HTTP_1_1)
			.header("Content-Type", "application/json")
			.POST(HttpRequest.BodyPublishers.ofString(REQUEST))
			.build();
	}

	private static String send(HttpClient client, HttpRequest request) throws IOException, InterruptedException {
		HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
		if (response.statusCode() != 200) {
			throw new IOException("answered " + response.statusCode() + ": " + response.body());
		}
		return response.body();
	}

	/// Reads the request as JSON and writes the payload of a prediction.
	@RestController
	static class Echo {

		private volatile String answer = "";

		@PostMapping(path = "/bench/echo", produces = "application/json")
		String echo(@RequestBody JsonNode request) {
			return this.answer;
		}

	}

}
