package io.isonet.playlist;

import io.isonet.problem.ProblemError;
import io.isonet.problem.ProblemException;
import io.isonet.problem.ProblemType;

import java.util.List;

import org.jspecify.annotations.Nullable;

/// What was sent as a playlist is none.
final class InvalidTrackListException extends ProblemException {

	private static final ProblemType TYPE = new ProblemType("invalid-playlist", "Invalid playlist", 422);

	InvalidTrackListException(String detail) {
		super(TYPE, detail);
	}

	/// @param line from 1, null where it is not known
	InvalidTrackListException(@Nullable Long line, String detail) {
		super(TYPE, (line == null) ? detail : "Line " + line + ": " + detail,
				List.of(new ProblemError(null, line, null, detail, List.of())));
	}

}
