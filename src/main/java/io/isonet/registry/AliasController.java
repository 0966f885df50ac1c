package io.isonet.registry;

import java.util.List;

import io.isonet.problem.Excerpt;
import io.isonet.problem.ProblemError;
import io.isonet.problem.ProblemException;
import io.isonet.problem.ProblemResponse;
import io.isonet.problem.ProblemType;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Serves and sets what an alias names. Thread-safe.
@RestController
@RequestMapping(path = "/api/v1/models/{name}/aliases/{alias}", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Models")
class AliasController {

	private final ModelRegistry registry;

	AliasController(ModelRegistry registry) {
		this.registry = registry;
	}

	@GetMapping
	@Operation(operationId = "getAlias", summary = "Show which version an alias names")
	@ApiResponse(responseCode = "200", description = "The alias")
	@NotFoundResponse
	@DamagedResponse
	Alias alias(@Parameter(description = "Name of the model", example = "isonet") @PathVariable("name") String name,
			@Parameter(description = "The alias, or `latest`",
					example = "champion") @PathVariable("alias") String alias) {
		return Alias.of(alias, this.registry.aliased(name, alias));
	}

	@PutMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
	@Operation(operationId = "setAlias", summary = "Let an alias name a version",
			description = "Predictions use the version that `champion` names unless they ask for another.")
	@io.swagger.v3.oas.annotations.parameters.RequestBody(required = true,
			content = @Content(schema = @Schema(implementation = AliasTarget.class),
					examples = @ExampleObject("{\"version\": 1}")))
	@ApiResponse(responseCode = "200", description = "The alias names the version, whether or not it did before")
	@ProblemResponse(status = 400, description = "The body is no JSON object")
	@NotFoundResponse
	@ProblemResponse(status = 413, description = "too-large: the body is beyond the limit")
	@ProblemResponse(status = 415, description = "unsupported-media-type: send application/json")
	@ProblemResponse(status = 422,
			description = "The alias cannot be set (`invalid-alias`), or `version` is no number of a version "
					+ "(`invalid-version`)")
	@DamagedResponse
	Alias set(@Parameter(description = "Name of the model", example = "isonet") @PathVariable("name") String name,
			@Parameter(description = "Lower-case letters, digits and hyphens, at most 32, a letter first; not `latest`",
					example = "champion") @PathVariable("alias") String alias,
			@RequestBody AliasTarget target) {
		return Alias.of(alias, this.registry.activate(name, alias, target.number()));
	}

	@Schema(name = "Alias")
	record Alias(@Schema(example = "isonet") String model, @Schema(example = "champion") String alias,
			@Schema(example = "1") int version) {

		static Alias of(String alias, ModelVersion version) {
			return new Alias(version.model(), alias, version.number());
		}

	}

	/// What an alias is to name. The version is taken as it was sent, so that nothing but
	/// a whole number passes for one.
	@Schema(name = "AliasTarget", additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
	record AliasTarget(@Schema(description = "Number of a version", implementation = Integer.class, minimum = "1",
			example = "1", requiredMode = Schema.RequiredMode.REQUIRED) @Nullable JsonNode version) {

		private static final ProblemType INVALID = new ProblemType("invalid-version", "Invalid version", 422);

		int number() {
			if (this.version == null || !this.version.isInt() || this.version.intValue() < 1) {
				String detail = "A whole number from 1, such as 3, is needed"
						+ ((this.version == null) ? "." : ", not " + Excerpt.unquoted(this.version.toString()) + ".");
				throw new ProblemException(INVALID, "'version' is no number of a version.",
						List.of(ProblemError.at("/version", detail)));
			}
			return this.version.intValue();
		}

	}

}
