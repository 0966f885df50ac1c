package io.isonet.registry;

import io.isonet.problem.Excerpt;
import io.isonet.problem.ProblemException;
import io.isonet.problem.ProblemType;

/// A name that the registry does not take; [#name()] says which.
public class InvalidNameException extends ProblemException {

	private static final ProblemType MODEL = new ProblemType("invalid-model-name", "Invalid model name", 422);

	private static final ProblemType FILE = new ProblemType("invalid-file-name", "Invalid file name", 422);

	private static final ProblemType ALIAS = new ProblemType("invalid-alias", "Invalid alias", 422);

	private final String name;

	private InvalidNameException(ProblemType type, String name, String rule) {
		super(type, Excerpt.of(name) + " " + rule);
		this.name = name;
	}

	static InvalidNameException model(String name) {
		return new InvalidNameException(MODEL, name,
				"cannot name a model: 1 to 64 lower-case letters, digits and hyphens, not beginning with a hyphen.");
	}

	static InvalidNameException file(String name) {
		return new InvalidNameException(FILE, name,
				"cannot name a file of a version: 1 to 64 letters, digits, dots, underscores and hyphens, beginning "
						+ "with a letter or a digit; 'manifest.json' is computed.");
	}

	static InvalidNameException alias(String name) {
		return new InvalidNameException(ALIAS, name,
				"cannot be set as an alias: 1 to 32 lower-case letters, digits and hyphens, beginning with a letter; "
						+ "'latest' is computed.");
	}

	public String name() {
		return this.name;
	}

}
