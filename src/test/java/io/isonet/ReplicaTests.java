package io.isonet;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.isonet.database.Postgres;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static io.isonet.AnswerAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/// Two processes of the service on one PostgreSQL.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReplicaTests {

	private static final String CHAMPION = "/api/v1/models/isonet/aliases/champion";

	private static final Duration TOLD = Duration.ofSeconds(2);

	private final List<ServiceProcess> processes = new ArrayList<>();

	private Path folder;

	private Postgres.Database database;

	/// A word that both versions know.
	private String mood;

	private ServiceProcess first;

	private ServiceProcess second;

	@BeforeAll
	void start(@TempDir Path folder) throws Exception {
		this.folder = folder;
		this.database = Postgres.createDatabase();
		// at once: both create the tables and bring the shipped model
		this.first = replica();
		this.second = replica();
		this.first.awaitReady();
		this.second.awaitReady();
		Trainings trainings = new Trainings(this.first.caller());
		trainings.awaitEnd(trainings.start("{\"preset\": \"notebook\", \"epochs\": 1}"));
		this.mood = this.first.caller().get("/api/v1/moods?version=2").json().at("/moods/0").asString();
	}

	@AfterAll
	void stop() {
		this.processes.forEach(ServiceProcess::close);
	}

	@Test
	void jobsAreSharedAndRunOnceThoughOneReplicaIsKilled() throws Exception {
		List<Trainings> replicas = List.of(new Trainings(this.first.caller()), new Trainings(this.second.caller()));
		List<String> paths = new ArrayList<>();
		for (int job = 0; job < 20; job++) {
			paths.add(replicas.get(job % 2)
				.start("{\"preset\": \"notebook\", \"epochs\": 40, \"evaluation\": \"none\", \"validationShare\": 0, \"seed\": "
						+ job + ", \"model\": \"shared\"}"));
		}
		Awaitility.await()
			.atMost(Duration.ofMinutes(1))
			.until(() -> epochs(this.first) > 60 && epochs(this.second) > 60);
		this.first.kill();
		Trainings survivor = new Trainings(this.second.caller());
		List<JsonNode> jobs = paths.stream()
			.map((path) -> survivor.await(path, Duration.ofMinutes(2), (job) -> !job.path("finishedAt").isNull()))
			.toList();
		this.first = replica().awaitReady();

		assertThat(jobs).extracting((job) -> job.path("state").asString()).containsOnly("SUCCEEDED");
		assertThat(jobs).extracting((job) -> job.at("/result/version").asInt())
			.containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, 20).boxed().toList());
		assertThat(jobs).extracting((job) -> job.path("attempts").asInt())
			.as("begun again at most: the one that the dead replica ran")
			.satisfies((attempts) -> assertThat(attempts.stream().mapToInt(Integer::intValue).sum()).isBetween(20, 21));
		for (String path : paths) {
			assertThat(survivor.events(path, 0)).extracting(Trainings.Event::id)
				.containsExactlyElementsOf(IntStream.rangeClosed(1, 41).boxed().toList());
		}
	}

	@Test
	void aNewChampionServesFromBothWithinTwoSecondsAndNobodyIsRefused() throws Exception {
		AtomicBoolean done = new AtomicBoolean();
		try (ExecutorService load = Executors.newFixedThreadPool(2)) {
			List<Future<?>> callers = Stream.of(this.first, this.second).<Future<?>>map((replica) -> load.submit(() -> {
				while (!done.get()) {
					assertThat(predict(replica)).isBetween(1, 2);
					assertThat(replica.isReady()).isTrue();
				}
			})).toList();
			for (int swap = 0; swap < 10; swap++) {
				int version = 2 - swap % 2;
				ServiceProcess changed = (swap % 4 < 2) ? this.first : this.second;
				long start = System.nanoTime();
				assertThat(changed.caller().put(CHAMPION, "{\"version\": " + version + "}")).hasStatus(200);
				for (ServiceProcess replica : List.of(this.first, this.second)) {
					Awaitility.await()
						.pollInterval(Duration.ofMillis(5))
						.atMost(TOLD)
						.until(() -> predict(replica) == version);
				}
				assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(TOLD);
				for (ServiceProcess replica : List.of(this.first, this.second)) {
					assertThat(predict(replica)).isEqualTo(version);
				}
			}
			done.set(true);
			for (Future<?> caller : callers) {
				caller.get();
			}
		}
		finally {
			done.set(true);
		}
	}

	@Test
	void aLexiconThatOneReplicaTookIsInUseOnBothWithinTwoSeconds() {
		String request = "{\"moods\": \"gloomy\", \"length\": 1, \"version\": 1}";
		assertThat(this.first.caller()
			.send("PUT", "/api/v1/lexicon", BodyPublishers.ofString("word,group\ngloomy,4\n"), "Content-Type",
					"text/csv"))
			.hasStatus(200);
		Awaitility.await()
			.atMost(TOLD)
			.until(() -> this.second.caller().post("/api/v1/predictions", request).status() == 200);
		assertThat(this.second.caller().delete("/api/v1/lexicon")).hasStatus(204);
		Awaitility.await()
			.atMost(TOLD)
			.until(() -> this.first.caller().post("/api/v1/predictions", request).status() == 422);
	}

	@Test
	void changesOfAnAliasFromBothEndInOneHistory() throws Exception {
		String alias = "/api/v1/models/isonet/aliases/contested";
		assertThat(this.first.caller().put(alias, "{\"version\": 1}")).hasStatus(200);
		CyclicBarrier start = new CyclicBarrier(10);
		List<Answer> answers = new ArrayList<>();
		try (ExecutorService executor = Executors.newFixedThreadPool(10)) {
			List<Future<List<Answer>>> callers = IntStream.range(0, 10).mapToObj((number) -> executor.submit(() -> {
				Caller caller = ((number % 2 == 0) ? this.first : this.second).caller();
				List<Answer> own = new ArrayList<>();
				start.await();
				for (int change = 0; change < 10; change++) {
					own.add(change(caller, alias, (number + change) % 4));
				}
				return own;
			})).toList();
			for (Future<List<Answer>> caller : callers) {
				answers.addAll(caller.get());
			}
		}
		assertThat(answers).hasSize(100).extracting(Answer::status).isSubsetOf(200, 409, 412);
		JsonNode history = this.first.caller().get(alias + "/history").json();
		assertThat(this.second.caller().get(alias + "/history").json()).isEqualTo(history);
		List<JsonNode> changes = history.path("changes").valueStream().toList();
		assertThat(changes).extracting((change) -> change.path("change").asInt())
			.containsExactlyElementsOf(
					IntStream.rangeClosed(1, changes.size()).mapToObj((n) -> changes.size() - n + 1).toList());
		// every change that was answered stands there as it was answered, under its own
		// number
		Map<String, Integer> versions = changes.stream()
			.collect(Collectors.toMap((change) -> "\"" + change.path("change").asInt() + "\"",
					(change) -> change.path("version").asInt()));
		assertThat(answers).filteredOn((answer) -> answer.status() == 200)
			.isNotEmpty()
			.allSatisfy((answer) -> assertThat(versions).containsEntry(answer.header("ETag").orElseThrow(),
					answer.json().path("version").asInt()));
		for (ServiceProcess replica : List.of(this.first, this.second)) {
			Answer present = replica.caller().get(alias);
			assertThat(present).hasHeader("ETag", "\"" + changes.size() + "\"");
			assertThat(present.json().path("version").asInt()).isEqualTo(changes.getFirst().path("version").asInt());
		}
	}

	@Test
	void ofManyWhoKnowTheSameTagOneWins() throws Exception {
		String alias = "/api/v1/models/isonet/aliases/raced";
		String tag = this.first.caller().put(alias, "{\"version\": 1}").header("ETag").orElseThrow();
		CyclicBarrier start = new CyclicBarrier(8);
		try (ExecutorService executor = Executors.newFixedThreadPool(8)) {
			List<Future<Integer>> callers = IntStream.range(0, 8).mapToObj((number) -> executor.submit(() -> {
				Caller caller = ((number % 2 == 0) ? this.first : this.second).caller();
				start.await();
				return put(caller, alias, 2, tag).status();
			})).toList();
			List<Integer> statuses = new ArrayList<>();
			for (Future<Integer> caller : callers) {
				statuses.add(caller.get());
			}
			assertThat(statuses).containsOnlyOnce(200).containsOnly(200, 412);
		}
	}

	@Test
	void aFollowerGoesOnAtTheOtherReplicaAndACancelReachesIt() {
		Trainings one = new Trainings(this.first.caller());
		Trainings other = new Trainings(this.second.caller());
		String path = one.start(
				"{\"preset\": \"notebook\", \"epochs\": 10000, \"evaluation\": \"none\", \"validationShare\": 0, \"patience\": 0, "
						+ "\"model\": \"followed\"}");
		other.await(path, (job) -> job.path("progress").path("done").asInt() >= 20);
		List<Integer> seen = one.firstEvents(path, 0, 10)
			.stream()
			.map(Trainings.Event::id)
			.collect(Collectors.toList());
		assertThat(seen).hasSize(10);
		assertThat(this.second.caller().delete(path)).hasStatus(200);
		List<Trainings.Event> rest = other.events(path, seen.getLast());
		rest.forEach((event) -> seen.add(event.id()));
		assertThat(seen).containsExactlyElementsOf(IntStream.rangeClosed(1, seen.size()).boxed().toList());
		assertThat(rest.getLast().data().path("state").asString()).isEqualTo("CANCELLED");
		assertThat(one.events(path, seen.size() - 1)).extracting(Trainings.Event::name).containsExactly("finished");
	}

	private ServiceProcess replica() throws Exception {
		List<String> arguments = new ArrayList<>(this.database.arguments());
		arguments.add("--isonet.training.takeover=2s");
		// so that what is heard in time was told
		arguments.add("--isonet.look-every=1m");
		ServiceProcess process = ServiceProgram.ofClasses()
			.start(this.folder.resolve("log-" + this.processes.size() + ".txt"), arguments);
		this.processes.add(process);
		return process;
	}

	private static Answer change(Caller caller, String alias, int kind) {
		return switch (kind) {
			case 0 -> caller.put(alias, "{\"version\": 1}");
			case 1 -> caller.put(alias, "{\"version\": 2}");
			case 2 -> caller.post(alias + "/rollback", "");
			default -> put(caller, alias, 2, caller.get(alias).header("ETag").orElseThrow());
		};
	}

	private static Answer put(Caller caller, String alias, int version, String tag) {
		return caller.send("PUT", alias, BodyPublishers.ofString("{\"version\": " + version + "}"), "Content-Type",
				"application/json", "If-Match", tag);
	}

	/// The version that answers.
	private int predict(ServiceProcess replica) {
		Answer answer = replica.caller()
			.post("/api/v1/predictions", "{\"moods\": \"" + this.mood + "\", \"length\": 5}");
		assertThat(answer).hasStatus(200);
		return answer.json().at("/model/version").asInt();
	}

	/// Epochs that a replica itself has trained.
	private static double epochs(ServiceProcess replica) {
		return replica.caller()
			.get("/actuator/prometheus")
			.text()
			.lines()
			.filter((line) -> line.startsWith("isonet_training_epochs_total"))
			.mapToDouble((line) -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
			.sum();
	}

}
