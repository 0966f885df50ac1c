package io.isonet.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.isonet.Answer;
import io.isonet.Caller;
import io.isonet.ServiceProcess;
import io.isonet.ServiceProgram;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What the service goes through with one database: starts, kills, and in the end a check.
/// Not thread-safe.
final class Life {

	/// Small intervals, so that there is always something to interrupt.
	private static final List<String> SETTINGS = List.of("--isonet.training.checkpoint-epochs=1",
			"--isonet.training.checkpoint-interval=100ms", "--isonet.training.takeover=1s");

	private static final Duration LONGEST_AIM = Duration.ofSeconds(20);

	private static final int SENT_IN_A_START = 8;

	private final ServiceProgram program;

	private final LifeDatabase database;

	private final Path folder;

	private final Random random;

	private final KillReport report;

	private final Consumer<String> progress;

	private final Submissions submissions;

	Life(ServiceProgram program, LifeDatabase database, Path folder, Random random, KillReport report,
			Consumer<String> progress) {
		this.program = program;
		this.database = database;
		this.folder = folder;
		this.random = random;
		this.report = report;
		this.progress = progress;
		this.submissions = new Submissions(random.nextLong(), true);
	}

	void run(int kills) throws IOException, InterruptedException, SQLException {
		for (int kill = 0; kill < kills; kill++) {
			kill(aim(kill));
		}
		try (ServiceProcess service = start()) {
			new LifeCheck(service.awaitReady().caller(), this.submissions, this.report).run();
			this.progress.accept("database %d: %d versions, %d faults so far".formatted(this.report.lives,
					this.report.versions, this.report.faults.size()));
		}
	}

	/// The first start of a database never gets ready, the second not always.
	private KillAim aim(int kill) {
		int draw = this.random.nextInt(10);
		if (kill == 0) {
			return (draw < 5) ? KillAim.MIGRATION : (draw < 8) ? KillAim.IMPORT : KillAim.START;
		}
		if (kill == 1 && draw < 3) {
			return (draw == 0) ? KillAim.MIGRATION : KillAim.IMPORT;
		}
		return (draw < 4) ? KillAim.PUBLICATION
				: (draw < 7) ? KillAim.CHECKPOINT : (draw < 9) ? KillAim.ANY : KillAim.START;
	}

	private void kill(KillAim aim) throws IOException, InterruptedException, SQLException {
		KillPhase phase;
		try (ServiceProcess service = start()) {
			Thread client = null;
			if (aim.compareTo(KillAim.ANY) < 0) {
				awaitStarting(service, aim);
			}
			else {
				service.awaitReady();
				client = Thread.ofVirtual().start(() -> send(service));
				awaitWorking(service, aim, client);
			}
			boolean alive = service.isAlive();
			service.kill();
			if (client != null) {
				client.join();
			}
			if (!alive) {
				throw new AssertionError("The service died by itself. Its log:\n" + service.log());
			}
			phase = KillPhase.of(service.log(), this.database);
		}
		this.report.kills.merge(phase, 1, Integer::sum);
		this.progress.accept("kill %d, database %d: aimed at %s, hit %s; %d jobs accepted"
			.formatted(this.report.kills(), this.report.lives, aim, phase, this.submissions.accepted.size()));
	}

	private ServiceProcess start() throws IOException {
		this.report.starts++;
		Path log = this.folder.resolve("log-" + this.report.starts + ".txt");
		return this.program.start(log, Stream.concat(SETTINGS.stream(), this.database.arguments().stream()).toList());
	}

	private void awaitStarting(ServiceProcess service, KillAim aim) throws InterruptedException {
		switch (aim) {
			case MIGRATION -> {
				awaitLog(service, "to version \"" + this.random.nextInt(1, 4) + " - ");
				pause(0, 25);
			}
			case IMPORT -> {
				if (this.random.nextBoolean()) {
					awaitLog(service, "Imported ");
					pause(0, 15);
				}
				else {
					awaitLog(service, KillPhase.BEFORE_IMPORT);
					pause(100, 600);
				}
			}
			default -> pause(300, 4500);
		}
	}

	/// Ends as well where the service is ready, and so will never say it.
	private static void awaitLog(ServiceProcess service, String text) throws InterruptedException {
		long deadline = System.nanoTime() + LONGEST_AIM.toNanos();
		while (service.isAlive() && System.nanoTime() < deadline) {
			String log = service.log();
			if (log.contains(text) || log.contains("Ready. Swagger UI")) {
				return;
			}
			Thread.sleep(1);
		}
	}

	/// Ends as well where the client has sent everything and all of it is done.
	private void awaitWorking(ServiceProcess service, KillAim aim, Thread client) throws InterruptedException {
		if (aim == KillAim.ANY) {
			pause(0, 2500);
			return;
		}
		long deadline = System.nanoTime() + LONGEST_AIM.toNanos();
		while (service.isAlive() && System.nanoTime() < deadline) {
			boolean sending = client.isAlive();
			Optional<JsonNode> running = running(service.caller());
			if (running.isEmpty() && !sending) {
				return;
			}
			if (running.isPresent() && follow(service.caller(), running.get(), aim)) {
				pause(0, 15);
				return;
			}
			Thread.sleep(5);
		}
	}

	private static Optional<JsonNode> running(Caller caller) {
		return Submissions.answer(() -> caller.get("/api/v1/trainings"))
			.map(Answer::json)
			.flatMap((list) -> list.path("trainings")
				.valueStream()
				.filter((job) -> job.path("state").asString().equals("RUNNING"))
				.findFirst());
	}

	/// @return false where the job ended before
	private boolean follow(Caller caller, JsonNode job, KillAim aim) {
		int done = job.path("progress").path("done").asInt();
		int total = job.path("progress").path("total").asInt();
		int wanted = (aim == KillAim.PUBLICATION) ? total : this.random.nextInt(Math.min(done + 1, total), total + 1);
		try (Stream<String> lines = caller
			.lines("/api/v1/trainings/" + job.path("id").asString() + "/events", "Last-Event-ID", String.valueOf(done))
			.body()) {
			return lines.filter((line) -> line.startsWith("data:"))
				.map((line) -> JsonMapper.shared().readTree(line.substring(5)))
				.anyMatch((event) -> event.path("epoch").asInt(0) >= wanted);
		}
		catch (UncheckedIOException ex) {
			return false;
		}
	}

	/// A client that goes on while the service lives.
	private void send(ServiceProcess service) {
		try {
			for (int sent = 1; sent <= SENT_IN_A_START && this.submissions.send(service.caller()); sent++) {
				Thread.sleep(50L * sent);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private void pause(int least, int most) throws InterruptedException {
		Thread.sleep(this.random.nextInt(least, most + 1));
	}

}
