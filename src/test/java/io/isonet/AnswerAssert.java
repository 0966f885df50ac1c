package io.isonet;

import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.Assertions;
import tools.jackson.databind.JsonNode;

/// Asserts of an answer, above all that a failure is a problem as RFC 9457 has it and
/// tells nothing of the inside.
public final class AnswerAssert extends AbstractAssert<AnswerAssert, Answer> {

	/// Names of classes and members, lines of a stack, paths of a file system, and how
	/// the JSON parser speaks of itself.
	private static final Pattern INSIDE = Pattern.compile("\\b(io\\.isonet|org\\.\\w+|java|jakarta|tools\\.jackson)\\."
			+ "|Exception\\b|\\.java\\b|\\bat \\w+(\\.\\w+)+\\(|/tmp/|/home/|/root/|Source:|Feature\\.|`|"
			+ Pattern.quote(System.getProperty("user.dir")));

	private AnswerAssert(Answer actual) {
		super(actual, AnswerAssert.class);
	}

	public static AnswerAssert assertThat(Answer actual) {
		return new AnswerAssert(actual);
	}

	public AnswerAssert hasStatus(int status) {
		Assertions.assertThat(this.actual.status()).as("status of %s", this.actual).isEqualTo(status);
		return this;
	}

	public AnswerAssert hasHeader(String name, String value) {
		Assertions.assertThat(this.actual.header(name)).as(name).contains(value);
		return this;
	}

	public AnswerAssert hasNoHeader(String name) {
		Assertions.assertThat(this.actual.header(name)).as(name).isEmpty();
		return this;
	}

	/// A problem of a kind, complete and discreet.
	public AnswerAssert isProblem(int status, String name) {
		hasStatus(status);
		Assertions.assertThat(this.actual.header("Content-Type").orElse(""))
			.as("content type of %s", this.actual)
			.startsWith("application/problem+json");
		JsonNode problem = this.actual.json();
		Assertions.assertThat(problem.path("type").asString(""))
			.as("type of %s", problem)
			.isEqualTo("urn:isonet:problem:" + name);
		Assertions.assertThat(problem.path("status").asInt(0)).isEqualTo(status);
		Assertions.assertThat(problem.path("title").asString("")).isNotBlank();
		Assertions.assertThat(problem.path("detail").asString("")).isNotBlank();
		Assertions.assertThat(this.actual.text()).doesNotContainPattern(INSIDE);
		return this;
	}

	public AnswerAssert hasInstance(String path) {
		Assertions.assertThat(this.actual.json().path("instance").asString("")).isEqualTo(path);
		return this;
	}

	public AnswerAssert says(String phrase) {
		Assertions.assertThat(this.actual.json().path("detail").asString("")).contains(phrase);
		return this;
	}

	/// That one of the errors is at a place, and says a phrase.
	public AnswerAssert hasErrorAt(String pointer, String phrase) {
		Assertions.assertThat(StreamSupport.stream(this.actual.json().path("errors").spliterator(), false))
			.as("errors of %s", this.actual)
			.anyMatch((error) -> error.path("pointer").asString("").equals(pointer)
					&& (error.path("detail").asString("") + error.path("suggestions")).contains(phrase));
		return this;
	}

}
