package io.isonet.problem;

import java.net.URI;
import java.util.Locale;

import org.springframework.http.HttpStatus;

/// A kind of failure with a stable name, as RFC 9457 understands `type`.
///
/// @param name the last part of the URN, in kebab case, never changed once published
/// @param title what happened, the same for every occurrence
/// @param status the HTTP status code, 400 to 599
public record ProblemType(String name, String title, int status) {

	/// A body or an upload beyond its limit.
	public static final ProblemType TOO_LARGE = new ProblemType("too-large", "The request is too large", 413);

	/// An upload with a part missing, unknown or twice.
	public static final ProblemType INVALID_UPLOAD = new ProblemType("invalid-upload", "The upload has wrong parts",
			422);

	/// A parameter of the address, or a header, with a value that cannot be used.
	public static final ProblemType INVALID_PARAMETER = new ProblemType("invalid-parameter",
			"A parameter cannot be used", 422);

	public ProblemType {
		if (!name.equals(name.toLowerCase(Locale.ROOT)) || name.isBlank()) {
			throw new IllegalArgumentException("a problem's name is in lower case: " + name);
		}
		if (status < 400 || status > 599) {
			throw new IllegalArgumentException("a problem's status is between 400 and 599: " + status);
		}
	}

	/// What HTTP itself has a name for: `not-found`, `method-not-allowed`.
	static ProblemType of(HttpStatus status) {
		String name = status.getReasonPhrase().toLowerCase(Locale.ROOT).replace(' ', '-');
		return new ProblemType(name, status.getReasonPhrase(), status.value());
	}

	/// The `type` of the problem: `urn:isonet:problem:` and the name.
	public URI uri() {
		return URI.create("urn:isonet:problem:" + name);
	}

}
