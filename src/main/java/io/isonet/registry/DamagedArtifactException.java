package io.isonet.registry;

import io.isonet.problem.ProblemException;
import io.isonet.problem.ProblemType;

/// A stored file is not the one that was published.
public class DamagedArtifactException extends ProblemException {

	private static final ProblemType TYPE = new ProblemType("damaged-artifact", "Damaged artifact", 500);

	private final String model;

	private final int version;

	private final String file;

	DamagedArtifactException(String model, int version, String file) {
		super(TYPE, "File '" + file + "' of version " + version + " of model '" + model
				+ "' is damaged: what is stored is not what was published. Use another version, or restore the database.");
		this.model = model;
		this.version = version;
		this.file = file;
	}

	public String model() {
		return this.model;
	}

	public int version() {
		return this.version;
	}

	public String file() {
		return this.file;
	}

}
