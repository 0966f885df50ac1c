package io.isonet;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

import static io.isonet.AnswerAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/// The OpenAPI document: complete, and true when tried.
@RunningService
class OpenApiHttpTests {

	private static final List<String> CALLS = List.of("POST /api/v1/predictions", "POST /api/v1/predictions/batch",
			"GET /api/v1/moods", "PUT /api/v1/lexicon", "GET /api/v1/lexicon", "GET /api/v1/lexicon/file",
			"DELETE /api/v1/lexicon", "POST /api/v1/trainings", "GET /api/v1/trainings", "GET /api/v1/trainings/{id}",
			"GET /api/v1/trainings/{id}/events", "DELETE /api/v1/trainings/{id}", "GET /api/v1/examples/playlists.csv",
			"POST /api/v1/evaluations", "GET /api/v1/evaluations", "GET /api/v1/evaluations/{id}",
			"GET /api/v1/evaluations/{id}/events", "DELETE /api/v1/evaluations/{id}",
			"GET /api/v1/evaluations/{id}/report", "GET /api/v1/models", "GET /api/v1/models/{name}",
			"GET /api/v1/models/{name}/versions/{version}", "GET /api/v1/models/{name}/versions/{version}/metrics",
			"GET /api/v1/models/{name}/versions/{version}/files/{file}", "GET /api/v1/models/{name}/aliases/{alias}",
			"PUT /api/v1/models/{name}/aliases/{alias}", "POST /api/v1/models/{name}/versions",
			"GET /api/v1/models/{name}/versions/{version}/archive", "DELETE /api/v1/models/{name}/versions/{version}",
			"POST /api/v1/models/{name}/aliases/{alias}/rollback", "GET /api/v1/models/{name}/aliases/{alias}/history");

	private final Caller caller;

	private final JsonNode document;

	OpenApiHttpTests(@LocalServerPort int port) {
		this.caller = new Caller(port);
		this.document = this.caller.get("/v3/api-docs").json();
	}

	@Test
	void everyCallIsThereAndSaysWhatItDoes() {
		assertThat(calls()).extracting(Call::name).containsAll(CALLS);
		assertThat(calls()).allSatisfy((call) -> {
			assertThat(call.operation().path("summary").asString("")).as(call.name()).isNotBlank();
			assertThat(call.operation().path("tags")).as(call.name()).isNotEmpty();
			assertThat(call.operation().path("operationId").asString("")).as(call.name()).doesNotContain("_");
		});
	}

	@Test
	void everyFailureIsDocumentedAsAProblem() {
		assertThat(calls()).allSatisfy((call) -> {
			JsonNode responses = call.operation().path("responses");
			assertThat(responses.propertyNames()).as(call.name()).contains("default");
			// an import creates the model that it names
			if (call.path().contains("{") && !call.name().equals("POST /api/v1/models/{name}/versions")) {
				assertThat(responses.propertyNames()).as(call.name()).contains("404");
			}
			if (call.operation().has("requestBody")) {
				assertThat(responses.propertyNames()).as(call.name()).contains("400", "413", "415", "422");
			}
			responses.propertyStream()
				.filter((response) -> response.getKey().matches("[45]..|default"))
				.forEach((response) -> assertThat(response.getValue()
					.path("content")
					.path("application/problem+json")
					.path("schema")
					.path("$ref")
					.asString("")).as("%s %s", call.name(), response.getKey())
					.isEqualTo("#/components/schemas/Problem"));
		});
	}

	@Test
	void everyReferenceLeadsSomewhere() {
		assertThat(this.document.findValuesAsString("$ref")).isNotEmpty().allSatisfy((reference) -> {
			assertThat(reference).startsWith("#/");
			assertThat(this.document.at(reference.substring(1)).isMissingNode()).as(reference).isFalse();
		});
	}

	@Test
	void everyExampleOfABodyIsAnswered() {
		Trainings trainings = new Trainings(this.caller);
		// version 2 of the shipped model, which an example names
		trainings.awaitEnd(trainings.start("{\"preset\": \"notebook\", \"epochs\": 1}"));
		List<Call> withJson = calls().stream().filter((call) -> call.operation().has("requestBody")).toList();
		for (Call call : withJson) {
			JsonNode content = call.operation().path("requestBody").path("content");
			if (!content.has("application/json")) {
				continue;
			}
			List<JsonNode> examples = examples(content.path("application/json"));
			assertThat(examples).as(call.name()).isNotEmpty();
			for (JsonNode example : examples) {
				Answer answer = this.caller.send(call.method(), call.pathOfExample(),
						BodyPublishers.ofString(example.toString()), "Content-Type", "application/json");
				assertThat(answer.status()).as("%s: %s", call.name(), answer).isBetween(200, 202);
				if (answer.status() == 202) {
					trainings.awaitEnd(answer.header("Location").orElseThrow());
				}
			}
		}
	}

	@Test
	void everyExampleOfAParameterIsAnswered() {
		for (Call call : calls()) {
			// there is no lexicon unless somebody loads one
			if (call.method().equals("GET") && !call.path().contains("{id}")
					&& !call.path().endsWith("/lexicon/file")) {
				assertThat(this.caller.get(call.pathOfExample())).hasStatus(200);
			}
		}
	}

	@Test
	void trainingHasItsFormAndItsJson() {
		JsonNode content = this.document.path("paths").path("/api/v1/trainings").at("/post/requestBody/content");
		assertThat(content.propertyNames()).containsExactlyInAnyOrder("multipart/form-data", "application/json");
		assertThat(content.path("multipart/form-data").at("/schema/$ref").asString()).endsWith("/TrainingForm");
	}

	@Test
	void whatAVersionIsWorthHasItsSchema() {
		JsonNode schemas = this.document.at("/components/schemas");
		assertThat(schemas.at("/Metrics/properties/evaluation/$ref").asString()).endsWith("/EvaluationReport");
		assertThat(schemas.at("/EvaluationReport/properties/rows/items/$ref").asString()).endsWith("/EvaluationRow");
		assertThat(schemas.at("/EvaluationRow/properties/mseZ/type").asString()).isEqualTo("number");
	}

	@Test
	void paceIsOneOfThreeAndItsExampleIsAnswered() {
		JsonNode pace = this.document.at("/components/schemas/Pace");
		assertThat(pace.path("properties").propertyNames()).containsExactlyInAnyOrder("shares", "hold", "curve");
		assertThat(pace.path("minProperties").asInt()).isEqualTo(1);
		assertThat(pace.path("maxProperties").asInt()).isEqualTo(1);
		assertThat(pace.path("additionalProperties").asBoolean(true)).isFalse();
		assertThat(pace.at("/properties/shares/items/type").asString()).isEqualTo("number");
		assertThat(pace.at("/properties/curve/items/items/type").asString()).isEqualTo("number");
		assertThat(this.document.at("/components/schemas/PredictionRequest/properties/pace").toString())
			.contains("#/components/schemas/Pace");
		assertThat(this.caller.post("/api/v1/predictions",
				"{\"moods\": \"sad to happy\", \"length\": 5, \"pace\": " + pace.path("example") + "}"))
			.hasStatus(200);
		System.out
			.println("SCHEMA " + pace + this.document.at("/components/schemas/PredictionRequest/properties/pace"));
	}

	@Test
	void exampleOfATrainingIsAccepted() {
		Trainings trainings = new Trainings(this.caller);
		String settings = this.document.at("/components/schemas/TrainingSettings/example").toString();
		trainings.awaitEnd(trainings.start(settings));
	}

	@ParameterizedTest
	@ValueSource(strings = { "/swagger-ui/index.html", "/swagger-ui/swagger-ui-bundle.js",
			"/swagger-ui/swagger-initializer.js", "/v3/api-docs/swagger-config", "/v3/api-docs.yaml" })
	void pageIsServed(String path) {
		assertThat(this.caller.get(path)).hasStatus(200);
	}

	private List<Call> calls() {
		List<Call> calls = new ArrayList<>();
		this.document.path("paths")
			.propertyStream()
			.forEach((path) -> path.getValue()
				.propertyStream()
				.forEach((operation) -> calls
					.add(new Call(operation.getKey().toUpperCase(), path.getKey(), operation.getValue()))));
		return calls;
	}

	private static List<JsonNode> examples(JsonNode content) {
		Stream<JsonNode> one = content.has("example") ? Stream.of(content.path("example")) : Stream.empty();
		return Stream.concat(one, content.path("examples").valueStream().map((example) -> example.path("value")))
			.toList();
	}

	private record Call(String method, String path, JsonNode operation) {

		String name() {
			return this.method + " " + this.path;
		}

		/// The path with the examples of its parameters in their places.
		String pathOfExample() {
			String filled = this.path;
			String separator = "?";
			for (JsonNode parameter : this.operation.path("parameters")) {
				String name = parameter.path("name").asString();
				String example = parameter.path("example").asString("");
				if (parameter.path("in").asString().equals("path")) {
					filled = filled.replace("{" + name + "}", example);
				}
				else if (!example.isEmpty()) {
					filled += separator + name + "=" + example;
					separator = "&";
				}
			}
			return filled;
		}

	}

}
