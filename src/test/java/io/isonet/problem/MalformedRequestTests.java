package io.isonet.problem;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import io.isonet.Answer;
import io.isonet.AnswerAssert;
import io.isonet.Caller;
import io.isonet.RunningService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.web.server.LocalServerPort;

import static io.isonet.AnswerAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/// Walks the malformed requests below `requests`, each over a socket of its own.
@RunningService
class MalformedRequestTests {

	private final Caller caller;

	MalformedRequestTests(@LocalServerPort int port) {
		this.caller = new Caller(port);
	}

	@ParameterizedTest
	@MethodSource("requests")
	void everyFailureIsAProblemThatSaysWhatIsWrong(MalformedRequest request) {
		String jobs = this.caller.get("/api/v1/trainings").text();
		Answer answer = this.caller.raw(request.bytes());
		String[] kind = request.expected().getFirst().split(" ");
		AnswerAssert problem = assertThat(answer).isProblem(Integer.parseInt(kind[0]), kind[1]);
		if (!kind[1].equals("bad-request") && request.target().startsWith("/") && !request.target().contains("{{")) {
			problem.hasInstance(request.target().split("\\?")[0]);
		}
		for (String phrase : request.expected().subList(1, request.expected().size())) {
			if (phrase.startsWith("/") && phrase.contains(": ")) {
				String[] error = phrase.split(": ", 2);
				problem.hasErrorAt(error[0], error[1]);
			}
			else {
				problem.says(phrase);
			}
		}
		assertThat(this.caller.get("/api/v1/trainings").text()).as("nothing is stored").isEqualTo(jobs);
	}

	@Test
	void methodThatIsNotThereIsToldThoseThatAre() {
		assertThat(this.caller.get("/api/v1/predictions")).hasStatus(405).hasHeader("Allow", "POST");
	}

	@Test
	void headOfAFailureHasItsStatusAndNoBody() {
		Answer answer = this.caller
			.raw("HEAD /nothing HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".getBytes());
		assertThat(answer).hasStatus(404).hasHeader("Content-Type", "application/problem+json");
		assertThat(answer.body()).isEmpty();
	}

	@Test
	void optionsTellTheMethods() {
		Answer answer = this.caller
			.raw("OPTIONS /api/v1/predictions HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".getBytes());
		assertThat(answer).hasStatus(200).hasHeader("Allow", "POST,OPTIONS");
	}

	static Stream<MalformedRequest> requests() {
		try (Stream<Path> files = Files.list(Path.of("src/test/resources/requests"))) {
			return files.sorted().map(MalformedRequestTests::requests).toList().stream().flatMap(List::stream);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static List<MalformedRequest> requests(Path file) {
		try {
			return MalformedRequest.in(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
