package io.isonet.registry;

import java.time.Instant;
import java.util.List;
import java.util.SortedMap;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;

import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Serves what models there are. Thread-safe.
@RestController
@RequestMapping(path = "/api/v1/models", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Models", description = "Models by name, immutable version and alias")
class ModelController {

	private final ModelRegistry registry;

	ModelController(ModelRegistry registry) {
		this.registry = registry;
	}

	@GetMapping
	@Operation(operationId = "listModels", summary = "List the models with their aliases and versions")
	@ApiResponse(responseCode = "200", description = "Every model, by name")
	@DamagedResponse
	ModelList models() {
		return new ModelList(this.registry.models().stream().map(ModelSummary::of).toList());
	}

	@GetMapping("/{name}")
	@Operation(operationId = "getModel", summary = "Show a model with its aliases and versions")
	@ApiResponse(responseCode = "200", description = "The model")
	@NotFoundResponse
	@DamagedResponse
	ModelSummary model(
			@Parameter(description = "Name of the model", example = "isonet") @PathVariable("name") String name) {
		return ModelSummary.of(this.registry.model(name));
	}

	@Schema(name = "Models")
	record ModelList(@Schema(description = "Every model, by name") List<ModelSummary> models) {
	}

	@Schema(name = "Model")
	record ModelSummary(@Schema(example = "isonet") String name,
			@Schema(description = "Number by alias; `latest` is the highest number",
					example = "{\"champion\": 1, \"latest\": 1}") SortedMap<String, Integer> aliases,
			@Schema(description = "Newest first") List<VersionSummary> versions) {

		static ModelSummary of(Model model) {
			return new ModelSummary(model.name(), model.aliases(),
					model.versions().stream().map(VersionSummary::of).toList());
		}

	}

	@Schema(name = "VersionSummary")
	record VersionSummary(@Schema(example = "1") int version, Instant createdAt,
			@Schema(description = "Preset of the network that it was trained from", example = "default") String preset,
			@Schema(description = "Count of trained numbers", example = "3321") long parameters) {

		static VersionSummary of(ModelVersion version) {
			return new VersionSummary(version.number(), version.createdAt(), version.manifest().preset(),
					version.manifest().parameters());
		}

	}

}
