package io.isonet.registry;

import io.isonet.problem.ProblemException;
import io.isonet.problem.ProblemType;

/// An upload that is no set of files: a zip that is damaged or meant to do harm, or parts
/// that do not go together.
class InvalidArchiveException extends ProblemException {

	private static final ProblemType TYPE = new ProblemType("invalid-archive", "Invalid archive", 422);

	InvalidArchiveException(String detail) {
		super(TYPE, detail);
	}

}
