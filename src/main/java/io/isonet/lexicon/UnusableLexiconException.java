package io.isonet.lexicon;

import io.isonet.problem.ProblemException;
import io.isonet.problem.ProblemType;

/// A lexicon from which nothing can be told about a model: what it needs, and what was
/// found.
public final class UnusableLexiconException extends ProblemException {

	private static final ProblemType TYPE = new ProblemType("unusable-lexicon",
			"The lexicon cannot be used with the model", 422);

	UnusableLexiconException(String detail) {
		super(TYPE, detail);
	}

}
