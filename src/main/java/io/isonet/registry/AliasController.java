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
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Serves and changes what an alias names. The entity tag of an alias is the number of its
/// last change. Thread-safe.
@RestController
@RequestMapping(path = "/api/v1/models/{name}/aliases/{alias}", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Models")
class AliasController {

	private static final String MATCH = "ETag of the alias as the caller knows it: where it has changed since, nothing is done";

	private final ModelRegistry registry;

	private final ModelAliases aliases;

	AliasController(ModelRegistry registry, ModelAliases aliases) {
		this.registry = registry;
		this.aliases = aliases;
	}

	@GetMapping
	@Operation(operationId = "getAlias", summary = "Show which version an alias names")
	@ApiResponse(responseCode = "200", description = "The alias; its ETag is for `If-Match`")
	@NotFoundResponse
	@DamagedResponse
	ResponseEntity<Alias> alias(
			@Parameter(description = "Name of the model", example = "isonet") @PathVariable("name") String name,
			@Parameter(description = "The alias, or `latest`",
					example = "champion") @PathVariable("alias") String alias) {
		// the tag first: a change in between makes it one that no longer matches
		var current = this.aliases.current(name, alias);
		ModelVersion version = this.registry.aliased(name, alias);
		ResponseEntity.BodyBuilder response = ResponseEntity.ok();
		current.ifPresent((change) -> response.header(HttpHeaders.ETAG, AliasMatch.tag(change.change())));
		return response.body(new Alias(name, alias, version.number()));
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
	@ProblemResponse(status = 412, description = "The alias is not what `If-Match` says any more (`alias-changed`)")
	@ProblemResponse(status = 413, description = "too-large: the body is beyond the limit")
	@ProblemResponse(status = 415, description = "unsupported-media-type: send application/json")
	@ProblemResponse(status = 422,
			description = "The alias cannot be set (`invalid-alias`), `version` is no number of a version "
					+ "(`invalid-version`), or `If-Match` is no entity tag (`invalid-parameter`)")
	@DamagedResponse
	ResponseEntity<Alias> set(
			@Parameter(description = "Name of the model", example = "isonet") @PathVariable("name") String name,
			@Parameter(description = "Lower-case letters, digits and hyphens, at most 32, a letter first; not `latest`",
					example = "champion") @PathVariable("alias") String alias,
			@Parameter(description = MATCH) @RequestHeader(name = HttpHeaders.IF_MATCH,
					required = false) @Nullable String ifMatch,
			@RequestBody AliasTarget target, @Parameter(hidden = true) HttpServletRequest request) {
		return answer(name, alias,
				this.aliases.activate(name, alias, target.number(), by(request), AliasMatch.of(ifMatch)));
	}

	@PostMapping("/rollback")
	@Operation(operationId = "rollBackAlias", summary = "Let an alias name again what it named before",
			description = "Done again it goes one further back. Versions that were deleted meanwhile are passed over.")
	@ApiResponse(responseCode = "200", description = "The alias names the version before")
	@NotFoundResponse
	@ProblemResponse(status = 409, description = "The alias named no other version before (`no-earlier-version`)")
	@ProblemResponse(status = 412, description = "The alias is not what `If-Match` says any more (`alias-changed`)")
	@ProblemResponse(status = 422,
			description = "The alias is none that can be set (`invalid-alias`), or `If-Match` is no entity tag "
					+ "(`invalid-parameter`)")
	@DamagedResponse
	ResponseEntity<Alias> rollBack(
			@Parameter(description = "Name of the model", example = "isonet") @PathVariable("name") String name,
			@Parameter(description = "The alias", example = "champion") @PathVariable("alias") String alias,
			@Parameter(description = MATCH) @RequestHeader(name = HttpHeaders.IF_MATCH,
					required = false) @Nullable String ifMatch,
			@Parameter(hidden = true) HttpServletRequest request) {
		return answer(name, alias, this.aliases.rollback(name, alias, by(request), AliasMatch.of(ifMatch)));
	}

	@GetMapping("/history")
	@Operation(operationId = "getAliasHistory", summary = "Show what an alias has named, when, and who changed it")
	@ApiResponse(responseCode = "200", description = "The last 1,000 changes, newest first")
	@NotFoundResponse
	@ProblemResponse(status = 422, description = "The alias is none that can be set (`invalid-alias`)")
	@DamagedResponse
	AliasHistory history(
			@Parameter(description = "Name of the model", example = "isonet") @PathVariable("name") String name,
			@Parameter(description = "The alias", example = "champion") @PathVariable("alias") String alias) {
		return new AliasHistory(name, alias, this.aliases.history(name, alias));
	}

	private static ResponseEntity<Alias> answer(String name, String alias, AliasChange change) {
		return ResponseEntity.ok()
			.header(HttpHeaders.ETAG, AliasMatch.tag(change.change()))
			.body(new Alias(name, alias, change.version()));
	}

	/// Nobody has a name here yet, but an address.
	private static String by(HttpServletRequest request) {
		return "http " + request.getRemoteAddr();
	}

	@Schema(name = "Alias")
	record Alias(@Schema(example = "isonet") String model, @Schema(example = "champion") String alias,
			@Schema(example = "1") int version) {
	}

	@Schema(name = "AliasHistory")
	record AliasHistory(@Schema(example = "isonet") String model, @Schema(example = "champion") String alias,
			List<AliasChange> changes) {
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
