package io.isonet.training;

import java.util.List;

import io.isonet.problem.ProblemError;
import io.isonet.problem.ProblemException;
import io.isonet.problem.ProblemType;

/// Settings that no training can have, all faults of them together.
public final class InvalidSettingsException extends ProblemException {

	private static final ProblemType TYPE = new ProblemType("invalid-settings", "The settings cannot be used", 422);

	InvalidSettingsException(String detail, List<ProblemError> errors) {
		super(TYPE, detail, errors);
	}

}
