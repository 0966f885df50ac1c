package io.isonet;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.test.web.server.LocalServerPort;

import static io.isonet.AnswerAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

@RunningService
class LexiconHttpTests {

	private static final String PATH = "/api/v1/lexicon";

	private static final String GLOOMY = "{\"moods\": \"Gloomy, sad to happy\", \"length\": 5}";

	private static final String SAD = "{\"moods\": \"sad to happy\", \"length\": 5}";

	private final Caller caller;

	LexiconHttpTests(@LocalServerPort int port) {
		this.caller = new Caller(port);
	}

	@AfterEach
	void goWithout() {
		assertThat(this.caller.delete(PATH)).hasStatus(204);
	}

	@Test
	void unseenWordsAreAnsweredWithAWarningUntilTheLexiconIsDeleted() throws Exception {
		assertThat(predict(GLOOMY)).isProblem(422, "unknown-mood").says("gloomy");
		String before = predict(SAD).text();
		byte[] csv = Files.readAllBytes(Path.of("src/test/resources/lexicon/made-up.csv"));
		Answer loaded = this.caller.send("PUT", PATH,
				BodyPublishers.ofByteArray(new Caller.Multipart().file("file", csv).bytes()), "Content-Type",
				new Caller.Multipart().contentType());
		assertThat(loaded).hasStatus(200);
		assertThat(loaded.json().path("kind").asString()).isEqualTo("valenceArousal");
		assertThat(loaded.json().path("words").asInt()).isEqualTo(33);
		assertThat(loaded.json().path("champion").path("commonWords").asInt()).isEqualTo(30);
		assertThat(loaded.json().path("champion").path("addedWords").asInt()).isEqualTo(3);
		assertThat(this.caller.get(PATH).json()).isEqualTo(loaded.json());
		assertThat(this.caller.get(PATH + "/file").body()).isEqualTo(csv);

		Answer gloomy = predict(GLOOMY);
		assertThat(gloomy).hasStatus(200);
		assertThat(gloomy.json().path("warnings").get(0).asString()).contains("'gloomy'", "lexicon")
			.doesNotContain("sad");
		assertThat(
				predict("{\"moods\": [[\"at ease, at last\"], [\"blissful\"]], \"length\": 3, \"version\": 1}").json()
					.path("warnings")
					.get(0)
					.asString())
			.contains("'at ease, at last', 'blissful'");
		assertThat(predict(SAD).text()).as("known words").isEqualTo(before);

		assertThat(put("word,valence,arousal\ngloomy,1,1\n")).isProblem(422, "unusable-lexicon")
			.says("0 words")
			.says("6 are needed");
		assertThat(put("word,group\ngloomy,4\nhushed,seven\n")).isProblem(422, "invalid-lexicon")
			.says("Line 3, column 'group'");
		assertThat(predict(GLOOMY).text()).as("the old lexicon").isEqualTo(gloomy.text());

		assertThat(put("word,group\ngloomy,4\n")).hasStatus(200);
		assertThat(predict("{\"moods\": \"blissful\", \"length\": 1}")).isProblem(422, "unknown-mood");
		JsonNode trajectory = predict("{\"moods\": \"gloomy to happy\", \"length\": 5}").json().path("trajectory");
		assertThat(trajectory).isEqualTo(predict(SAD).json().path("trajectory"));

		assertThat(this.caller.delete(PATH)).hasStatus(204);
		assertThat(predict(GLOOMY)).isProblem(422, "unknown-mood");
		assertThat(this.caller.get(PATH).json().path("words").asInt()).isZero();
		assertThat(this.caller.get(PATH + "/file")).isProblem(404, "unknown-lexicon");
	}

	@Test
	void moodsSayWhatIsKnownOfEachWord() {
		JsonNode without = this.caller.get("/api/v1/moods?version=1").json();
		assertThat(without.path("moods")).hasSize(30);
		assertThat(put("word,group\ngloomy,4\n")).hasStatus(200);
		JsonNode moods = this.caller.get("/api/v1/moods?version=1").json();
		assertThat(moods.path("moods")).isEqualTo(without.path("moods"));
		assertThat(moods.path("wordCount").asInt()).isEqualTo(31);
		JsonNode calm = moods.path("words").get(6);
		assertThat(calm.path("word").asString()).isEqualTo("calm");
		assertThat(calm.path("source").asString()).isEqualTo("model");
		assertThat(calm.path("group").asInt()).isEqualTo(7);
		assertThat(calm.path("playlists").asInt(-1)).as("the base has seen none").isZero();
		assertThat(calm.path("nearest").get(0).path("word").asString()).isEqualTo("meditative");
		assertThat(calm.path("nearest").get(0).path("similarity").asDouble()).isEqualTo(1);
		JsonNode gloomy = moods.path("words").get(30);
		assertThat(gloomy.path("source").asString()).isEqualTo("lexicon");
		assertThat(gloomy.path("group").asInt()).isEqualTo(4);
		assertThat(gloomy.path("nearest").get(0).path("word").asString()).isEqualTo("lonely");
		assertThat(this.caller.get("/api/v1/moods?version=1&offset=30&limit=5").json().path("words")).hasSize(1);
		assertThat(this.caller.get("/api/v1/moods?limit=1001")).isProblem(422, "invalid-parameter");
	}

	@Test
	void whatIsTooLargeOrOfAnotherTypeIsRefusedAndAForeignPageToo() {
		assertThat(put("word,group\n" + "gloomy,4\n".repeat(1_000_000))).isProblem(413, "too-large");
		assertThat(this.caller.put(PATH, "{}")).isProblem(415, "unsupported-media-type");
		assertThat(this.caller.send("PUT", PATH, BodyPublishers.ofString("word,group\ngloomy,4\n"), "Content-Type",
				"text/csv", "Origin", "https://elsewhere.example"))
			.isProblem(403, "foreign-origin");
		assertThat(put("word,group\n" + "gloomy,4\n".repeat(500_000))).isProblem(422, "invalid-lexicon");
	}

	@Test
	void noRequestIsLostWhileLexiconsComeAndGo() throws Exception {
		AtomicBoolean done = new AtomicBoolean();
		AtomicInteger answered = new AtomicInteger();
		String expected = predict(SAD).text();
		CompletableFuture<Void> calls = CompletableFuture.runAsync(() -> {
			while (!done.get()) {
				assertThat(predict(SAD).text()).isEqualTo(expected);
				answered.incrementAndGet();
			}
		});
		for (int change = 0; change < 5; change++) {
			assertThat(put("word,group\ngloomy" + change + ",4\n")).hasStatus(200);
			assertThat(predict("{\"moods\": \"gloomy" + change + "\", \"length\": 1}")).hasStatus(200);
		}
		done.set(true);
		calls.get();
		assertThat(answered.get()).isPositive();
	}

	private Answer put(String csv) {
		return this.caller.send("PUT", PATH, BodyPublishers.ofByteArray(csv.getBytes(StandardCharsets.UTF_8)),
				"Content-Type", "text/csv");
	}

	private Answer predict(String json) {
		return this.caller.post("/api/v1/predictions", json);
	}

}
