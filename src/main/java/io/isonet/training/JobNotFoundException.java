package io.isonet.training;

import java.util.List;

import io.isonet.problem.Excerpt;
import io.isonet.problem.ProblemError;
import io.isonet.problem.ProblemException;
import io.isonet.problem.ProblemType;

/// There is no such job.
public final class JobNotFoundException extends ProblemException {

	private static final ProblemType TYPE = new ProblemType("unknown-training", "There is no such training", 404);

	/// @param newest ids of the newest jobs there are
	JobNotFoundException(String id, List<String> newest) {
		super(TYPE, "There is no training " + Excerpt.of(id) + "; "
				+ (newest.isEmpty() ? "there is none yet." : "the newest are " + String.join(", ", newest) + "."),
				List.of(new ProblemError(null, null, null, "No training has this id.", newest)));
	}

}
