package io.isonet.dataset;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiFunction;

import io.isonet.problem.ProblemError;
import io.isonet.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/// Everything found wrong with one file, up to 100 faults. Not thread-safe.
final class FileFaults {

	static final int LIMIT = 100;

	private final List<ProblemError> errors = new ArrayList<>();

	/// Notes a fault.
	/// @param line where the row starts, from 1
	/// @param column null where the whole row is meant
	/// @param detail what was found and what would be right
	void add(long line, @Nullable String column, String detail) {
		add(line, column, detail, List.of());
	}

	void add(long line, @Nullable String column, String detail, List<String> suggestions) {
		if (!isOverfull()) {
			this.errors.add(new ProblemError(null, line, column, detail, suggestions));
		}
	}

	boolean isEmpty() {
		return this.errors.isEmpty();
	}

	/// Whether there are more faults than are listed, so that reading on is of no use.
	boolean isOverfull() {
		return this.errors.size() > LIMIT;
	}

	/// How many faults there are, one above the limit at most.
	int count() {
		return this.errors.size();
	}

	/// @throws InvalidPlaylistFileException if there are any, in the order of their lines
	void throwIfAny() {
		throwIfAny(InvalidPlaylistFileException::new);
	}

	/// Throws what the file's kind has for its faults, if there are any: of those that
	/// are listed, in the order of their lines, and whether there are more.
	void throwIfAny(BiFunction<List<ProblemError>, Boolean, ? extends ProblemException> problem) {
		if (!isEmpty()) {
			List<ProblemError> listed = this.errors.stream()
				.sorted(Comparator.comparing(ProblemError::line, Comparator.nullsFirst(Comparator.naturalOrder())))
				.limit(LIMIT)
				.toList();
			throw problem.apply(listed, isOverfull());
		}
	}

	/// The first fault in words, and how many there are.
	static String summary(List<ProblemError> errors, boolean more) {
		ProblemError first = errors.getFirst();
		String place = "Line " + first.line() + ((first.column() != null) ? ", column '" + first.column() + "'" : "");
		String detail = place + ": " + first.detail();
		if (more) {
			return detail + " (The first of more than " + errors.size() + " faults; those beyond are left out.)";
		}
		return (errors.size() == 1) ? detail : detail + " (The first of " + errors.size() + " faults.)";
	}

}
