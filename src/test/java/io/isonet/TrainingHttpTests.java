package io.isonet;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

import static io.isonet.AnswerAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

/// From a file of playlists to a version that predicts.
@RunningService
class TrainingHttpTests {

	private static final String ENDLESS = "{\"preset\": \"notebook\", \"epochs\": 10000, \"evaluation\": \"none\", \"validationShare\": 0, "
			+ "\"patience\": 0, \"model\": \"endless\"}";

	/// Without an evaluation, whose events a slow machine may add.
	private static final String FIVE_EPOCHS = "{\"preset\": \"notebook\", \"epochs\": 5, \"evaluation\": \"none\", "
			+ "\"model\": \"followed\"}";

	private final Caller caller;

	private final Trainings trainings;

	TrainingHttpTests(@LocalServerPort int port) {
		this.caller = new Caller(port);
		this.trainings = new Trainings(this.caller);
	}

	@AfterEach
	void shippedModelIsChampionAndNothingRuns() {
		this.caller.put("/api/v1/models/isonet/aliases/champion", "{\"version\": 1}");
		for (JsonNode job : this.caller.get("/api/v1/trainings").json().path("trainings")) {
			if (job.path("finishedAt").isNull()) {
				this.caller.delete("/api/v1/trainings/" + job.path("id").asString());
			}
		}
	}

	@Test
	void trainedVersionIsPredictedByNumberAndServesAsSoonAsItIsChampion() {
		String path = this.trainings.start("{\"preset\": \"notebook\", \"epochs\": 3, \"seed\": 1}");
		JsonNode job = this.trainings.awaitEnd(path);
		assertThat(job.path("state").asString()).isEqualTo("SUCCEEDED");
		assertThat(job.path("progress").path("done").asInt()).isEqualTo(3);
		int version = job.path("result").path("version").asInt();
		assertThat(version).isGreaterThan(1);

		String moods = wordsKnownTo(version, 1);
		JsonNode shipped = predict(moods, "");
		JsonNode trained = predict(moods, ", \"version\": " + version);
		assertThat(shipped.path("model").path("version").asInt()).isEqualTo(1);
		assertThat(trained.path("model").path("version").asInt()).isEqualTo(version);
		assertThat(trained.path("trajectory")).isNotEqualTo(shipped.path("trajectory"));

		assertThat(this.caller.put("/api/v1/models/isonet/aliases/champion", "{\"version\": " + version + "}"))
			.hasStatus(200);
		assertThat(predict(moods, "")).isEqualTo(trained);
		assertThat(predict(moods, ", \"version\": 1")).isEqualTo(shipped);
		assertThat(this.caller.get("/actuator/health/readiness").json().path("status").asString()).isEqualTo("UP");
	}

	@Test
	void trainedVersionHasItsCurvesItsFilesAndItsPlaceInTheRegistry() {
		String path = this.trainings
			.start("{\"preset\": \"notebook\", \"epochs\": 3, \"model\": \"curves\", \"validationShare\": 0.25}");
		JsonNode result = this.trainings.awaitEnd(path).path("result");
		assertThat(result.path("model").asString()).isEqualTo("curves");
		String version = "/api/v1/models/curves/versions/" + result.path("version").asInt();
		JsonNode epochs = this.caller.get(version + "/metrics").json().path("training").path("epochs");
		assertThat(epochs).hasSize(3)
			.allSatisfy((epoch) -> assertThat(epoch.path("validationLoss").isNumber()).isTrue());
		JsonNode description = this.caller.get(version).json();
		assertThat(description.path("files").propertyNames()).contains("model.safetensors", "config.json",
				"tokenizer.json", "metrics.json", "README.md");
		for (String file : description.path("files").propertyNames()) {
			Answer content = this.caller.get(version + "/files/" + file);
			assertThat(content).hasStatus(200);
			assertThat(content.body()).hasSize(description.path("files").path(file).path("size").asInt());
		}
		assertThat(this.caller.get("/api/v1/models/curves").json().path("aliases").propertyNames()).contains("latest");
		assertThat(this.caller.get("/actuator/prometheus").text())
			.containsPattern("isonet_training_epochs_total [1-9]");
	}

	@Test
	void aVersionShowsWhatItIsWorthAndIsActivatedOnlyWhereThatIsMore() {
		JsonNode poor = this.trainings.awaitEnd(this.trainings
			.start("{\"preset\": \"notebook\", \"epochs\": 2, \"model\": \"worth\", \"activate\": \"always\"}"));
		assertThat(poor.path("settings").path("evaluation").asString()).isEqualTo("crossValidation");
		String versions = "/api/v1/models/worth/versions/";
		JsonNode metrics = this.caller.get(versions + "1/metrics").json();
		JsonNode rows = metrics.path("evaluation").path("rows");
		assertThat(rows).hasSizeGreaterThan(5);
		assertThat(rows.get(rows.size() - 1).path("model").asString()).isEqualTo("notebook");
		assertThat(metrics.path("skill").path("energy").isNumber()).isTrue();
		assertThat(metrics.path("warnings").get(0).asString()).contains("did worse than");
		assertThat(new String(this.caller.get(versions + "1/files/README.md").body(), StandardCharsets.UTF_8))
			.contains("| notebook | ", "against ridge");

		JsonNode good = this.trainings
			.awaitEnd(this.trainings.start("{\"model\": \"worth\", \"activate\": \"ifBetter\"}"));
		assertThat(good.path("state").asString()).isEqualTo("SUCCEEDED");
		assertThat(this.caller.get("/api/v1/models/worth").json().path("aliases").path("champion").asInt())
			.isEqualTo(2);
		this.trainings.awaitEnd(this.trainings
			.start("{\"preset\": \"notebook\", \"epochs\": 2, \"model\": \"worth\", \"activate\": \"ifBetter\"}"));
		assertThat(this.caller.get("/api/v1/models/worth").json().path("aliases").path("champion").asInt())
			.isEqualTo(2);

		JsonNode known = this.caller.get("/api/v1/moods?model=worth&version=1").json();
		assertThat(known.path("words")).hasSameSizeAs(known.path("moods"))
			.allSatisfy((word) -> assertThat(word.path("playlists").asInt()).isBetween(1, 30));
		String moods = known.path("moods").get(0).asString();
		String request = "{\"moods\": \"" + moods + "\", \"length\": 3, \"model\": \"worth\", \"version\": %d}";
		assertThat(this.caller.post("/api/v1/predictions", request.formatted(1)).json().path("warnings"))
			.isEqualTo(metrics.path("warnings"));
		assertThat(this.caller.post("/api/v1/predictions", request.formatted(2)).json().path("warnings")).isEmpty();
	}

	@Test
	void anEvaluationThatCannotBeIsRefusedBeforeAnythingIsTrained() {
		String csv = "playlist,position,moods,warmth\na,0,sad,1\na,1,sad,2\nb,0,sad,3\n";
		String settings = "{\"evaluation\": \"crossValidation\", \"features\": [{\"name\": \"warmth\", \"min\": 0, \"max\": 9}]}";
		assertThat(this.caller.post("/api/v1/trainings",
				new Caller.Multipart().file("file", csv.getBytes(StandardCharsets.UTF_8)).text("settings", settings)))
			.isProblem(422, "evaluation-refused")
			.says("3 playlists");
		assertThat(this.trainings.send("{\"evaluation\": \"none\", \"activate\": \"ifBetter\"}"))
			.isProblem(422, "invalid-settings")
			.says("leave one of them out");
	}

	@Test
	void aVersionIsTrainedAgainByItsName() {
		String path = this.trainings.start("{\"preset\": \"notebook\", \"epochs\": 2, \"model\": \"again\"}");
		int first = this.trainings.awaitEnd(path).path("result").path("version").asInt();
		Answer accepted = this.caller.post("/api/v1/trainings",
				"{\"from\": {\"model\": \"again\", \"version\": " + first + "}}");
		assertThat(accepted).hasStatus(202);
		assertThat(accepted.json().path("from").path("version").asInt()).isEqualTo(first);
		JsonNode job = this.trainings.awaitEnd(accepted.header("Location").orElseThrow());
		JsonNode reproduction = this.caller
			.get("/api/v1/models/again/versions/" + job.path("result").path("version").asInt())
			.json()
			.path("provenance")
			.path("reproduction");
		assertThat(reproduction.path("model").asString()).isEqualTo("again");
		assertThat(reproduction.path("version").asInt()).isEqualTo(first);
		assertThat(reproduction.path("weightsEqual").asBoolean()).isTrue();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			{}                                                        | 422 | invalid-version  | names a version
			{"from": null}                                            | 422 | invalid-version  | names a version
			{"from": {"version": 1}}                                  | 422 | invalid-version  | names a version
			{"from": {"model": "isonet"}}                             | 422 | invalid-version  | A version is a number
			{"from": {"model": "isonet", "version": 1.5}}             | 422 | invalid-version  | A version is a number
			{"from": {"model": "isonet", "version": true}}            | 422 | invalid-version  | A version is a number
			{"from": {"model": "isonet", "version": 1, "seed": 2}}    | 400 | invalid-request  | seed
			{"from": {"model": "isonet", "version": 1}, "epochs": 2}  | 400 | invalid-request  | epochs
			{"from": "isonet"}                                        | 400 | invalid-request  | not an object
			{"from": {"model": "isonet", "version": 1}                | 400 | malformed-json   | line
			{"from": {"model": "isonet", "version": 1}}               | 422 | not-reproducible | never uploaded here
			{"from": {"model": "isonet", "version": 99}}              | 404 | unknown-version  | 99
			{"from": {"model": "isonet", "version": "winner"}}        | 404 | unknown-alias    | winner
			{"from": {"model": "nobody", "version": 1}}               | 404 | unknown-model    | nobody
			""")
	void whatCannotBeTrainedAgainIsToldSo(String body, int status, String problem, String says) {
		assertThat(this.caller.post("/api/v1/trainings", body)).isProblem(status, problem).says(says);
	}

	@Test
	void faultsOfAVersionToTrainAgainHaveTheirPlace() {
		assertThat(this.caller.post("/api/v1/trainings", "{}")).hasErrorAt("/from", "names a version");
		assertThat(this.caller.post("/api/v1/trainings", "{\"from\": {\"model\": \"isonet\"}}"))
			.hasErrorAt("/from/version", "is a number");
	}

	@Test
	void followerSeesEachEpochAndTheEnd() {
		String path = this.trainings.start(FIVE_EPOCHS);
		List<Trainings.Event> events = this.trainings.events(path, 0);
		assertThat(events).extracting(Trainings.Event::id).containsExactly(1, 2, 3, 4, 5, 6);
		assertThat(events).extracting(Trainings.Event::name)
			.containsExactly("epoch", "epoch", "epoch", "epoch", "epoch", "finished");
		assertThat(events.subList(0, 5)).extracting((event) -> event.data().path("epoch").asInt())
			.containsExactly(1, 2, 3, 4, 5);
		assertThat(events.getLast().data().path("state").asString()).isEqualTo("SUCCEEDED");
	}

	@Test
	void followerWhoComesBackGetsWhatItMissedAndNothingTwice() {
		String path = this.trainings.start(FIVE_EPOCHS);
		this.trainings.awaitEnd(path);
		for (int after = 0; after < 6; after++) {
			assertThat(this.trainings.events(path, after)).extracting(Trainings.Event::id)
				.containsExactlyElementsOf(IntStream.rangeClosed(after + 1, 6).boxed().toList());
		}
		assertThat(this.caller.get(path + "/events", "Last-Event-ID", "6")).hasStatus(204);
		assertThat(this.caller.get(path + "/events", "Last-Event-ID", "7")).isProblem(422, "invalid-parameter");
		assertThat(this.caller.get(path + "/events", "Last-Event-ID", "x")).isProblem(422, "invalid-parameter");
		assertThat(this.caller.get(path + "/events", "Last-Event-ID", "-1")).isProblem(422, "invalid-parameter");
	}

	@Test
	void cancelledTrainingEndsAtOnceAndPublishesNothing() {
		String path = this.trainings.start(ENDLESS);
		this.trainings.await(path, (job) -> job.path("progress").path("done").asInt() > 0);
		String next = this.trainings.start("{\"preset\": \"notebook\", \"epochs\": 1, \"model\": \"next\"}");
		assertThat(this.trainings.job(next).path("state").asString()).isEqualTo("QUEUED");

		long cancelled = System.nanoTime();
		assertThat(this.caller.delete(path)).hasStatus(200);
		assertThat(this.trainings.job(path).path("state").asString()).isEqualTo("CANCELLED");
		assertThat(this.trainings.awaitEnd(next).path("state").asString()).isEqualTo("SUCCEEDED");
		assertThat(Duration.ofNanos(System.nanoTime() - cancelled)).isLessThan(Duration.ofSeconds(2));

		assertThat(this.caller.get("/api/v1/models/endless")).isProblem(404, "unknown-model");
		assertThat(this.trainings.events(path, 0).getLast().data().path("state").asString()).isEqualTo("CANCELLED");
		assertThat(this.caller.delete(path)).isProblem(409, "training-finished").says("CANCELLED");
		assertThat(this.caller.delete(next)).isProblem(409, "training-finished").says("SUCCEEDED");
	}

	@Test
	void trainingsBeyondTheQueueAreToldToComeBack() {
		String running = this.trainings.start(ENDLESS);
		this.trainings.await(running, (job) -> job.path("state").asString().equals("RUNNING"));
		for (int waiting = 0; waiting < 3; waiting++) {
			assertThat(this.trainings.job(this.trainings.start(ENDLESS)).path("state").asString()).isEqualTo("QUEUED");
		}
		assertThat(this.trainings.send(ENDLESS)).isProblem(429, "training-queue-full").hasHeader("Retry-After", "30");
		assertThat(this.caller.get("/api/v1/trainings?limit=4").json().path("trainings"))
			.allSatisfy((job) -> assertThat(job.path("settings").path("model").asString()).isEqualTo("endless"));
	}

	@Test
	void followersBeyondTheirNumberAreToldToComeBack() {
		String path = this.trainings.start(ENDLESS);
		List<HttpResponse<Stream<String>>> followers = IntStream.range(0, 5)
			.mapToObj((follower) -> this.caller.lines(path + "/events"))
			.toList();
		assertThat(this.caller.get(path + "/events")).isProblem(503, "too-many-followers")
			.hasHeader("Retry-After", "10");
		this.caller.delete(path);
		followers.forEach((follower) -> assertThatCode(() -> follower.body().forEach((line) -> {
		})).doesNotThrowAnyException());
	}

	private JsonNode predict(String moods, String more) {
		Answer answer = this.caller.post("/api/v1/predictions",
				"{\"moods\": \"" + moods + "\", \"length\": 4" + more + "}");
		assertThat(answer).hasStatus(200);
		return answer.json();
	}

	/// A journey of two words that both versions know.
	private String wordsKnownTo(int version, int other) {
		List<String> words = words(version);
		words.retainAll(words(other));
		return words.getFirst() + " to " + words.getLast();
	}

	private List<String> words(int version) {
		return this.caller.get("/api/v1/moods?version=" + version)
			.json()
			.path("moods")
			.valueStream()
			.map(JsonNode::asString)
			.collect(Collectors.toCollection(ArrayList::new));
	}

}
