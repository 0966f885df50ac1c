package io.isonet.crash;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.IntStream;

import io.isonet.Answer;
import io.isonet.Caller;
import io.isonet.ServiceProcess;
import io.isonet.ServiceProgram;
import io.isonet.Trainings;
import io.isonet.database.Postgres;
import org.awaitility.Awaitility;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;
import tools.jackson.databind.JsonNode;

/// Takes the database away for a while, as a frozen server is, while the service predicts,
/// trains, and is asked for what it cannot know. Not thread-safe.
public final class DatabasePause {

	private static final Duration LONGEST_CALL = Duration.ofSeconds(3);

	private static final Duration LONGEST_RETURN = Duration.ofSeconds(10);

	private static final int EPOCHS = 500;

	private final ServiceProgram program;

	private final Path folder;

	private final List<String> faults = new ArrayList<>();

	private final PauseReport.Calls predictions = new PauseReport.Calls();

	private final PauseReport.Calls readiness = new PauseReport.Calls();

	private final PauseReport.Calls refused = new PauseReport.Calls();

	private volatile boolean away;

	private volatile boolean over;

	/// @param folder takes the log
	public DatabasePause(ServiceProgram program, Path folder) {
		this.program = program;
		this.folder = folder;
	}

	public PauseReport run(Duration pause) throws IOException, InterruptedException {
		try (PostgreSQLContainer server = Postgres.newServer()) {
			server.start();
			try (ServiceProcess service = this.program
				.start(this.folder.resolve("pause.txt"), Postgres.createDatabase(server).arguments())
				.awaitReady()) {
				return run(pause, server.getContainerId(), service);
			}
		}
	}

	private PauseReport run(Duration pause, String container, ServiceProcess service) throws InterruptedException {
		Caller caller = service.caller();
		Trainings trainings = new Trainings(caller);
		byte[] playlists = trainings.examplePlaylists();
		awaitConnections(caller, 1);
		int before = connections(caller, "active");
		String training = trainings
			.start("{\"preset\": \"notebook\", \"evaluation\": \"none\", \"epochs\": " + EPOCHS + "}");
		trainings.await(training, (job) -> job.path("progress").path("done").asInt() > 5);
		Duration back;
		try (ExecutorService callers = Executors.newCachedThreadPool()) {
			for (int i = 0; i < 4; i++) {
				callers.execute(() -> call(() -> predict(caller), this.predictions, 5));
				callers.execute(() -> callWhileAway(() -> caller.get("/api/v1/models")));
			}
			callers.execute(() -> call(() -> caller.get("/actuator/health/readiness"), this.readiness, 100));
			callers.execute(() -> callWhileAway(() -> caller.get(training)));
			callers.execute(() -> callWhileAway(() -> train(caller, playlists)));
			try {
				Thread.sleep(1000);
				DockerClientFactory.instance().client().pauseContainerCmd(container).exec();
				this.away = true;
				Thread.sleep(pause);
				this.away = false;
				DockerClientFactory.instance().client().unpauseContainerCmd(container).exec();
				back = awaitReturn(caller, playlists);
				checkTraining(trainings, training);
			}
			finally {
				this.over = true;
			}
		}
		awaitConnections(caller, before);
		this.predictions.wrong().forEach((complaint) -> this.faults.add("prediction: " + complaint));
		this.readiness.wrong().forEach((complaint) -> this.faults.add("readiness: " + complaint));
		this.refused.wrong().forEach((complaint) -> this.faults.add("while away: " + complaint));
		return new PauseReport(pause, this.predictions, this.readiness, this.refused, back, before,
				connections(caller, "active"), connections(caller, "pending"), List.copyOf(this.faults));
	}

	private void call(Supplier<Answer> call, PauseReport.Calls calls, long pause) {
		while (!this.over) {
			Timed answer = timed(call);
			calls.add(answer.time, (answer.status() == 200) ? "" : answer.toString());
			sleep(pause);
		}
	}

	/// What is under way when the database comes back may be answered either way.
	private void callWhileAway(Supplier<Answer> call) {
		while (!this.over) {
			if (!this.away) {
				sleep(10);
				continue;
			}
			Timed answer = timed(call);
			if (this.away) {
				this.refused.add(answer.time, answer.isRefused() ? "" : answer.toString());
			}
		}
	}

	private Duration awaitReturn(Caller caller, byte[] playlists) {
		long started = System.nanoTime();
		List<Supplier<Answer>> calls = List.of(() -> caller.get("/api/v1/models"),
				() -> caller.get("/api/v1/trainings"), () -> train(caller, playlists));
		for (Supplier<Answer> call : calls) {
			Awaitility.await()
				.atMost(LONGEST_RETURN)
				.pollInterval(Duration.ofMillis(20))
				.until(() -> timed(call).status() / 100 == 2);
		}
		return Duration.ofNanos(System.nanoTime() - started);
	}

	private void checkTraining(Trainings trainings, String training) {
		JsonNode ended = Awaitility.await()
			.atMost(Duration.ofMinutes(3))
			.pollInterval(Duration.ofMillis(100))
			.until(() -> trainings.job(training), (job) -> !job.path("finishedAt").isNull());
		if (!ended.path("state").asString().equals("SUCCEEDED") || ended.path("attempts").asInt() != 1) {
			this.faults.add("the training did not wait: " + ended);
		}
		List<Integer> events = trainings.events(training, 0)
			.stream()
			.map((event) -> event.data().path("epoch").asInt(event.id()))
			.toList();
		if (!events.equals(IntStream.rangeClosed(1, EPOCHS + 1).boxed().toList())) {
			this.faults.add("the events of the training are " + events);
		}
	}

	/// Waits for the trainings to end and the pool to have given out no more than this.
	private static void awaitConnections(Caller caller, int given) {
		Awaitility.await()
			.atMost(Duration.ofMinutes(1))
			.until(() -> caller.get("/api/v1/trainings")
				.json()
				.path("trainings")
				.valueStream()
				.noneMatch((job) -> job.path("finishedAt").isNull()) && connections(caller, "active") <= given
					&& connections(caller, "pending") == 0);
	}

	private static int connections(Caller caller, String state) {
		String gauge = "hikaricp_connections_" + state + "{pool=\"database\"} ";
		return caller.get("/actuator/prometheus")
			.text()
			.lines()
			.filter((line) -> line.startsWith(gauge))
			.mapToInt((line) -> (int) Double.parseDouble(line.substring(gauge.length())))
			.findFirst()
			.orElseThrow();
	}

	private static Answer predict(Caller caller) {
		return caller.post("/api/v1/predictions", "{\"moods\": \"sad to happy\", \"length\": 20}");
	}

	private static Answer train(Caller caller, byte[] playlists) {
		return caller.post("/api/v1/trainings", new Caller.Multipart().file("file", playlists)
			.text("settings", "{\"preset\": \"notebook\", \"epochs\": 1}"));
	}

	private static Timed timed(Supplier<Answer> call) {
		long started = System.nanoTime();
		Optional<Answer> answer = Submissions.answer(call);
		return new Timed(Duration.ofNanos(System.nanoTime() - started), answer);
	}

	private static void sleep(long milliseconds) {
		try {
			Thread.sleep(milliseconds);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private record Timed(Duration time, Optional<Answer> answer) {

		private int status() {
			return this.answer.map(Answer::status).orElse(0);
		}

		private boolean isRefused() {
			return status() == 503 && this.answer.flatMap((answer) -> answer.header("Retry-After")).isPresent()
					&& this.time.compareTo(LONGEST_CALL) <= 0;
		}

		@Override
		public String toString() {
			return this.answer.map(Answer::toString).orElse("no answer") + " after " + this.time.toMillis() + " ms";
		}

	}

}
