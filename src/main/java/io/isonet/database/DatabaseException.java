package io.isonet.database;

import java.time.Duration;
import java.util.Optional;

import io.isonet.problem.ProblemException;
import io.isonet.problem.ProblemType;

/// A call that the database could not serve. Nothing of it was done.
public final class DatabaseException extends ProblemException {

	private static final ProblemType UNAVAILABLE = new ProblemType("database-unavailable",
			"The database does not answer", 503);

	private static final ProblemType UNWRITABLE = new ProblemType("storage-unwritable", "Nothing can be stored", 507);

	private final Duration retryAfter;

	private DatabaseException(ProblemType type, String detail, Duration retryAfter) {
		super(type, detail);
		this.retryAfter = retryAfter;
	}

	static DatabaseException of(DatabaseFailure failure) {
		return switch (failure) {
			case UNAVAILABLE -> new DatabaseException(UNAVAILABLE,
					"The database does not answer in time; predictions by the champion go on, everything else has to wait. "
							+ "Nothing was changed; try again.",
					Duration.ofSeconds(5));
			case UNWRITABLE -> new DatabaseException(UNWRITABLE,
					"A disk is full or may only be read. Nothing was changed; predictions go on. "
							+ "Make room, then try again.",
					Duration.ofSeconds(60));
		};
	}

	@Override
	public Optional<Duration> retryAfter() {
		return Optional.of(this.retryAfter);
	}

}
