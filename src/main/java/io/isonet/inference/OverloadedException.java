package io.isonet.inference;

import java.time.Duration;
import java.util.Optional;

import io.isonet.problem.ProblemException;
import io.isonet.problem.ProblemType;

/// The service has more to compute than it can in time; the same call may succeed a
/// little later.
public final class OverloadedException extends ProblemException {

	private static final ProblemType OVERLOADED = new ProblemType("overloaded", "Too many predictions at once", 503);

	private static final ProblemType DEADLINE = new ProblemType("deadline-exceeded",
			"The prediction was not ready in time", 503);

	private OverloadedException(ProblemType type, String detail) {
		super(type, detail);
	}

	static OverloadedException queueFull() {
		return new OverloadedException(OVERLOADED, "As many requests wait as may wait; try again in a second.");
	}

	static OverloadedException ending() {
		return new OverloadedException(OVERLOADED, "The service is ending; another replica or the next start answers.");
	}

	/// @param patience how long the request waited
	static OverloadedException deadline(Duration patience) {
		return new OverloadedException(DEADLINE,
				"The prediction was not ready within " + patience.toMillis() + " ms; try again in a second.");
	}

	@Override
	public Optional<Duration> retryAfter() {
		return Optional.of(Duration.ofSeconds(1));
	}

}
