package io.isonet.registry;

import java.time.Instant;
import java.util.List;
import java.util.SortedMap;

import io.isonet.problem.ProblemException;
import io.isonet.problem.ProblemResponse;
import io.isonet.problem.ProblemType;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Serves what a version says of itself. Thread-safe.
@RestController
@RequestMapping(path = "/api/v1/models/{name}/versions/{version}", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Models")
class ModelVersionController {

	private static final String METRICS = "metrics.json";

	private static final ProblemType BY_NUMBER = new ProblemType("invalid-version", "Invalid version", 422);

	private final ModelRegistry registry;

	ModelVersionController(ModelRegistry registry) {
		this.registry = registry;
	}

	@GetMapping
	@Operation(operationId = "getModelVersion", summary = "Show the manifest of a version and the aliases that name it")
	@ApiResponse(responseCode = "200", description = "The version")
	@NotFoundResponse
	@DamagedResponse
	VersionDescription version(
			@Parameter(description = "Name of the model", example = "isonet") @PathVariable("name") String name,
			@Parameter(description = "Number, alias or `latest`",
					example = "champion") @PathVariable("version") String version) {
		ModelVersion found = this.registry.version(name, version);
		return VersionDescription.of(found, this.registry.model(name).aliasesOf(found.number()));
	}

	@DeleteMapping
	@Operation(operationId = "deleteModelVersion", summary = "Delete a version that no alias names",
			description = "Its files go with it, and its number is never given again.")
	@ApiResponse(responseCode = "204", description = "The version is deleted")
	@NotFoundResponse
	@ProblemResponse(status = 409, description = "An alias names the version (`version-in-use`)")
	@ProblemResponse(status = 422, description = "A version is deleted by its number (`invalid-version`)")
	@DamagedResponse
	ResponseEntity<Void> delete(
			@Parameter(description = "Name of the model", example = "isonet") @PathVariable("name") String name,
			@Parameter(description = "Number of the version", example = "2") @PathVariable("version") String version) {
		if (!ModelRegistry.isNumber(version)) {
			throw new ProblemException(BY_NUMBER, "A version is deleted by its number: '" + version + "' names version "
					+ this.registry.version(name, version).number() + " at present.");
		}
		this.registry.delete(name, Integer.parseInt(version));
		return ResponseEntity.noContent().build();
	}

	@GetMapping("/metrics")
	@Operation(operationId = "getModelMetrics", summary = "Show the learning curves and the evaluation of a version")
	@ApiResponse(responseCode = "200", description = "The content of metrics.json",
			content = @Content(schema = @Schema(implementation = MetricsForm.class)))
	@NotFoundResponse
	@DamagedResponse
	ResponseEntity<byte[]> metrics(
			@Parameter(description = "Name of the model", example = "isonet") @PathVariable("name") String name,
			@Parameter(description = "Number, alias or `latest`",
					example = "champion") @PathVariable("version") String version) {
		byte[] metrics = this.registry.artifact(this.registry.version(name, version), METRICS);
		return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(metrics);
	}

	@Schema(name = "ModelVersion")
	record VersionDescription(@Schema(description = "Layout of the manifest", example = "1") int format,
			@Schema(example = "isonet") String model, @Schema(example = "1") int version,
			@Schema(description = "What names this version",
					example = "[\"champion\", \"latest\"]") List<String> aliases,
			Instant createdAt,
			@Schema(description = "Preset of the network that it was trained from", example = "default") String preset,
			@Schema(description = "Count of trained numbers", example = "3321") long parameters,
			@Schema(description = "Equal for equal files under any number") String contentSha256,
			@Schema(description = "Every file but manifest.json, by name") SortedMap<String, ModelFile> files,
			@Schema(description = "Where the version comes from; null where it was imported without a manifest") @Nullable Provenance provenance) {

		static VersionDescription of(ModelVersion version, List<String> aliases) {
			ModelManifest manifest = version.manifest();
			return new VersionDescription(manifest.format(), manifest.model(), manifest.version(), aliases,
					manifest.createdAt(), manifest.preset(), manifest.parameters(), version.contentSha256(),
					manifest.files(), manifest.provenance());
		}

	}

}
