package io.isonet.training;

import java.util.List;

import io.isonet.problem.Excerpt;
import io.isonet.problem.ProblemError;
import io.isonet.problem.ProblemException;
import io.isonet.problem.ProblemType;

/// There is no such job.
public final class JobNotFoundException extends ProblemException {

	/// @param newest ids of the newest jobs there are
	JobNotFoundException(JobKind kind, String id, List<String> newest) {
		super(new ProblemType("unknown-" + kind.word(), "There is no such " + kind.word(), 404),
				"There is no " + kind.word() + " " + Excerpt.of(id) + "; "
						+ (newest.isEmpty() ? "there is none yet."
								: "the newest are " + String.join(", ", newest) + "."),
				List.of(new ProblemError(null, null, null, "No " + kind.word() + " has this id.", newest)));
	}

}
