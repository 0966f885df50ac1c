package io.isonet.inference;

import java.time.Duration;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static io.isonet.inference.GatedCalls.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/// How long a request waits, in both computations.
class DeadlineTests {

	private static final Duration SHORT = Duration.ofMillis(200);

	@ParameterizedTest
	@EnumSource
	void theDeadlineHoldsWhileEveryWorkerIsBusy(ComputationKind kind) {
		assertLateAfterAShortWhile(kind, SHORT, null);
	}

	@ParameterizedTest
	@EnumSource
	void aTimeoutShortensTheDeadline(ComputationKind kind) {
		assertLateAfterAShortWhile(kind, LONG, SHORT);
	}

	@ParameterizedTest
	@EnumSource
	void aTimeoutNeverLengthensTheDeadline(ComputationKind kind) {
		assertLateAfterAShortWhile(kind, SHORT, LONG);
	}

	@ParameterizedTest
	@EnumSource
	void aTimeoutHoldsWhereTheDeadlineIsAsGoodAsNone(ComputationKind kind) {
		assertLateAfterAShortWhile(kind, Duration.ofDays(365), SHORT);
	}

	@ParameterizedTest
	@EnumSource
	void whatIsLateWhenItComesIsRefusedThoughAWorkerIsFree(ComputationKind kind) {
		try (GatedCalls calls = new GatedCalls(kind, 10, LONG)) {
			ServedModel model = FakeModels.model(1, (batch) -> {
				throw new AssertionError("is computed");
			});
			long longAgo = System.nanoTime() - LONG.toNanos();
			assertThatExceptionOfType(OverloadedException.class)
				.isThrownBy(() -> calls.computation().compute(model, FakeModels.journey(1, 1), Urgency.NORMAL, longAgo))
				.satisfies((ex) -> assertThat(ex.type().name()).isEqualTo("deadline-exceeded"));
		}
	}

	private static void assertLateAfterAShortWhile(ComputationKind kind, Duration deadline, Duration timeout) {
		try (GatedCalls calls = new GatedCalls(kind, 10, deadline)) {
			calls.fill(0);
			long asked = System.nanoTime();
			assertThatExceptionOfType(OverloadedException.class)
				.isThrownBy(() -> calls.compute(1, new Urgency(Priority.NORMAL, timeout)))
				.withMessageContaining("within 200 ms")
				.satisfies((ex) -> assertThat(ex.type().name()).isEqualTo("deadline-exceeded"))
				.satisfies((ex) -> assertThat(ex.retryAfter()).contains(Duration.ofSeconds(1)));
			assertThat(Duration.ofNanos(System.nanoTime() - asked)).isBetween(SHORT, Duration.ofSeconds(5));
			assertThat(calls.depth()).as("who gave up waits no more").isZero();
			assertThat(calls.computed()).as("who gave up was not computed").containsExactly(0);
		}
	}

}
