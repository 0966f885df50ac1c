package io.isonet.dataset;

import java.util.List;

import io.isonet.problem.ProblemError;
import io.isonet.problem.ProblemException;
import io.isonet.problem.ProblemType;

/// A file that is not labelled playlists: up to 100 errors, each with its line, its
/// column and what would be right.
public final class InvalidPlaylistFileException extends ProblemException {

	private static final ProblemType TYPE = new ProblemType("invalid-playlist-file", "Invalid playlist file", 422);

	InvalidPlaylistFileException(ProblemError error) {
		this(List.of(error), false);
	}

	InvalidPlaylistFileException(List<ProblemError> errors, boolean more) {
		super(TYPE, summary(errors, more), errors);
	}

	private static String summary(List<ProblemError> errors, boolean more) {
		ProblemError first = errors.getFirst();
		String place = "Line " + first.line() + ((first.column() != null) ? ", column '" + first.column() + "'" : "");
		String detail = place + ": " + first.detail();
		if (more) {
			return detail + " (The first of more than " + errors.size() + " faults; those beyond are left out.)";
		}
		return (errors.size() == 1) ? detail : detail + " (The first of " + errors.size() + " faults.)";
	}

}
