package io.isonet;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.isonet.dataset.ExamplePlaylists;
import io.isonet.dataset.MoodGroups;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/// The service as a process of its own, told to end while it predicts and trains.
class ShutdownTests {

	private static final Duration START = Duration.ofSeconds(60);

	@TempDir
	private Path data;

	private final HttpClient client = HttpClient.newHttpClient();

	private Process process;

	private int port;

	@AfterEach
	void end() {
		this.process.destroyForcibly();
		this.client.close();
	}

	@Test
	void whatIsInFlightIsAnsweredAndWhatTrainsGoesOnAfterTheNextStart() throws Exception {
		start();
		String running = train("{\"preset\": \"notebook\", \"epochs\": 400}");
		String waiting = train("{\"preset\": \"notebook\", \"epochs\": 2}");
		Awaitility.await().until(() -> job(running).path("progress").path("done").asInt() > 0);
		CompletableFuture<HttpResponse<String>> events = this.client
			.sendAsync(get("/api/v1/trainings/" + running + "/events").build(), HttpResponse.BodyHandlers.ofString());
		// a call that takes about a second: 100,000 tracks
		CompletableFuture<HttpResponse<String>> prediction = this.client.sendAsync(largeBatch(),
				HttpResponse.BodyHandlers.ofString());
		Awaitility.await().until(this::isComputing);
		this.process.destroy();
		assertThat(this.process.waitFor(25, TimeUnit.SECONDS)).isTrue();
		assertThat(this.process.exitValue()).isEqualTo(143);
		assertThat(prediction.get(1, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
		List<String> before = ids(events.get(1, TimeUnit.SECONDS).body());

		start();
		HttpRequest rest = get("/api/v1/trainings/" + running + "/events").header("Last-Event-ID", before.getLast())
			.build();
		String after = body(rest);
		assertThat(Stream.concat(before.stream(), ids(after).stream()))
			.containsExactlyElementsOf(IntStream.rangeClosed(1, 401).mapToObj(String::valueOf).toList());
		assertThat(after).contains("event:finished");
		JsonNode resumed = job(running);
		assertThat(resumed.path("state").asString()).isEqualTo("SUCCEEDED");
		assertThat(resumed.path("attempts").asInt()).isEqualTo(2);
		Awaitility.await().atMost(START).until(() -> job(waiting).path("state").asString().equals("SUCCEEDED"));
	}

	private static List<String> ids(String events) {
		return events.lines()
			.filter((line) -> line.startsWith("id:"))
			.map((line) -> line.substring(3).strip())
			.toList();
	}

	/// Whether a request has left the queue.
	private boolean isComputing() throws IOException, InterruptedException {
		return body(get("/actuator/prometheus").build()).lines()
			.anyMatch((line) -> line.equals("isonet_prediction_queue_time_seconds_count 1"));
	}

	private void start() throws IOException {
		this.port = freePort();
		this.process = new ProcessBuilder(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-Xmx1g", "--enable-native-access=ALL-UNNAMED", "-cp", System.getProperty("java.class.path"),
				IsoNetApplication.class.getName(), "--server.port=" + this.port, "--isonet.data=" + this.data))
			.redirectOutput(this.data.resolve("log.txt").toFile())
			.redirectErrorStream(true)
			.start();
		Awaitility.await()
			.atMost(START)
			.ignoreExceptions()
			.until(() -> this.client
				.send(get("/actuator/health/readiness").build(), HttpResponse.BodyHandlers.discarding())
				.statusCode() == 200);
	}

	private String train(String settings) throws IOException, InterruptedException {
		ByteArrayOutputStream csv = new ByteArrayOutputStream();
		new ExamplePlaylists(MoodGroups.load(), 12, 1).write(csv);
		String boundary = "parts";
		String form = "--" + boundary + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"p.csv\"\r\n\r\n"
				+ csv.toString(StandardCharsets.UTF_8) + "\r\n--" + boundary
				+ "\r\nContent-Disposition: form-data; name=\"settings\"\r\n\r\n" + settings + "\r\n--" + boundary
				+ "--\r\n";
		HttpRequest request = get("/api/v1/trainings")
			.header("Content-Type", "multipart/form-data; boundary=" + boundary)
			.POST(HttpRequest.BodyPublishers.ofString(form))
			.build();
		return JsonMapper.shared().readTree(body(request)).path("id").asString();
	}

	private HttpRequest largeBatch() {
		String one = "{\"moods\": \"sad to happy\", \"length\": 500}";
		String body = "{\"requests\": [" + String.join(",", Collections.nCopies(200, one)) + "]}";
		return get("/api/v1/predictions/batch").header("Content-Type", "application/json")
			.POST(HttpRequest.BodyPublishers.ofString(body))
			.build();
	}

	private JsonNode job(String id) throws IOException, InterruptedException {
		return JsonMapper.shared().readTree(body(get("/api/v1/trainings/" + id).build()));
	}

	private String body(HttpRequest request) throws IOException, InterruptedException {
		return this.client.send(request, HttpResponse.BodyHandlers.ofString()).body();
	}

	private HttpRequest.Builder get(String path) {
		return HttpRequest.newBuilder(URI.create("http://localhost:" + this.port + path));
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0)) {
			return socket.getLocalPort();
		}
	}

}
