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
		super(TYPE, FileFaults.summary(errors, more), errors);
	}

}
