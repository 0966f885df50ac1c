package io.isonet.training;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;

import io.isonet.problem.ProblemResponse;
import io.isonet.registry.PagePolicy;
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

import org.springframework.http.HttpHeaders;
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

/// Evaluations over HTTP.
@RestController
@RequestMapping("/api/v1/evaluations")
@Tag(name = "Evaluations", description = "Playlists with moods in, a report of what a model of them is worth out")
class EvaluationController {

	private final EvaluationJobs jobs;

	private final TrainingEventStreams streams;

	EvaluationController(EvaluationJobs jobs, TrainingEventStreams streams) {
		this.jobs = jobs;
		this.streams = streams;
	}

	@PostMapping(consumes = MediaType.MULTIPART_FORM_DATA_VALUE, produces = MediaType.APPLICATION_JSON_VALUE)
	@Operation(operationId = "startEvaluation",
			summary = "Measure settings on a CSV of labelled playlists, or those of a version on its own data",
			description = "What a training with these settings is worth on playlists that it has not seen, beside simple "
					+ "baselines: by cross-validation, or by the `holdout` that the setting `evaluation` asks for. Nothing is "
					+ "published. The file and the settings are checked before the answer; the evaluation itself runs when the jobs "
					+ "before it have ended. GET /api/v1/examples/playlists.csv gives a file to try. As JSON, a version that was "
					+ "trained here is measured by its own data and settings.")
	@RequestBody(required = true,
			content = {
					@Content(mediaType = MediaType.MULTIPART_FORM_DATA_VALUE,
							schema = @Schema(implementation = EvaluationForm.class),
							encoding = @Encoding(name = "settings", contentType = MediaType.APPLICATION_JSON_VALUE)),
					@Content(mediaType = MediaType.APPLICATION_JSON_VALUE,
							schema = @Schema(implementation = VersionToEvaluate.class),
							examples = @ExampleObject("{\"model\": \"isonet\", \"version\": 2}")) })
	@ApiResponse(responseCode = "202", description = "Accepted; Location is the job",
			content = @Content(mediaType = MediaType.APPLICATION_JSON_VALUE,
					schema = @Schema(implementation = EvaluationJob.class)))
	@ProblemResponse(status = 400, description = "malformed-upload, malformed-json, invalid-request: it cannot be read")
	@ProblemResponse(status = 404, description = "unknown-model, unknown-version, unknown-alias")
	@ProblemResponse(status = 413, description = "too-large: a part or the body is beyond the limit")
	@ProblemResponse(status = 415, description = "unsupported-media-type: send multipart/form-data or application/json")
	@ProblemResponse(status = 422,
			description = "invalid-upload, invalid-settings, invalid-vocabulary, invalid-playlist-file: every fault, with line "
					+ "and column; evaluation-refused: what the playlists lack; invalid-version: no version is named; "
					+ "not-evaluable: the version's data or settings are not here")
	@ProblemResponse(status = 429, description = "evaluation-queue-full, with Retry-After")
	ResponseEntity<EvaluationJob> accept(HttpServletRequest request) throws IOException, ServletException {
		PlaylistUpload upload = PlaylistUpload.of(request);
		return accepted(this.jobs.accept(upload.file(), upload.vocabulary(), upload.settings()));
	}

	/// Documented with the other form: one call has one description.
	@Hidden
	@PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE, produces = MediaType.APPLICATION_JSON_VALUE)
	ResponseEntity<EvaluationJob> ofVersion(
			@org.springframework.web.bind.annotation.RequestBody VersionToEvaluate request) throws IOException {
		if (request.model() == null) {
			throw TrainingController.invalidVersion("/model",
					"'model' and 'version' name a version: {\"model\": \"isonet\", \"version\": 3}.");
		}
		return accepted(this.jobs.accept(request.model(), TrainingController.version(request.version(), "/version")));
	}

	@GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
	@Operation(operationId = "listEvaluations", summary = "The evaluations, newest first")
	@ApiResponse(responseCode = "200", description = "The jobs")
	@ProblemResponse(status = 422, description = "invalid-parameter")
	EvaluationList list(@Parameter(description = "Most jobs to list",
			schema = @Schema(type = "integer", minimum = "1", maximum = "1000", defaultValue = "50"),
			example = "50") @RequestParam(defaultValue = "50") int limit) {
		return new EvaluationList(this.jobs.jobs(limit).stream().map(EvaluationJob::of).toList());
	}

	@GetMapping(path = "/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
	@Operation(operationId = "getEvaluation", summary = "One evaluation")
	@ApiResponse(responseCode = "200", description = "The job")
	@ProblemResponse(status = 404, description = "unknown-evaluation")
	EvaluationJob job(@PathVariable String id) {
		return EvaluationJob.of(this.jobs.job(id));
	}

	@GetMapping(path = "/{id}/events")
	@Operation(operationId = "followEvaluation", summary = "Follow an evaluation",
			description = "Server-sent events: `evaluation` with the progress every two seconds, then `finished` with the job. "
					+ "With `Last-Event-ID` the stream goes on after that event; 204 where nothing is left.")
	@ApiResponse(responseCode = "200", description = "The events",
			content = @Content(mediaType = MediaType.TEXT_EVENT_STREAM_VALUE, schema = @Schema(type = "string"),
					examples = @ExampleObject("id: 1\nevent: evaluation\ndata: {\"done\": 3, \"total\": 20, "
							+ "\"unit\": \"fold\", \"secondsLeft\": 12}\n\n")))
	@ApiResponse(responseCode = "204", description = "The job has ended and the follower has every event")
	@ProblemResponse(status = 404, description = "unknown-evaluation")
	@ProblemResponse(status = 422, description = "invalid-parameter: Last-Event-ID is not one of this stream")
	@ProblemResponse(status = 503, description = "too-many-followers, with Retry-After")
	ResponseEntity<SseEmitter> events(@PathVariable String id,
			@RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId) {
		return this.streams.answer(this.jobs.job(id), lastEventId);
	}

	@GetMapping(path = "/{id}/report", produces = { MediaType.APPLICATION_JSON_VALUE, MediaType.TEXT_HTML_VALUE })
	@Operation(operationId = "getEvaluationReport", summary = "What an evaluation has found",
			description = "As JSON, or as a page to read where `Accept` prefers `text/html`, as a browser does.")
	@ApiResponse(responseCode = "200", description = "The report",
			content = {
					@Content(mediaType = MediaType.APPLICATION_JSON_VALUE,
							schema = @Schema(implementation = ReportForm.class)),
					@Content(mediaType = MediaType.TEXT_HTML_VALUE, schema = @Schema(type = "string")) })
	@ProblemResponse(status = 404, description = "unknown-evaluation; no-report: it has failed, or was cancelled")
	@ProblemResponse(status = 406, description = "not-acceptable: there is JSON and HTML")
	@ProblemResponse(status = 409, description = "evaluation-unfinished: it waits or runs")
	ResponseEntity<byte[]> report(@PathVariable String id,
			@Parameter(hidden = true) @RequestHeader(name = HttpHeaders.ACCEPT, defaultValue = "*/*") String accept) {
		ResponseEntity.BodyBuilder answer = ResponseEntity.ok().header(HttpHeaders.VARY, HttpHeaders.ACCEPT);
		if (!prefersHtml(MediaType.parseMediaTypes(accept))) {
			return answer.contentType(MediaType.APPLICATION_JSON).body(utf8(this.jobs.report(id)));
		}
		return answer.contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8))
			.header("Content-Security-Policy", PagePolicy.HEADER)
			.header("X-Content-Type-Options", "nosniff")
			.body(utf8(this.jobs.page(id)));
	}

	@DeleteMapping(path = "/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
	@Operation(operationId = "cancelEvaluation", summary = "Cancel an evaluation that waits or runs")
	@ApiResponse(responseCode = "200", description = "The job, CANCELLED")
	@ProblemResponse(status = 404, description = "unknown-evaluation")
	@ProblemResponse(status = 409, description = "evaluation-finished: it has ended already")
	EvaluationJob cancel(@PathVariable String id) {
		return EvaluationJob.of(this.jobs.cancel(id));
	}

	private static ResponseEntity<EvaluationJob> accepted(TrainingJob job) {
		return ResponseEntity.accepted().location(URI.create(job.kind().path(job.id()))).body(EvaluationJob.of(job));
	}

	/// Whether HTML is named, and no worse than JSON.
	private static boolean prefersHtml(List<MediaType> accepted) {
		double json = quality(accepted, MediaType.APPLICATION_JSON);
		boolean named = accepted.stream().anyMatch((range) -> range.equalsTypeAndSubtype(MediaType.TEXT_HTML));
		return json == 0 || (named && quality(accepted, MediaType.TEXT_HTML) >= json);
	}

	/// That of the most specific range which includes the type, whatever the others' are;
	/// 0 where none does.
	private static double quality(List<MediaType> accepted, MediaType type) {
		return accepted.stream()
			.filter((range) -> range.includes(type))
			.min(Comparator.comparing(MediaType::isWildcardType)
				.thenComparing(MediaType::isWildcardSubtype)
				.thenComparing(MediaType::getQualityValue, Comparator.reverseOrder()))
			.map(MediaType::getQualityValue)
			.orElse(0d);
	}

	private static byte[] utf8(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	@Schema(name = "EvaluationList")
	record EvaluationList(List<EvaluationJob> evaluations) {
	}

	@Schema(name = "VersionToEvaluate", additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
	record VersionToEvaluate(
			@Schema(example = "isonet", requiredMode = Schema.RequiredMode.REQUIRED) @Nullable String model,
			@Schema(description = "Number or alias", example = "3", oneOf = {
					Integer.class, String.class },
					requiredMode = Schema.RequiredMode.REQUIRED) @Nullable JsonNode version){
	}

	@Schema(name = "EvaluationForm", additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
	record EvaluationForm(
			@Schema(type = "string", format = "binary", requiredMode = Schema.RequiredMode.REQUIRED,
					description = "Playlists as CSV, as a training takes them") String file,
			@Schema(type = "string", format = "binary",
					description = "Word -> token id as JSON, for files that hold token ids") String vocabulary,
			@Schema(description = "Settings of the training that is evaluated; `model` and `activate` have no effect here and "
					+ "are refused") SettingsForm settings) {
	}

}
