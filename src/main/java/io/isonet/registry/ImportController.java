package io.isonet.registry;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;

import io.isonet.problem.ProblemException;
import io.isonet.problem.ProblemResponse;
import io.isonet.problem.ProblemType;
import io.isonet.registry.ModelVersionController.VersionDescription;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/// Takes versions that come from elsewhere, a few at a time: each is in memory as a whole.
/// Thread-safe.
@RestController
@Tag(name = "Models")
class ImportController {

	private static final int AT_A_TIME = 2;

	private final Semaphore places = new Semaphore(AT_A_TIME);

	private final VersionImport versions;

	private final ModelRegistry registry;

	private final ImportLimit limit;

	ImportController(VersionImport versions, ModelRegistry registry, RegistryProperties settings) {
		this.versions = versions;
		this.registry = registry;
		this.limit = new ImportLimit(settings.importLimit());
	}

	@PostMapping(path = "/api/v1/models/{name}/versions",
			consumes = { ArchiveController.ZIP, MediaType.MULTIPART_FORM_DATA_VALUE },
			produces = MediaType.APPLICATION_JSON_VALUE)
	@Operation(operationId = "importModelVersion", summary = "Import a version, from here or from PyTorch",
			description = "As the zip that an export gives, or as parts that are named like the files, or `file` each. Needed are config.json, "
					+ "tokenizer.json and model.safetensors, the last with the names of the original's `state_dict`; README.md, "
					+ "metrics.json, spread.json, evaluation.html and manifest.json may be left out. Every file is checked against the manifest, and the model "
					+ "is loaded and tried. The version gets the next number of the model, which is created where it is new; no "
					+ "alias changes.")
	@RequestBody(required = true,
			content = {
					@Content(mediaType = ArchiveController.ZIP, schema = @Schema(type = "string", format = "binary")),
					@Content(mediaType = MediaType.MULTIPART_FORM_DATA_VALUE,
							schema = @Schema(implementation = ImportForm.class)) })
	@ApiResponse(responseCode = "201", description = "The new version; Location is its address")
	@ApiResponse(responseCode = "200", description = "The version that has these files already")
	@ProblemResponse(status = 400, description = "malformed-upload: the parts cannot be read")
	@ProblemResponse(status = 413, description = "too-large: the upload, or what it unpacks to, is beyond the limit")
	@ProblemResponse(status = 415, description = "unsupported-media-type: send application/zip or multipart/form-data")
	@ProblemResponse(status = 422,
			description = "invalid-model-name; invalid-archive: the zip is damaged, or holds what no version has; "
					+ "invalid-model-file: a file is missing, unknown, damaged, or does not fit the others")
	@ProblemResponse(status = 503, description = "too-many-imports, with Retry-After")
	@DamagedResponse
	ResponseEntity<VersionDescription> add(
			@Parameter(
					description = "Name of the model, which may be new: 1 to 64 lower-case letters, digits and hyphens",
					example = "imported") @PathVariable("name") String name,
			@Parameter(hidden = true) HttpServletRequest request) throws IOException, ServletException {
		if (!ModelDraft.isName(name)) {
			throw InvalidNameException.model(name);
		}
		if (!this.places.tryAcquire()) {
			throw new TooManyImportsException();
		}
		try {
			return answer(this.versions.publish(name, ReceivedFiles.of(request, this.limit)));
		}
		finally {
			this.places.release();
		}
	}

	private ResponseEntity<VersionDescription> answer(ModelRegistry.Publication publication) {
		ModelVersion version = publication.version();
		List<String> aliases = this.registry.model(version.model()).aliasesOf(version.number());
		ResponseEntity.BodyBuilder response = publication.isNew()
				? ResponseEntity
					.created(URI.create("/api/v1/models/" + version.model() + "/versions/" + version.number()))
				: ResponseEntity.ok();
		return response.body(VersionDescription.of(version, aliases));
	}

	@Schema(name = "ImportForm", additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
	record ImportForm(
			@Schema(name = "model.safetensors", type = "string", format = "binary",
					description = "The weights, F32") String weights,
			@Schema(name = "config.json", type = "string", format = "binary",
					description = "Sizes, features and kind of the network") String config,
			@Schema(name = "tokenizer.json", type = "string", format = "binary",
					description = "Word -> token id") String tokenizer,
			@Schema(name = "README.md", type = "string", format = "binary") String card,
			@Schema(name = "metrics.json", type = "string", format = "binary") String metrics,
			@Schema(name = "spread.json", type = "string", format = "binary",
					description = "How far tracks lie from predictions") String spread,
			@Schema(name = "evaluation.html", type = "string", format = "binary",
					description = "The evaluation as a page") String evaluation,
			@Schema(name = "manifest.json", type = "string", format = "binary") String manifest,
			@Schema(type = "string", format = "binary",
					description = "All files as a zip, in place of every other part") String archive) {
	}

	private static final class TooManyImportsException extends ProblemException {

		private static final ProblemType TYPE = new ProblemType("too-many-imports", "Too many imports at once", 503);

		TooManyImportsException() {
			super(TYPE, AT_A_TIME + " versions are being imported; try again when one of them has been.");
		}

		@Override
		public Optional<Duration> retryAfter() {
			return Optional.of(Duration.ofSeconds(2));
		}

	}

}
