package io.isonet.inference;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import io.isonet.mood.MoodSequence;
import io.isonet.network.PaceCurve;
import io.isonet.problem.Excerpt;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/// Predictions over HTTP.
@RestController
@RequestMapping(path = "/api/v1/predictions", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Predictions", description = "Moods in, the sound of a playlist out")
class PredictionController {

	private final TrajectoryPredictor predictor;

	private final RequestArrivals arrivals;

	private final PredictionProperties properties;

	PredictionController(TrajectoryPredictor predictor, RequestArrivals arrivals, PredictionProperties properties) {
		this.predictor = predictor;
		this.arrivals = arrivals;
		this.properties = properties;
	}

	@PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
	@Operation(operationId = "predict", summary = "Predict the features of each track of a playlist",
			description = "Answers with one row of features for each track, from the first mood state to the last.")
	@io.swagger.v3.oas.annotations.parameters.RequestBody(required = true,
			content = @Content(schema = @Schema(implementation = PredictionRequest.class),
					examples = {
							@ExampleObject(name = "text", summary = "Moods as text",
									value = "{\"moods\": \"sad, lonely to serene to powerful\", \"length\": 20}"),
							@ExampleObject(name = "lists", summary = "Moods as lists, with the attention",
									value = "{\"moods\": [[\"sad\", \"lonely\"], [\"serene\"], [\"powerful\"]], "
											+ "\"length\": 10, \"includeAttention\": true}"),
							@ExampleObject(name = "version", summary = "A version by its number",
									value = "{\"moods\": \"tense to calm\", \"length\": 8, \"model\": \"isonet\", "
											+ "\"version\": 1}"),
							@ExampleObject(name = "urgency", summary = "What can wait, and for how long",
									value = "{\"moods\": \"tense to calm\", \"length\": 8, \"priority\": \"low\", "
											+ "\"timeoutMillis\": 5000}"),
							@ExampleObject(name = "shares", summary = "The second state for half of the playlist",
									value = "{\"moods\": \"sad, lonely to serene to powerful\", \"length\": 20, "
											+ "\"pace\": {\"shares\": [1, 2, 1]}}"),
							@ExampleObject(name = "hold", summary = "Each state kept still for half of its share",
									value = "{\"moods\": \"sad, lonely to serene to powerful\", \"length\": 20, "
											+ "\"pace\": {\"hold\": 0.5}}"),
							@ExampleObject(name = "curve", summary = "Half of the way after 0.3 of the playlist",
									value = "{\"moods\": \"sad, lonely to serene to powerful\", \"length\": 20, "
											+ "\"pace\": {\"curve\": [[0, 0], [0.3, 0.5], [1, 1]]}}"),
							@ExampleObject(name = "spread", summary = "With the bounds of 9 of 10 tracks",
									value = "{\"moods\": \"tense to calm\", \"length\": 8, "
											+ "\"spread\": {\"level\": 0.9}}") }))
	@ApiResponse(responseCode = "200", description = "The trajectory")
	@PredictionProblems
	PredictionAnswer predict(@RequestBody PredictionRequest request) {
		return predict(List.of(request), List.of("")).getFirst();
	}

	@PostMapping(path = "/batch", consumes = MediaType.APPLICATION_JSON_VALUE)
	@Operation(operationId = "predictBatch", summary = "Predict many playlists in one call",
			description = "Answers in the order of the requests; if one has a fault, none is computed and all faults are "
					+ "reported.")
	@io.swagger.v3.oas.annotations.parameters.RequestBody(required = true,
			content = @Content(schema = @Schema(implementation = BatchRequest.class),
					examples = @ExampleObject(value = "{\"requests\": [{\"moods\": \"sad to happy\", \"length\": 5}, "
							+ "{\"moods\": \"angry to calm\", \"length\": 10}]}")))
	@ApiResponse(responseCode = "200", description = "The trajectories")
	@PredictionProblems
	BatchAnswer predict(@RequestBody BatchRequest batch) {
		List<@Nullable PredictionRequest> requests = batch.requests();
		Faults faults = new Faults();
		if (requests == null || requests.isEmpty() || requests.size() > this.properties.maxRequests()) {
			faults.add("/requests", "A batch has 1 to " + this.properties.maxRequests() + " requests.");
			faults.throwIfAny();
		}
		List<PredictionRequest> present = new ArrayList<>();
		List<String> pointers = new ArrayList<>();
		for (@Nullable
		PredictionRequest request : Objects.requireNonNull(requests)) {
			String pointer = "/requests/" + pointers.size();
			pointers.add(pointer);
			if (request == null) {
				faults.add(pointer, "Here stands null, not a request.");
			}
			else {
				present.add(request);
			}
		}
		faults.throwIfAny();
		return new BatchAnswer(predict(present, pointers));
	}

	private List<PredictionAnswer> predict(List<PredictionRequest> requests, List<String> pointers) {
		long arrived = this.arrivals.take();
		Faults faults = new Faults();
		List<Journey> journeys = new ArrayList<>();
		long tracks = 0;
		for (int i = 0; i < requests.size(); i++) {
			PredictionRequest request = requests.get(i);
			String pointer = pointers.get(i);
			int length = length(request.length(), pointer, faults);
			tracks += length;
			String version = version(request.version(), pointer, faults);
			Urgency urgency = request.urgency(pointer, faults);
			MoodSequence moods = faults.read(() -> MoodSequence.fromJson(request.moods(), pointer + "/moods"));
			PaceCurve pace = request.pace(moods, pointer, faults);
			Double spreadLevel = request.spreadLevel(pointer, faults);
			if (moods != null) {
				journeys.add(new Journey(moods, length, pace, spreadLevel, request.model(), version, urgency, pointer));
			}
		}
		if (tracks > this.properties.maxTracks()) {
			faults.add("", "The requests ask for " + tracks + " tracks together, at most " + this.properties.maxTracks()
					+ " are computed in one call.");
		}
		checkVersions(journeys, faults);
		if (!faults.isEmpty()) {
			faults.collect(() -> this.predictor.check(journeys));
			faults.throwIfAny();
		}
		List<Prediction> predictions = this.predictor.predict(journeys, arrived);
		List<PredictionAnswer> answers = new ArrayList<>(predictions.size());
		for (int i = 0; i < predictions.size(); i++) {
			answers
				.add(PredictionAnswer.of(predictions.get(i), Boolean.TRUE.equals(requests.get(i).includeAttention())));
		}
		return answers;
	}

	/// All versions of a call are in memory at once, beside those of other calls.
	private void checkVersions(List<Journey> journeys, Faults faults) {
		record Named(@Nullable String model, @Nullable String version) {
		}
		long versions = journeys.stream()
			.map((journey) -> new Named(journey.model(), journey.version()))
			.distinct()
			.count();
		if (versions > this.properties.loadedVersions()) {
			faults.add("", "The requests name " + versions + " versions, at most " + this.properties.loadedVersions()
					+ " are used in one call.");
			faults.throwIfAny();
		}
	}

	private int length(@Nullable JsonNode length, String pointer, Faults faults) {
		if (length == null || !length.isInt() || length.intValue() < 1
				|| length.intValue() > this.properties.maxLength()) {
			String found = (length == null) ? "missing" : Excerpt.unquoted(length.toString());
			faults.add(pointer + "/length",
					"The length is " + found + "; it is a whole number from 1 to " + this.properties.maxLength() + ".");
			return 0;
		}
		return length.intValue();
	}

	private static @Nullable String version(@Nullable JsonNode version, String pointer, Faults faults) {
		if (version == null || version.isNull()) {
			return null;
		}
		if (version.isString() && !version.stringValue().isBlank()) {
			return version.stringValue();
		}
		if (version.isIntegralNumber()) {
			return version.asString();
		}
		faults.add(pointer + "/version", "A version is a number, such as 3, or an alias, such as \"champion\".");
		return null;
	}

	@Schema(name = "BatchPredictionRequest", additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
	record BatchRequest(@ArraySchema(minItems = 1, maxItems = 1000, arraySchema = @Schema(
			requiredMode = Schema.RequiredMode.REQUIRED)) @Nullable List<@Nullable PredictionRequest> requests) {
	}

	@Schema(name = "BatchPrediction")
	record BatchAnswer(List<PredictionAnswer> predictions) {
	}

}
