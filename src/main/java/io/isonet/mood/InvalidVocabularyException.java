package io.isonet.mood;

import io.isonet.problem.ProblemException;
import io.isonet.problem.ProblemType;

/// A vocabulary that is not one id from 0 for each word: up to 100 errors.
public final class InvalidVocabularyException extends ProblemException {

	private static final ProblemType TYPE = new ProblemType("invalid-vocabulary", "Invalid vocabulary", 422);

	InvalidVocabularyException(MoodFaults faults) {
		super(TYPE, faults.summary(), faults.errors());
	}

}
