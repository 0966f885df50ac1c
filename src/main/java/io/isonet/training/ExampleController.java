package io.isonet.training;

import java.io.ByteArrayOutputStream;
import java.io.IOException;

import io.isonet.dataset.ExamplePlaylists;
import io.isonet.dataset.MoodGroups;
import io.isonet.problem.ProblemException;
import io.isonet.problem.ProblemResponse;
import io.isonet.problem.ProblemType;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Data to try a training with, over HTTP.
@RestController
@Tag(name = "Trainings")
class ExampleController {

	private static final int MOST = 1000;

	@GetMapping(path = "/api/v1/examples/playlists.csv", produces = "text/csv;charset=UTF-8")
	@Operation(operationId = "getExamplePlaylists", summary = "Generated playlists to try a training with",
			description = "Invented tracks, drawn from the figures of ten groups of moods; the same seed gives the same file.")
	@ApiResponse(responseCode = "200", description = "One line a track",
			content = @Content(mediaType = "text/csv", schema = @Schema(type = "string")))
	@ProblemResponse(status = 422, description = "invalid-parameter")
	ResponseEntity<byte[]> playlists(
			@Parameter(description = "Number of playlists",
					schema = @Schema(type = "integer", minimum = "1", maximum = "1000", defaultValue = "30"),
					example = "30") @RequestParam(defaultValue = "30") int playlists,
			@Parameter(description = "Seed of everything random",
					example = "1") @RequestParam(defaultValue = "1") long seed)
			throws IOException {
		if (playlists < 1 || playlists > MOST) {
			throw new ProblemException(ProblemType.INVALID_PARAMETER,
					"playlists is 1 to " + MOST + ", not " + playlists + ".");
		}
		ByteArrayOutputStream csv = new ByteArrayOutputStream();
		new ExamplePlaylists(MoodGroups.load(), playlists, seed).write(csv);
		return ResponseEntity.ok()
			.contentType(MediaType.parseMediaType("text/csv;charset=UTF-8"))
			.header("Content-Disposition", "attachment; filename=\"playlists.csv\"")
			.body(csv.toByteArray());
	}

}
