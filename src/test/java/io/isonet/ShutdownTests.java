package io.isonet;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/// The service as a process of its own, told to end while it predicts and trains.
class ShutdownTests {

	@TempDir
	private Path data;

	@Test
	void whatIsInFlightIsAnsweredAndWhatTrainsGoesOnAfterTheNextStart() throws Exception {
		String running;
		String waiting;
		List<Integer> before;
		try (ServiceProcess service = start()) {
			Trainings trainings = new Trainings(service.caller());
			running = trainings.start("{\"preset\": \"notebook\", \"epochs\": 400}");
			waiting = trainings.start("{\"preset\": \"notebook\", \"epochs\": 2}");
			trainings.await(running, (job) -> job.path("progress").path("done").asInt() > 0);
			CompletableFuture<List<Trainings.Event>> events = CompletableFuture
				.supplyAsync(() -> trainings.events(running, 0));
			CompletableFuture<Answer> prediction = CompletableFuture.supplyAsync(() -> largeBatch(service.caller()));
			Awaitility.await().until(() -> isComputing(service.caller()));
			service.terminate();
			assertThat(service.awaitExit(Duration.ofSeconds(25))).isZero();
			assertThat(prediction.get(1, TimeUnit.SECONDS).status()).isEqualTo(200);
			before = ids(events.get(1, TimeUnit.SECONDS));
		}
		try (ServiceProcess service = start()) {
			Trainings trainings = new Trainings(service.caller());
			List<Trainings.Event> after = trainings.events(running, before.getLast());
			assertThat(Stream.concat(before.stream(), ids(after).stream()))
				.containsExactlyElementsOf(IntStream.rangeClosed(1, 401).boxed().toList());
			assertThat(after.getLast().name()).isEqualTo("finished");
			JsonNode resumed = trainings.job(running);
			assertThat(resumed.path("state").asString()).isEqualTo("SUCCEEDED");
			assertThat(resumed.path("attempts").asInt()).isEqualTo(2);
			assertThat(trainings.awaitEnd(waiting).path("state").asString()).isEqualTo("SUCCEEDED");
		}
	}

	private ServiceProcess start() throws Exception {
		return ServiceProgram.ofClasses()
			.start(this.data.resolve("log.txt"), List.of("--isonet.data=" + this.data))
			.awaitReady();
	}

	private static List<Integer> ids(List<Trainings.Event> events) {
		return events.stream().map(Trainings.Event::id).toList();
	}

	/// Whether a request has left the queue.
	private static boolean isComputing(Caller caller) {
		return caller.get("/actuator/prometheus")
			.text()
			.lines()
			.anyMatch((line) -> line.equals("isonet_prediction_queue_time_seconds_count 1"));
	}

	/// A call that takes about a second: 100,000 tracks.
	private static Answer largeBatch(Caller caller) {
		String one = "{\"moods\": \"sad to happy\", \"length\": 500}";
		return caller.post("/api/v1/predictions/batch",
				"{\"requests\": [" + String.join(",", Collections.nCopies(200, one)) + "]}");
	}

}
