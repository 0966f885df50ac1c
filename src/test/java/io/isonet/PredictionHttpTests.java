package io.isonet;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.isonet.audio.AudioFeature;
import io.isonet.audio.FeatureSchema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

import static io.isonet.AnswerAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/// Predictions from the model that ships.
@RunningService
class PredictionHttpTests {

	private static final String PATH = "/api/v1/predictions";

	private final Caller caller;

	PredictionHttpTests(@LocalServerPort int port) {
		this.caller = new Caller(port);
	}

	@Test
	void journeyHasOneRowATrackAndOneColumnAFeature() {
		JsonNode prediction = predict("{\"moods\": \"sad, lonely to serene to powerful\", \"length\": 20}");
		assertThat(prediction.path("model").path("name").asString()).isEqualTo("isonet");
		assertThat(prediction.path("model").path("version").asInt()).isEqualTo(1);
		assertThat(prediction.path("features")).hasSize(11);
		assertThat(prediction.path("trajectory")).hasSize(20).allSatisfy((row) -> assertThat(row).hasSize(11));
		assertThat(prediction.has("attention")).isFalse();
	}

	@Test
	void textAndListsAreTheSameJourney() {
		JsonNode text = predict("{\"moods\": \"Sad,  LONELY to serene\", \"length\": 7}");
		JsonNode lists = predict("{\"moods\": [[\"sad\", \"lonely\"], [\"serene\"]], \"length\": 7}");
		assertThat(text).isEqualTo(lists);
	}

	@Test
	void figuresAreWithinTheRangeOfTheirFeature() {
		JsonNode config = this.caller.get("/api/v1/models/isonet/versions/champion/files/config.json").json();
		JsonNode prediction = predict("{\"moods\": \"angry, tense to calm to happy\", \"length\": 500}");
		for (JsonNode row : prediction.path("trajectory")) {
			for (int f = 0; f < row.size(); f++) {
				JsonNode feature = config.path("features").get(f);
				assertThat(prediction.path("features").get(f)).isEqualTo(feature.path("name"));
				assertThat(row.get(f).asDouble()).isBetween(feature.path("min").asDouble(),
						feature.path("max").asDouble());
			}
		}
	}

	@Test
	void attentionOfEachTrackSumsToOne() {
		JsonNode prediction = predict(
				"{\"moods\": \"sad, lonely to serene\", \"length\": 9, \"includeAttention\": true}");
		assertThat(prediction.path("attention")).hasSize(9).allSatisfy((weights) -> {
			assertThat(weights).hasSize(25);
			double sum = weights.valueStream().mapToDouble(JsonNode::asDouble).sum();
			assertThat(sum).isCloseTo(1, within(1e-5));
		});
	}

	@Test
	void oneTrackAndTheLongestPlaylistAreAnswered() {
		assertThat(predict("{\"moods\": \"sad\", \"length\": 1}").path("trajectory")).hasSize(1);
		assertThat(predict("{\"moods\": \"sad\", \"length\": 500}").path("trajectory")).hasSize(500);
	}

	@Test
	void batchAnswersInOrderWhatSingleCallsAnswer() {
		String first = "{\"moods\": \"sad to happy\", \"length\": 5}";
		String second = "{\"moods\": \"angry to calm\", \"length\": 10}";
		Answer batch = this.caller.post(PATH + "/batch", "{\"requests\": [" + first + ", " + second + "]}");
		assertThat(batch).hasStatus(200);
		JsonNode predictions = batch.json().path("predictions");
		assertThat(predictions).hasSize(2);
		assertSameFigures(predictions.get(0), predict(first));
		assertSameFigures(predictions.get(1), predict(second));
	}

	@Test
	void batchTakesAThousandRequestsAndNoMore() {
		Answer full = this.caller.post(PATH + "/batch", batch(1000));
		assertThat(full).hasStatus(200);
		JsonNode predictions = full.json().path("predictions");
		assertThat(predictions).hasSize(1000);
		for (int i = 0; i < 1000; i++) {
			assertThat(predictions.get(i).path("trajectory")).hasSize(length(i));
		}
		assertSameFigures(predictions.get(999), predict(request(999)));
		Answer beyond = this.caller.post(PATH + "/batch", batch(1001));
		assertThat(beyond).hasStatus(422);
		assertThat(beyond.json().path("errors").get(0).path("pointer").asString()).isEqualTo("/requests");
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"shares\": [1, 2, 1]}", "{\"shares\": [1e308, 1e-308, 1e308]}", "{\"hold\": 0.5}",
			"{\"hold\": 1}", "{\"curve\": [[0, 0], [0.3, 0.5], [1, 1]]}",
			"{\"curve\": [[0, 0], [0.5, 0], [0.6, 1], [1, 1.0]], \"hold\": null}" })
	void ownPaceChangesTheJourneyAloneAndInABatch(String pace) {
		String own = paced(pace);
		JsonNode alone = predict(own);
		assertThat(alone.path("trajectory")).hasSize(20).isNotEqualTo(predict(paced("null")).path("trajectory"));
		Answer batch = this.caller.post(PATH + "/batch",
				"{\"requests\": [" + paced("null") + ", " + own + ", " + paced("{\"hold\": 0}") + "]}");
		assertThat(batch).hasStatus(200);
		assertSameFigures(batch.json().path("predictions").get(0), predict(paced("null")));
		assertSameFigures(batch.json().path("predictions").get(1), alone);
		assertSameFigures(batch.json().path("predictions").get(2), predict(paced("null")));
	}

	@ParameterizedTest
	@ValueSource(strings = { "null", "{\"shares\": [0.1, 0.1, 0.1]}", "{\"hold\": 0}", "{\"curve\": [[0, 0], [1, 1]]}",
			"{\"curve\": [[0, 0], [0.3, 0.3], [1, 1]]}" })
	void standardPaceMayBeAskedForByName(String pace) {
		assertThat(predict(paced(pace))).isEqualTo(predict("{\"moods\": \"sad to calm to happy\", \"length\": 20}"));
	}

	@Test
	void modelWithoutPaceSaysSoAndPredictsWithout() {
		Trainings trainings = new Trainings(this.caller);
		trainings.awaitEnd(trainings.start("{\"preset\": \"notebook\", \"epochs\": 1, \"model\": \"no-pace\"}"));
		String moods = this.caller.get("/api/v1/moods?model=no-pace&version=1").json().path("moods").get(0).asString();
		String plain = "{\"moods\": \"" + moods + "\", \"length\": 5, \"model\": \"no-pace\", \"version\": 1";
		predict(plain + "}");
		predict(plain + ", \"pace\": null}");
		for (String pace : new String[] { "{\"shares\": [1]}", "{\"hold\": 0}", "{\"curve\": [[0, 0], [1, 1]]}" }) {
			String own = plain + ", \"pace\": " + pace + "}";
			assertThat(this.caller.post(PATH, own)).isProblem(422, "invalid-prediction-request")
				.says("Version 1 of 'no-pace' has no pace")
				.hasErrorAt("/pace", "Leave pace out");
			assertThat(this.caller.post(PATH + "/batch", "{\"requests\": [" + paced("null") + ", " + own + "]}"))
				.isProblem(422, "invalid-prediction-request")
				.hasErrorAt("/requests/1/pace", "has no pace");
		}
	}

	@Test
	void trainedVersionAnswersBoundsWhereTheyAreAskedFor() {
		Trainings trainings = new Trainings(this.caller);
		trainings.awaitEnd(trainings.start("{\"epochs\": 5, \"model\": \"spread\"}"));
		String moods = this.caller.get("/api/v1/moods?model=spread&version=1").json().path("moods").get(0).asString();
		JsonNode plain = predict(spread("spread", moods, "null"));
		assertThat(plain.has("spread")).isFalse();
		assertThat(predict(spread("spread", moods, "false"))).isEqualTo(plain);

		JsonNode usual = predict(spread("spread", moods, "true"));
		assertThat(usual.path("trajectory")).isEqualTo(plain.path("trajectory"));
		assertThat(usual.path("warnings")).isEqualTo(plain.path("warnings"));
		assertThat(usual.path("spread").path("level").asDouble()).isEqualTo(.8);
		assertThat(predict(spread("spread", moods, "{\"level\": 0.8}"))).isEqualTo(usual);
		assertBounds(usual);

		JsonNode wide = predict(spread("spread", moods, "{\"level\": 0.95}"));
		assertBounds(wide);
		for (int t = 0; t < 6; t++) {
			for (int f = 0; f < 11; f++) {
				assertThat(bound(wide, "lower", t, f)).isLessThanOrEqualTo(bound(usual, "lower", t, f));
				assertThat(bound(wide, "upper", t, f)).isGreaterThanOrEqualTo(bound(usual, "upper", t, f));
			}
		}
		assertThat(predict(spread("spread", moods, "{\"level\": 0.5}")).path("spread"))
			.isNotEqualTo(usual.path("spread"));

		Answer batch = this.caller
			.post(PATH + "/batch",
					"{\"requests\": ["
							+ String.join(", ", spread("spread", moods, "true"), spread("spread", moods, "false"),
									spread("isonet", moods, "true"), spread("spread", moods, "{\"level\": 0.95}"))
							+ "]}");
		assertThat(batch).hasStatus(200);
		JsonNode predictions = batch.json().path("predictions");
		assertThat(predictions.get(0).path("spread").path("level").asDouble()).isEqualTo(.8);
		assertThat(predictions.get(1).has("spread")).isFalse();
		assertThat(predictions.get(2).has("spread")).isFalse();
		assertThat(predictions.get(3).path("spread").path("level").asDouble()).isEqualTo(.95);
		assertBounds(predictions.get(0));
		assertBounds(predictions.get(3));
	}

	@Test
	void versionThatWasNotEvaluatedHasNoSpreadAndSaysSo() {
		JsonNode prediction = predict(spread("isonet", "true"));
		assertThat(prediction.has("spread")).isFalse();
		assertThat(prediction.path("trajectory")).hasSize(6);
		assertThat(prediction.path("warnings")).hasSize(1);
		assertThat(prediction.path("warnings").get(0).asString()).startsWith("Version 1 of 'isonet' has no spread: ");
		assertThat(predict(spread("isonet", "false")).path("warnings")).isEmpty();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '~',
			value = { "1 | /spread", "\"yes\" | /spread", "[] | /spread", "{} | /spread", "{\"Level\": 0.8} | /spread",
					"{\"level\": 0.8, \"more\": 1} | /spread", "{\"level\": 0.49} | /spread/level",
					"{\"level\": 0.951} | /spread/level", "{\"level\": 80} | /spread/level",
					"{\"level\": 1e400} | /spread/level", "{\"level\": \"0.8\"} | /spread/level",
					"{\"level\": null} | /spread/level", "{\"level\": true} | /spread/level" })
	void levelThatIsNoneIsRefused(String spread, String pointer) {
		assertThat(this.caller.post(PATH, spread("isonet", spread))).isProblem(422, "invalid-prediction-request")
			.hasErrorAt(pointer, "it is ");
		assertThat(this.caller.post(PATH + "/batch",
				"{\"requests\": [" + spread("isonet", "true") + ", " + spread("isonet", spread) + "]}"))
			.isProblem(422, "invalid-prediction-request")
			.hasErrorAt("/requests/1" + pointer, "it is ");
	}

	@Test
	void everyMoodThatIsListedIsKnown() {
		JsonNode known = this.caller.get("/api/v1/moods").json();
		assertThat(known.path("moods")).isNotEmpty();
		assertThat(known.path("maxStates").asInt()).isEqualTo(5);
		assertThat(known.path("maxWordsPerState").asInt()).isEqualTo(5);
		known.path("moods").forEach((mood) -> predict("{\"moods\": \"" + mood.asString() + "\", \"length\": 1}"));
	}

	@Test
	void serviceIsReadyAndCountsItsPredictions() {
		predict("{\"moods\": \"sad\", \"length\": 1}");
		assertThat(this.caller.get("/actuator/health/readiness").json().path("status").asString()).isEqualTo("UP");
		assertThat(this.caller.get("/actuator/health/liveness").json().path("status").asString()).isEqualTo("UP");
		assertThat(this.caller.get("/actuator/prometheus").text()).containsPattern(
				"isonet_prediction_seconds_count\\{[^}]*model=\"isonet\"[^}]*outcome=\"success\"[^}]*version=\"1\"[^}]*} [1-9]");
	}

	@Test
	void whatTheServiceIsMadeOfIsListed() {
		JsonNode bill = this.caller.get("/actuator/sbom/application").json();
		assertThat(bill.path("bomFormat").asString()).isEqualTo("CycloneDX");
		assertThat(bill.path("components").valueStream().map((component) -> component.path("name").asString()))
			.contains("pytorch-engine", "h2", "postgresql");
	}

	private static String spread(String model, String spread) {
		return spread(model, "sad to happy", spread);
	}

	private static String spread(String model, String moods, String spread) {
		return "{\"moods\": \"" + moods + "\", \"length\": 6, \"pace\": {\"hold\": 0.5}, \"model\": \"" + model
				+ "\", \"version\": 1, \"spread\": " + spread + "}";
	}

	private static double bound(JsonNode prediction, String side, int t, int f) {
		return prediction.path("spread").path(side).get(t).get(f).asDouble();
	}

	/// Bounds are there for each number, within the range of its feature and in order.
	private static void assertBounds(JsonNode prediction) {
		List<String> names = FeatureSchema.ELEVEN.names();
		for (int t = 0; t < prediction.path("trajectory").size(); t++) {
			for (int f = 0; f < names.size(); f++) {
				AudioFeature feature = FeatureSchema.ELEVEN.feature(f);
				double lower = bound(prediction, "lower", t, f);
				double upper = bound(prediction, "upper", t, f);
				assertThat(lower).isBetween(feature.min(), upper);
				assertThat(upper).isLessThanOrEqualTo(feature.max());
				if (feature.name().equals("mode")) {
					assertThat(lower).isIn(0d, 1d);
					assertThat(upper).isIn(0d, 1d);
				}
				else if (!feature.name().equals("key")) {
					assertThat(upper).isGreaterThan(lower);
				}
			}
		}
		assertThat(prediction.path("spread").path("upper")).hasSameSizeAs(prediction.path("trajectory"));
	}

	private static String paced(String pace) {
		return "{\"moods\": \"sad to calm to happy\", \"length\": 20, \"pace\": " + pace + "}";
	}

	private static String batch(int requests) {
		return IntStream.range(0, requests)
			.mapToObj(PredictionHttpTests::request)
			.collect(Collectors.joining(", ", "{\"requests\": [", "]}"));
	}

	private static String request(int index) {
		return "{\"moods\": \"sad to happy\", \"length\": " + length(index) + "}";
	}

	private static int length(int index) {
		return 1 + index % 20;
	}

	private JsonNode predict(String json) {
		Answer answer = this.caller.post(PATH, json);
		assertThat(answer).hasStatus(200).hasHeader("Content-Type", "application/json");
		return answer.json();
	}

	private static void assertSameFigures(JsonNode actual, JsonNode expected) {
		JsonNode rows = expected.path("trajectory");
		assertThat(actual.path("trajectory")).hasSameSizeAs(rows);
		for (int t = 0; t < rows.size(); t++) {
			for (int f = 0; f < rows.get(t).size(); f++) {
				assertThat(actual.path("trajectory").get(t).get(f).asDouble()).isCloseTo(rows.get(t).get(f).asDouble(),
						within(1e-3));
			}
		}
	}

}
