package io.isonet.training;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import io.isonet.problem.Excerpt;
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
import jakarta.servlet.http.Part;
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

	private static final ProblemType INVALID_UPLOAD = new ProblemType("invalid-upload", "The upload has wrong parts",
			422);

	private static final ProblemType INVALID_VERSION = new ProblemType("invalid-version", "Invalid version", 422);

	private static final Set<String> PARTS = new TreeSet<>(Set.of("file", "vocabulary", "settings"));

	private static final int MOST_LISTED = 1000;

	/// Parts of JSON are read as a whole.
	private static final int LARGEST_JSON = 1 << 20;

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
		checkParts(request);
		Part file = part(request, "file");
		if (file == null) {
			throw invalidUpload("The part 'file' is missing: the CSV of playlists, as in curl -F file=@playlists.csv.");
		}
		byte[] settings = bytes(part(request, "settings"));
		byte[] vocabulary = bytes(part(request, "vocabulary"));
		TrainingJob job = this.jobs.accept(new UploadedPart(file), (vocabulary.length > 0) ? vocabulary : null,
				settings);
		return accepted(job);
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
		JsonNode version = from.version();
		if (version == null || !(version.isString() || version.isIntegralNumber())) {
			throw invalidVersion("/from/version",
					"A version is a number, such as 3, or an alias, such as \"champion\".");
		}
		return accepted(this.jobs.reproduce(from.model(), version.asString()));
	}

	@GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
	@Operation(operationId = "listTrainings", summary = "The trainings, newest first")
	@ApiResponse(responseCode = "200", description = "The jobs")
	@ProblemResponse(status = 422, description = "invalid-parameter")
	TrainingList list(@Parameter(description = "Most jobs to list",
			schema = @Schema(type = "integer", minimum = "1", maximum = "1000", defaultValue = "50"),
			example = "50") @RequestParam(defaultValue = "50") int limit) {
		if (limit < 1 || limit > MOST_LISTED) {
			String detail = "limit is 1 to " + MOST_LISTED + ", not " + limit + ".";
			throw new ProblemException(ProblemType.INVALID_PARAMETER, detail);
		}
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
			description = "Server-sent events: `epoch` after each epoch, then `finished` with the job. With "
					+ "`Last-Event-ID` the stream goes on after that event; 204 where nothing is left.")
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
		TrainingJob job = this.jobs.job(id);
		int after = lastEvent(lastEventId, this.jobs.lastEvent(id));
		if (job.state().isFinal() && this.jobs.events(id, after).isEmpty()) {
			return ResponseEntity.noContent().build();
		}
		return ResponseEntity.ok()
			.contentType(MediaType.TEXT_EVENT_STREAM)
			.header("Cache-Control", "no-store")
			.body(this.streams.follow(id, after));
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
		return ResponseEntity.accepted().location(URI.create("/api/v1/trainings/" + job.id())).body(job);
	}

	private static void checkParts(HttpServletRequest request) throws IOException, ServletException {
		List<String> unknown = request.getParts()
			.stream()
			.map(Part::getName)
			.filter((name) -> !PARTS.contains(name))
			.distinct()
			.limit(10)
			.map(Excerpt::unquoted)
			.toList();
		if (!unknown.isEmpty()) {
			throw invalidUpload(
					"Unknown part '" + String.join("', '", unknown) + "', known are " + String.join(", ", PARTS) + ".");
		}
		Set<String> twice = request.getParts()
			.stream()
			.collect(Collectors.groupingBy(Part::getName, Collectors.counting()))
			.entrySet()
			.stream()
			.filter((entry) -> entry.getValue() > 1)
			.map(Map.Entry::getKey)
			.collect(Collectors.toCollection(TreeSet::new));
		if (!twice.isEmpty()) {
			throw invalidUpload("The part '" + String.join("', '", twice) + "' stands more than once.");
		}
	}

	/// A part that is there and not empty; a page sends an empty one for a file that was
	/// not chosen.
	private static @Nullable Part part(HttpServletRequest request, String name) throws IOException, ServletException {
		Part part = request.getPart(name);
		boolean chosen = part != null && (part.getSize() > 0 || name.equals("file"));
		return chosen ? part : null;
	}

	private static byte[] bytes(@Nullable Part part) throws IOException {
		if (part == null) {
			return new byte[0];
		}
		if (part.getSize() > LARGEST_JSON) {
			throw new ProblemException(ProblemType.TOO_LARGE,
					"The part '" + part.getName() + "' is larger than " + LARGEST_JSON + " bytes.");
		}
		try (InputStream in = part.getInputStream()) {
			return in.readAllBytes();
		}
	}

	private static int lastEvent(@Nullable String header, int newest) {
		if (header == null || header.isBlank()) {
			return 0;
		}
		String id = header.strip();
		if (!id.matches("\\d{1,9}") || Integer.parseInt(id) > newest) {
			throw new ProblemException(ProblemType.INVALID_PARAMETER,
					"Last-Event-ID is the id of an event of this stream, a whole number up to " + newest + " so far.");
		}
		return Integer.parseInt(id);
	}

	private static ProblemException invalidVersion(String pointer, String detail) {
		return new ProblemException(INVALID_VERSION, detail, List.of(ProblemError.at(pointer, detail)));
	}

	private static ProblemException invalidUpload(String detail) {
		return new ProblemException(INVALID_UPLOAD, detail,
				List.of(new ProblemError(null, null, null, detail, List.copyOf(PARTS))));
	}

	private record UploadedPart(Part part) implements Upload {

		@Override
		public InputStream open() throws IOException {
			return this.part.getInputStream();
		}

		@Override
		public long size() {
			return this.part.getSize();
		}

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
