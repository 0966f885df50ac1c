package io.isonet.dataset;

import java.util.List;

import io.isonet.problem.ProblemError;
import io.isonet.problem.ProblemException;
import io.isonet.problem.ProblemType;

/// A file that is no lexicon of mood words: up to 100 errors, each with its line, its
/// column and what would be right.
public final class InvalidLexiconException extends ProblemException {

	private static final ProblemType TYPE = new ProblemType("invalid-lexicon", "Invalid lexicon", 422);

	InvalidLexiconException(List<ProblemError> errors, boolean more) {
		super(TYPE, FileFaults.summary(errors, more), errors);
	}

}
