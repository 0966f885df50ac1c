package io.isonet.problem;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// A failure that the caller can act on. Rooms extend it for the failures of their own.
///
/// The message is the `detail` of the problem: it is shown to callers, so it never
/// carries paths, secrets or traces.
public class ProblemException extends RuntimeException {

	private final transient ProblemType type;

	private final String detail;

	private final transient List<ProblemError> errors;

	public ProblemException(ProblemType type, String detail) {
		this(type, detail, List.of());
	}

	public ProblemException(ProblemType type, String detail, List<ProblemError> errors) {
		super(detail);
		this.type = type;
		this.detail = detail;
		this.errors = List.copyOf(errors);
	}

	public ProblemException(ProblemType type, String detail, Throwable cause) {
		super(detail, cause);
		this.type = type;
		this.detail = detail;
		this.errors = List.of();
	}

	public ProblemType type() {
		return this.type;
	}

	/// What happened this time, for a person.
	public String detail() {
		return this.detail;
	}

	/// The single faults, in the order in which they stand in the input; empty where the
	/// detail says it all.
	public List<ProblemError> errors() {
		return this.errors;
	}

	/// How long to wait before the same call has a chance, sent as `Retry-After`.
	public Optional<Duration> retryAfter() {
		return Optional.empty();
	}

}
