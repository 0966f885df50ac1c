package io.isonet.mood;

import io.isonet.problem.ProblemException;
import io.isonet.problem.ProblemType;

/// Mood words that the vocabulary lacks: each is an error with a pointer and up to three
/// known words that are near.
public final class UnknownMoodException extends ProblemException {

	private static final ProblemType TYPE = new ProblemType("unknown-mood", "Unknown mood", 422);

	UnknownMoodException(MoodFaults faults) {
		super(TYPE, faults.summary(), faults.errors());
	}

}
