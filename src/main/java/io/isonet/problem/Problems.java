package io.isonet.problem;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.springframework.http.ProblemDetail;
import org.springframework.web.util.UriUtils;

/// Makes the body of a problem.
final class Problems {

	private Problems() {
	}

	/// @param path path of the request as it was sent, the problem's `instance`
	static ProblemDetail detail(ProblemType type, String detail, List<ProblemError> errors, String path) {
		ProblemDetail problem = ProblemDetail.forStatus(type.status());
		problem.setType(type.uri());
		problem.setTitle(type.title());
		problem.setDetail(detail);
		problem.setInstance(instance(path));
		if (!errors.isEmpty()) {
			problem.setProperty("errors", errors);
		}
		return problem;
	}

	private static URI instance(String path) {
		try {
			return new URI(path);
		}
		catch (URISyntaxException ex) {
			return URI.create(UriUtils.encodePath(path, StandardCharsets.UTF_8));
		}
	}

}
