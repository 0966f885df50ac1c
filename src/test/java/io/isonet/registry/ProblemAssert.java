package io.isonet.registry;

import java.util.List;

import io.isonet.problem.ProblemError;
import io.isonet.problem.ProblemException;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/// Says what a caller would be told of a failure.
final class ProblemAssert extends AbstractThrowableAssert<ProblemAssert, ProblemException> {

	private ProblemAssert(ProblemException actual) {
		super(actual, ProblemAssert.class);
	}

	static ProblemAssert assertThatProblem(ThrowingCallable call) {
		return new ProblemAssert(Assertions.catchThrowableOfType(ProblemException.class, call)).isNotNull();
	}

	ProblemAssert is(int status, String name) {
		Assertions.assertThat(this.actual.type().status()).isEqualTo(status);
		Assertions.assertThat(this.actual.type().name()).isEqualTo(name);
		return this;
	}

	ProblemAssert suggests(String... suggestions) {
		List<String> actual = this.actual.errors()
			.stream()
			.map(ProblemError::suggestions)
			.flatMap(List::stream)
			.toList();
		Assertions.assertThat(actual).containsExactly(suggestions);
		return this;
	}

}
