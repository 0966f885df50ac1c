package io.isonet.inference;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import io.isonet.problem.ProblemError;
import io.isonet.problem.ProblemException;
import io.isonet.problem.ProblemType;
import org.jspecify.annotations.Nullable;

/// Collects the faults of a request, so that all are reported together. Not thread-safe.
final class Faults {

	private static final int MOST = 100;

	private static final ProblemType INVALID = new ProblemType("invalid-prediction-request",
			"The request asks for what cannot be predicted", 422);

	private final List<ProblemException> problems = new ArrayList<>();

	/// Runs a check and keeps what it throws.
	void collect(Runnable check) {
		try {
			check.run();
		}
		catch (ProblemException ex) {
			this.problems.add(ex);
		}
	}

	/// Reads a part and keeps what that throws.
	/// @return null where it has a fault
	<T> @Nullable T read(Supplier<T> part) {
		try {
			return part.get();
		}
		catch (ProblemException ex) {
			this.problems.add(ex);
			return null;
		}
	}

	/// A fault of its own.
	void add(String pointer, String detail) {
		this.problems.add(new ProblemException(INVALID, detail, List.of(ProblemError.at(pointer, detail))));
	}

	/// Whether there are as many faults as are shown: to look for more is in vain.
	boolean isFull() {
		return this.problems.stream().mapToInt((problem) -> problem.errors().size()).sum() >= MOST;
	}

	boolean isEmpty() {
		return this.problems.isEmpty();
	}

	/// Throws the only problem as it is, several as one with the faults of all.
	void throwIfAny() {
		if (this.problems.isEmpty()) {
			return;
		}
		ProblemException first = this.problems.getFirst();
		boolean same = this.problems.stream().allMatch((problem) -> problem.type().equals(first.type()));
		if (this.problems.size() == 1) {
			throw first;
		}
		List<ProblemError> errors = this.problems.stream().flatMap((problem) -> problem.errors().stream()).toList();
		throw new ProblemException(same ? first.type() : INVALID,
				errors.size() + " faults, the first: " + first.detail(),
				errors.subList(0, Math.min(errors.size(), MOST)));
	}

}
