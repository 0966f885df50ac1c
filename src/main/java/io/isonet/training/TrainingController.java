package io.isonet.training;

import java.io.IOException;
import java.net.URI;
import java.util.List;

import io.isonet.problem.ProblemError;
import io.isonet.problem.ProblemException;
import io.isonet.problem.ProblemResponse;
import io.isonet.problem.ProblemType;
import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Encoding;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/// Trainings over HTTP.
@RestController
@RequestMapping("/api/v1/trainings")
@Tag(name = "Trainings", description = "Playlists with moods in, a new version of a model out")
class TrainingController {

	private static final ProblemType INVALID_VERSION = new ProblemType("invalid-version", "Invalid version", 422);

	private final TrainingJobs jobs;

	private final TrainingEventStreams streams;

	TrainingController(TrainingJobs jobs, TrainingEventStreams streams) {
		this.jobs = jobs;
		this.streams = streams;
	}

	@PostMapping(consumes = MediaType.MULTIPART_FORM_DATA_VALUE, produces = MediaType.APPLICATION_JSON_VALUE)
	@Operation(operationId = "startTraining",
			summary = "Train a model from a CSV of labelled playlists, or a version again",
			description = "The file and the settings are checked before the answer; the training itself runs when those "
					+ "before it have ended. GET /api/v1/examples/playlists.csv gives a file to try. As JSON, `from` names a "
					+ "version that is trained again with the same data, settings and seed; the result is never activated, and "
					+ "its manifest says under `provenance.reproduction` whether the weights of both are equal to the bit.")
	@RequestBody(required = true,
			content = {
					@Content(mediaType = MediaType.MULTIPART_FORM_DATA_VALUE,
							schema = @Schema(implementation = TrainingForm.class),
							encoding = @Encoding(name = "settings", contentType = MediaType.APPLICATION_JSON_VALUE)),
					@Content(mediaType = MediaType.APPLICATION_JSON_VALUE,
							schema = @Schema(implementation = ReproductionRequest.class),
							examples = @ExampleObject("{\"from\": {\"model\": \"isonet\", \"version\": 2}}")) })
	@ApiResponse(responseCode = "202", description = "Accepted; Location is the job",
			content = @Content(mediaType = MediaType.APPLICATION_JSON_VALUE,
					schema = @Schema(implementation = TrainingJob.class)))
	@ProblemResponse(status = 400, description = "malformed-upload, malformed-json, invalid-request: it cannot be read")
	@ProblemResponse(status = 404, description = "unknown-model, unknown-version, unknown-alias: `from` names nothing")
	@ProblemResponse(status = 413, description = "too-large: a part or the body is beyond the limit")
	@ProblemResponse(status = 415, description = "unsupported-media-type: send multipart/form-data or application/json")
	@ProblemResponse(status = 422,
			description = "invalid-upload, invalid-settings, evaluation-refused, invalid-vocabulary, "
					+ "invalid-playlist-file: every fault, with line and column; invalid-version: `from` names no version; "
					+ "not-reproducible: its data or settings are not here")
	@ProblemResponse(status = 429, description = "training-queue-full, with Retry-After")
	ResponseEntity<TrainingJob> accept(HttpServletRequest request) throws IOException, ServletException {
		PlaylistUpload upload = PlaylistUpload.of(request);
		return accepted(this.jobs.accept(upload.file(), upload.vocabulary(), upload.settings()));
	}

	/// Documented with the other form: one call has one description.
	@Hidden
	@PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE, produces = MediaType.APPLICATION_JSON_VALUE)
	ResponseEntity<TrainingJob> reproduce(
			@org.springframework.web.bind.annotation.RequestBody ReproductionRequest request) throws IOException {
		ReproductionRequest.VersionName from = request.from();
		if (from == null || from.model() == null) {
			throw invalidVersion("/from",
					"'from' names a version: {\"from\": {\"model\": \"isonet\", \"version\": 3}}.");
		}
		return accepted(this.jobs.reproduce(from.model(), version(from.version(), "/from/version")));
	}

	@GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
	@Operation(operationId = "listTrainings", summary = "The trainings, newest first")
	@ApiResponse(responseCode = "200", description = "The jobs")
	@ProblemResponse(status = 422, description = "invalid-parameter")
	TrainingList list(@Parameter(description = "Most jobs to list",
			schema = @Schema(type = "integer", minimum = "1", maximum = "1000", defaultValue = "50"),
			example = "50") @RequestParam(defaultValue = "50") int limit) {
		return new TrainingList(this.jobs.jobs(limit));
	}

	@GetMapping(path = "/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
	@Operation(operationId = "getTraining", summary = "One training")
	@ApiResponse(responseCode = "200", description = "The job")
	@ProblemResponse(status = 404, description = "unknown-training")
	TrainingJob job(@PathVariable String id) {
		return this.jobs.job(id);
	}

	@GetMapping(path = "/{id}/events")
	@Operation(operationId = "followTraining", summary = "Follow a training",
			description = "Server-sent events: `epoch` after each epoch, `evaluation` with the progress every two seconds of the evaluation "
					+ "that follows, then `finished` with the job. With `Last-Event-ID` the stream goes on after that event; 204 where nothing is left.")
	@ApiResponse(responseCode = "200", description = "The events",
			content = @Content(mediaType = MediaType.TEXT_EVENT_STREAM_VALUE, schema = @Schema(type = "string"),
					examples = @ExampleObject("id: 1\nevent: epoch\ndata: {\"epoch\": 1, \"trainLoss\": 0.91, "
							+ "\"validationLoss\": null, \"epochsPerSecond\": 9.1}\n\n")))
	@ApiResponse(responseCode = "204", description = "The job has ended and the follower has every event")
	@ProblemResponse(status = 404, description = "unknown-training")
	@ProblemResponse(status = 422, description = "invalid-parameter: Last-Event-ID is not one of this stream")
	@ProblemResponse(status = 503, description = "too-many-followers, with Retry-After")
	ResponseEntity<SseEmitter> events(@PathVariable String id,
			@RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId) {
		return this.streams.answer(this.jobs.job(id), lastEventId);
	}

	@DeleteMapping(path = "/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
	@Operation(operationId = "cancelTraining", summary = "Cancel a training that waits or runs")
	@ApiResponse(responseCode = "200", description = "The job, CANCELLED")
	@ProblemResponse(status = 404, description = "unknown-training")
	@ProblemResponse(status = 409, description = "training-finished: it has ended already")
	TrainingJob cancel(@PathVariable String id) {
		return this.jobs.cancel(id);
	}

	private static ResponseEntity<TrainingJob> accepted(TrainingJob job) {
		return ResponseEntity.accepted().location(URI.create(job.kind().path(job.id()))).body(job);
	}

	/// A version as a request names it: a number or an alias.
	static String version(@Nullable JsonNode version, String pointer) {
		if (version == null || !(version.isString() || version.isIntegralNumber())) {
			throw invalidVersion(pointer, "A version is a number, such as 3, or an alias, such as \"champion\".");
		}
		return version.asString();
	}

	static ProblemException invalidVersion(String pointer, String detail) {
		return new ProblemException(INVALID_VERSION, detail, List.of(ProblemError.at(pointer, detail)));
	}

	@Schema(name = "TrainingList")
	record TrainingList(List<TrainingJob> trainings) {
	}

	@Schema(name = "ReproductionRequest", additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
	record ReproductionRequest(@Schema(description = "The version to train again",
			requiredMode = Schema.RequiredMode.REQUIRED) @Nullable VersionName from) {

		@Schema(name = "VersionName", additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
		record VersionName(
				@Schema(example = "isonet", requiredMode = Schema.RequiredMode.REQUIRED) @Nullable String model,
				@Schema(description = "Number or alias", example = "3", oneOf = {
						Integer.class, String.class },
						requiredMode = Schema.RequiredMode.REQUIRED) @Nullable JsonNode version){
		}

	}

	@Schema(name = "TrainingForm", additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
	record TrainingForm(@Schema(type = "string", format = "binary", requiredMode = Schema.RequiredMode.REQUIRED,
			description = "Playlists as CSV: one line a track (playlist, position, moods, the features by name), or "
					+ "one line a playlist (moods_states, features)") String file,
			@Schema(type = "string", format = "binary",
					description = "Word -> token id as JSON, for files that hold token ids") String vocabulary,
			SettingsForm settings) {
	}

}
