package io.isonet.problem;

import java.net.URI;
import java.util.List;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// How a problem looks in the OpenAPI document (RFC 9457, with the single faults in
/// `errors`).
@Schema(name = "Problem", description = "What was wrong, where, and what would be right (RFC 9457)")
public record ProblemSchema(
		@Schema(description = "Stable name of the kind of failure",
				example = "urn:isonet:problem:unknown-mood") URI type,
		@Schema(example = "The request names moods that the model does not know") String title,
		@Schema(example = "422") int status,
		@Schema(example = "Unknown mood 'hapy' in state 2. Did you mean 'happy'?") String detail,
		@Schema(description = "Path of the request", type = "string", format = "uri-reference",
				example = "/api/v1/predictions") URI instance,
		@Schema(description = "The single faults, where there is more to say") @Nullable List<Fault> errors) {

	@Schema(name = "ProblemError")
	record Fault(
			@Schema(description = "JSON pointer into the request", example = "/moods/1/0") @Nullable String pointer,
			@Schema(description = "Line of the uploaded file, from 1") @Nullable Long line,
			@Schema(description = "Column of the uploaded file") @Nullable String column,
			@Schema(example = "Unknown mood 'hapy' in state 2. Did you mean 'happy'?") String detail,
			@Schema(description = "Values that would be right, nearest first",
					example = "[\"happy\"]") @Nullable List<String> suggestions) {
	}

}
