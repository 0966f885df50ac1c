package io.isonet.mood;

import io.isonet.problem.ProblemException;
import io.isonet.problem.ProblemType;

/// Moods that are no journey, or one that does not fit: each empty, misplaced or surplus
/// part is an error with a pointer.
public final class InvalidMoodsException extends ProblemException {

	private static final ProblemType TYPE = new ProblemType("invalid-moods", "Invalid moods", 422);

	InvalidMoodsException(MoodFaults faults) {
		super(TYPE, faults.summary(), faults.errors());
	}

}
