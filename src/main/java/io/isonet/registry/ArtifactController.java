package io.isonet.registry;

import java.nio.charset.StandardCharsets;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.WebRequest;

/// Serves the files of a version, each with its SHA-256 as entity tag. Thread-safe.
@RestController
@Tag(name = "Models")
class ArtifactController {

	private static final String PAGE = ".html";

	private static final MediaType HTML = new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8);

	private static final MediaType MARKDOWN = new MediaType(MediaType.TEXT_MARKDOWN, StandardCharsets.UTF_8);

	private final ModelRegistry registry;

	ArtifactController(ModelRegistry registry) {
		this.registry = registry;
	}

	@GetMapping("/api/v1/models/{name}/versions/{version}/files/{file}")
	@Operation(operationId = "getModelFile", summary = "Download a file of a version")
	@ApiResponse(responseCode = "200", description = "The content; the entity tag is its SHA-256",
			content = { @Content(mediaType = MediaType.APPLICATION_JSON_VALUE, schema = @Schema(type = "object")),
					@Content(mediaType = MediaType.TEXT_MARKDOWN_VALUE, schema = @Schema(type = "string")),
					@Content(mediaType = MediaType.TEXT_HTML_VALUE, schema = @Schema(type = "string")),
					@Content(mediaType = MediaType.APPLICATION_OCTET_STREAM_VALUE,
							schema = @Schema(type = "string", format = "binary")) })
	@ApiResponse(responseCode = "304", description = "The content is what `If-None-Match` names", content = @Content)
	@NotFoundResponse
	@DamagedResponse
	@Nullable ResponseEntity<byte[]> file(
			@Parameter(description = "Name of the model", example = "isonet") @PathVariable("name") String name,
			@Parameter(description = "Number, alias or `latest`",
					example = "champion") @PathVariable("version") String version,
			@Parameter(description = "Name of the file", example = "config.json") @PathVariable("file") String file,
			@Parameter(hidden = true) WebRequest request) {
		ModelVersion found = this.registry.version(name, version);
		ModelFile description = this.registry.file(found, file);
		if (request.checkNotModified(description.sha256())) {
			return null;
		}
		byte[] content = this.registry.artifact(found, file);
		return ResponseEntity.ok()
			.contentType(contentType(file))
			.contentLength(content.length)
			.eTag(description.sha256())
			.cacheControl(CacheControl.noCache())
			.header(HttpHeaders.CONTENT_DISPOSITION, disposition(file).filename(file).build().toString())
			.header("X-Content-Type-Options", "nosniff")
			.header("Content-Security-Policy", PagePolicy.HEADER)
			.body(content);
	}

	/// A page is there to be looked at, the rest to be kept.
	private static ContentDisposition.Builder disposition(String file) {
		return file.endsWith(PAGE) ? ContentDisposition.inline() : ContentDisposition.attachment();
	}

	private static MediaType contentType(String file) {
		if (file.endsWith(PAGE)) {
			return HTML;
		}
		if (file.endsWith(".json")) {
			return MediaType.APPLICATION_JSON;
		}
		return file.endsWith(".md") ? MARKDOWN : MediaType.APPLICATION_OCTET_STREAM;
	}

}
