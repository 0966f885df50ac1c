package io.isonet.registry;

import io.isonet.problem.ProblemException;
import io.isonet.problem.ProblemType;

/// A number that was to be published is taken: a published version never changes.
public class VersionExistsException extends ProblemException {

	private static final ProblemType TYPE = new ProblemType("version-exists", "Version exists", 409);

	private final String model;

	private final int version;

	VersionExistsException(String model, int version, int highest) {
		super(TYPE, "Model '" + model + "' has a version " + version
				+ " already, and a published version never changes. The next free number is " + (highest + 1) + ".");
		this.model = model;
		this.version = version;
	}

	public String model() {
		return this.model;
	}

	public int version() {
		return this.version;
	}

}
