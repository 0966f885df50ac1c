package io.isonet.registry;

import java.io.IOException;
import java.util.Map;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.ServletWebRequest;

/// Serves a version as one zip, to be imported elsewhere. Thread-safe.
@RestController
@Tag(name = "Models")
class ArchiveController {

	static final String ZIP = "application/zip";

	private final ModelRegistry registry;

	ArchiveController(ModelRegistry registry) {
		this.registry = registry;
	}

	@GetMapping("/api/v1/models/{name}/versions/{version}/archive")
	@Operation(operationId = "exportModelVersion", summary = "Download a version as one zip",
			description = "In the layout of the model store, `<model>/<number>/<file>`, with its manifest. The same version "
					+ "gives the same bytes.")
	@ApiResponse(responseCode = "200", description = "The zip",
			content = @Content(mediaType = ZIP, schema = @Schema(type = "string", format = "binary")))
	@ApiResponse(responseCode = "304", description = "The zip is what `If-None-Match` names", content = @Content)
	@NotFoundResponse
	@DamagedResponse
	void archive(@Parameter(description = "Name of the model", example = "isonet") @PathVariable("name") String name,
			@Parameter(description = "Number, alias or `latest`",
					example = "champion") @PathVariable("version") String version,
			@Parameter(hidden = true) ServletWebRequest request, @Parameter(hidden = true) HttpServletResponse response)
			throws IOException {
		VersionArchive archive = new VersionArchive(this.registry, this.registry.version(name, version));
		if (request.checkNotModified(archive.entityTag())) {
			return;
		}
		// before the first byte is sent, so that damage is a problem and no broken zip
		Map<String, Long> checks = archive.check();
		response.setContentType(ZIP);
		response.setContentLengthLong(archive.size());
		response.setHeader(HttpHeaders.CACHE_CONTROL, CacheControl.noCache().getHeaderValue());
		response.setHeader(HttpHeaders.CONTENT_DISPOSITION,
				ContentDisposition.attachment().filename(archive.fileName()).build().toString());
		if (request.getHttpMethod() != HttpMethod.HEAD) {
			archive.writeTo(response.getOutputStream(), checks);
		}
	}

}
