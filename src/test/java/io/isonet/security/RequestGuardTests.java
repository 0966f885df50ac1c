package io.isonet.security;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;

import io.isonet.Answer;
import io.isonet.Caller;
import io.isonet.RunningService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

import static io.isonet.AnswerAssert.assertThat;

/// What a stranger's page, or a name that was bent to this machine, gets to do: nothing.
@RunningService
class RequestGuardTests {

	private static final String PREDICTION = "{\"moods\": \"sad\", \"length\": 1}";

	private final Caller caller;

	RequestGuardTests(@LocalServerPort int port) {
		this.caller = new Caller(port);
	}

	@ParameterizedTest
	@ValueSource(strings = { "localhost", "localhost:{port}", "LOCALHOST:1", "127.0.0.1", "127.0.0.1:{port}", "[::1]",
			"[::1]:{port}" })
	void ownNamesAreAnswered(String host) {
		assertThat(withHost(host)).hasStatus(200);
	}

	@ParameterizedTest
	@ValueSource(strings = { "elsewhere.example", "elsewhere.example:{port}", "ELSEWHERE.example",
			"localhost.elsewhere.example", "127.0.0.1.elsewhere.example", "127.0.0.2", "0.0.0.0", "[::2]", "" })
	void foreignNamesAreNotEvenForReading(String host) {
		assertThat(withHost(host)).isProblem(421, "foreign-host").hasInstance("/api/v1/models");
	}

	@ParameterizedTest
	@ValueSource(strings = { "local host", "localhost:1:2", "localhost@elsewhere.example", "[::1", "localhost/x" })
	void namesThatAreNoneAreRefused(String host) {
		assertThat(withHost(host)).isProblem(400, "bad-request");
	}

	@Test
	void requestWithoutNameIsRefused() {
		assertThat(raw("GET /api/v1/models HTTP/1.0\r\n\r\n")).isProblem(421, "foreign-host");
		assertThat(raw("GET /api/v1/models HTTP/1.1\r\nConnection: close\r\n\r\n")).isProblem(400, "bad-request");
		assertThat(raw("GET /api/v1/models HTTP/1.1\r\nHost: localhost\r\nHost: elsewhere.example\r\n"
				+ "Connection: close\r\n\r\n"))
			.isProblem(400, "bad-request");
	}

	@ParameterizedTest
	@CsvSource({ "POST,/api/v1/predictions", "POST,/api/v1/trainings", "PUT,/api/v1/models/isonet/aliases/champion",
			"DELETE,/api/v1/trainings/x", "PATCH,/api/v1/models", "POST,/nothing" })
	void foreignPagesChangeNothing(String method, String path) {
		assertThat(from(method, path, "Origin", "http://elsewhere.example")).isProblem(403, "foreign-origin");
		assertThat(from(method, path, "Origin", "null")).isProblem(403, "foreign-origin");
		assertThat(from(method, path, "Origin", "http://localhost:3000")).isProblem(403, "foreign-origin");
		assertThat(from(method, path, "Origin", "not an origin")).isProblem(403, "foreign-origin");
		assertThat(from(method, path, "Sec-Fetch-Site", "cross-site")).isProblem(403, "foreign-origin");
	}

	@Test
	void ownPageMayCall() {
		String own = "http://localhost:" + this.caller.port();
		assertThat(from("POST", "/api/v1/predictions", "Origin", own)).hasStatus(200)
			.hasNoHeader("Access-Control-Allow-Origin");
		assertThat(from("POST", "/api/v1/predictions", "Sec-Fetch-Site", "same-origin")).hasStatus(200);
		assertThat(from("POST", "/api/v1/predictions", "Sec-Fetch-Site", "none")).hasStatus(200);
	}

	@Test
	void foreignPageReadsNothing() {
		assertThat(this.caller.get("/api/v1/models", "Origin", "http://elsewhere.example"))
			.hasNoHeader("Access-Control-Allow-Origin")
			.hasHeader("Cross-Origin-Resource-Policy", "same-origin")
			.hasHeader("X-Content-Type-Options", "nosniff")
			.hasHeader("X-Frame-Options", "DENY");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/api/v1/predictions", "/api/v1/trainings", "/actuator/health", "/nothing" })
	void foreignPageIsNotAllowedToAskEither(String path) {
		Answer preflight = this.caller.send("OPTIONS", path, BodyPublishers.noBody(), "Origin",
				"http://elsewhere.example", "Access-Control-Request-Method", "POST", "Access-Control-Request-Headers",
				"content-type");
		assertThat(preflight).hasNoHeader("Access-Control-Allow-Origin").hasNoHeader("Access-Control-Allow-Methods");
	}

	@ParameterizedTest
	@ValueSource(strings = { "health", "health/liveness", "health/readiness", "info", "prometheus" })
	void whatOperatorsNeedIsThere(String endpoint) {
		assertThat(this.caller.get("/actuator/" + endpoint)).hasStatus(200);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/actuator/auditevents", "/actuator/beans", "/actuator/caches", "/actuator/conditions",
			"/actuator/configprops", "/actuator/env", "/actuator/env/path", "/actuator/flyway", "/actuator/heapdump",
			"/actuator/httpexchanges", "/actuator/jolokia", "/actuator/logfile", "/actuator/loggers",
			"/actuator/mappings", "/actuator/metrics", "/actuator/modulith", "/actuator/scheduledtasks",
			"/actuator/shutdown", "/actuator/startup", "/actuator/threaddump", "/h2-console", "/h2-console/" })
	void whatWouldTellOrDoMoreIsNot(String path) {
		assertThat(this.caller.get(path)).isProblem(404, "not-found");
		assertThat(this.caller.send("POST", path, BodyPublishers.noBody())).isProblem(404, "not-found");
	}

	private Answer withHost(String host) {
		return raw("GET /api/v1/models HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n"
			.formatted(host.replace("{port}", String.valueOf(this.caller.port()))));
	}

	private Answer from(String method, String path, String header, String value) {
		return this.caller.send(method, path, BodyPublishers.ofString(PREDICTION), "Content-Type", "application/json",
				header, value);
	}

	private Answer raw(String request) {
		return this.caller.raw(request.getBytes(StandardCharsets.UTF_8));
	}

}
