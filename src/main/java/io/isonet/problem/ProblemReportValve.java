package io.isonet.problem;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

/// Answers what Tomcat itself refuses, before any of our code is reached, in the same
/// form as everything else: a broken request line, a bad escape, a header that is too
/// long. Thread-safe.
class ProblemReportValve extends ErrorReportValve {

	private final JsonMapper mapper;

	ProblemReportValve(JsonMapper mapper) {
		this.mapper = mapper;
	}

	@Override
	protected void report(Request request, Response response, @Nullable Throwable failure) {
		HttpStatus status = HttpStatus.resolve(response.getStatus());
		if (status == null || !status.isError() || response.getContentWritten() > 0 || !response.setErrorReported()) {
			return;
		}
		String path = Objects.requireNonNullElse(request.getRequestURI(), "");
		String problem = this.mapper.writeValueAsString(Problems.detail(ProblemType.of(status),
				"The request is not what HTTP allows, or has a line that is too long.", List.of(), path));
		try {
			response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
			response.setCharacterEncoding(StandardCharsets.UTF_8.name());
			response.getReporter().write(problem);
			response.finishResponse();
		}
		catch (IOException | IllegalStateException ex) {
			// the caller is gone
		}
	}

}
