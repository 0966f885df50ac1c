package io.isonet;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/// The service as a process of its own, told to end while it predicts and trains.
class ShutdownTests {

	private static final int QUEUED = 6;

	@TempDir
	private Path data;

	@Test
	void whatIsInFlightOrQueuedIsAnsweredAndWhatTrainsGoesOnAfterTheNextStart() throws Exception {
		String running;
		String waiting;
		List<Integer> before;
		try (ServiceProcess service = start("--isonet.prediction.engine=djl", "--isonet.prediction.workers=1",
				"--isonet.prediction.max-batch=1")) {
			Trainings trainings = new Trainings(service.caller());
			running = trainings.start("{\"preset\": \"notebook\", \"epochs\": 3000, \"evaluation\": \"none\"}");
			waiting = trainings.start("{\"preset\": \"notebook\", \"epochs\": 2}");
			trainings.await(running, (job) -> job.path("progress").path("done").asInt() > 0);
			CompletableFuture<List<Trainings.Event>> events = CompletableFuture
				.supplyAsync(() -> trainings.events(running, 0));
			List<Future<Answer>> predictions = new ArrayList<>();
			try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
				predictions.add(callers.submit(() -> prediction(service.caller(), 200)));
				Awaitility.await().until(() -> isComputing(service.caller()));
				for (int i = 0; i < QUEUED; i++) {
					predictions.add(callers.submit(() -> prediction(service.caller(), 1)));
				}
				Awaitility.await().until(() -> queued(service.caller()) == QUEUED);
				service.terminate();
			}
			assertThat(service.awaitExit(Duration.ofSeconds(25))).isZero();
			for (Future<Answer> prediction : predictions) {
				assertThat(prediction.resultNow().status()).isEqualTo(200);
			}
			before = ids(events.get(1, TimeUnit.SECONDS));
		}
		try (ServiceProcess service = start()) {
			Trainings trainings = new Trainings(service.caller());
			List<Trainings.Event> after = trainings.events(running, before.getLast());
			assertThat(Stream.concat(before.stream(), ids(after).stream()))
				.containsExactlyElementsOf(IntStream.rangeClosed(1, 3001).boxed().toList());
			assertThat(after.getLast().name()).isEqualTo("finished");
			JsonNode resumed = trainings.job(running);
			assertThat(resumed.path("state").asString()).isEqualTo("SUCCEEDED");
			assertThat(resumed.path("attempts").asInt()).isEqualTo(2);
			assertThat(trainings.awaitEnd(waiting).path("state").asString()).isEqualTo("SUCCEEDED");
		}
	}

	/// As a pool of connections calls it: always on the same connection, until an answer
	/// says that it is the last one there. What comes next would go to another replica.
	@Test
	void callersThatKeepTheirConnectionsAreToldToLeaveAndLoseNoRequest() throws Exception {
		try (ServiceProcess service = start(); ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
			URI address = URI.create("http://localhost:" + service.caller().port() + "/api/v1/predictions");
			CountDownLatch called = new CountDownLatch(8 * 20);
			List<Future<?>> ended = new ArrayList<>();
			for (int i = 0; i < 8; i++) {
				ended.add(callers.submit(() -> predictUntilToldToLeave(address, called)));
			}
			assertThat(called.await(30, TimeUnit.SECONDS)).isTrue();
			service.terminate();
			assertThat(service.awaitExit(Duration.ofSeconds(25))).isZero();
			for (Future<?> end : ended) {
				end.get(5, TimeUnit.SECONDS);
			}
		}
	}

	@Test
	void whoHasNoCallersEndsAtOnce() throws Exception {
		try (ServiceProcess service = ServiceProgram.ofClasses()
			.start(this.data.resolve("log.txt"),
					List.of("--isonet.data=" + this.data, "--isonet.shutdown.drain=15s"))) {
			// by the log: a call would keep a connection
			Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> service.log().contains("Ready."));
			service.terminate();
			assertThat(service.awaitExit(Duration.ofSeconds(10))).isZero();
		}
	}

	private static @Nullable Void predictUntilToldToLeave(URI address, CountDownLatch called) throws Exception {
		HttpRequest request = HttpRequest.newBuilder(address)
			.header("Content-Type", "application/json")
			.POST(HttpRequest.BodyPublishers.ofString("{\"moods\": \"sad to happy\", \"length\": 20}"))
			.build();
		try (HttpClient client = HttpClient.newHttpClient()) {
			while (true) {
				HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
				assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
				called.countDown();
				if (answer.headers().firstValue("Connection").equals(Optional.of("close"))) {
					return null;
				}
				Thread.sleep(10);
			}
		}
	}

	private ServiceProcess start(String... arguments) throws Exception {
		List<String> all = new ArrayList<>(List.of(arguments));
		all.add("--isonet.data=" + this.data);
		return ServiceProgram.ofClasses().start(this.data.resolve("log.txt"), all).awaitReady();
	}

	private static List<Integer> ids(List<Trainings.Event> events) {
		return events.stream().map(Trainings.Event::id).toList();
	}

	private static boolean isComputing(Caller caller) {
		return figure(caller, "isonet_prediction_queue_time_seconds_count") > 0;
	}

	private static int queued(Caller caller) {
		return figure(caller, "isonet_prediction_queue_depth");
	}

	private static int figure(Caller caller, String name) {
		return caller.get("/actuator/prometheus")
			.text()
			.lines()
			.filter((line) -> line.startsWith(name + " "))
			.mapToInt((line) -> (int) Double.parseDouble(line.substring(name.length() + 1)))
			.findFirst()
			.orElseThrow();
	}

	/// With 200 journeys a call that takes about a second: 100,000 tracks.
	private static Answer prediction(Caller caller, int journeys) {
		String one = "{\"moods\": \"sad to happy\", \"length\": 500}";
		return caller.post("/api/v1/predictions/batch",
				"{\"requests\": [" + String.join(",", Collections.nCopies(journeys, one)) + "]}");
	}

}
