package io.isonet.problem;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/// One fault in the input: where it is, what was wrong, and what would be right.
///
/// @param pointer JSON pointer (RFC 6901) into the request, where it is JSON
/// @param line line in the uploaded file, counted from 1, where it is a file
/// @param column name of the column in the uploaded file, or its number from 1 where it
/// has no name
/// @param detail what was found and what would be right, for a person
/// @param suggestions values that would be right, nearest first
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ProblemError(@Nullable String pointer, @Nullable Long line, @Nullable String column, String detail,
		List<String> suggestions) {

	public ProblemError {
		suggestions = List.copyOf(suggestions);
	}

	/// A fault in a JSON request.
	public static ProblemError at(String pointer, String detail) {
		return new ProblemError(pointer, null, null, detail, List.of());
	}

	/// A fault in a JSON request, with values that would be right.
	public static ProblemError at(String pointer, String detail, List<String> suggestions) {
		return new ProblemError(pointer, null, null, detail, suggestions);
	}

	/// A fault in a line of a file; `column` is null where the whole line is meant.
	public static ProblemError inFile(long line, @Nullable String column, String detail) {
		return new ProblemError(null, line, column, detail, List.of());
	}

}
