package io.isonet.mood;

import java.util.ArrayList;
import java.util.List;

import io.isonet.problem.ProblemError;

/// Everything found wrong with one input: the first 100 faults, and how many there were.
/// Not thread-safe.
final class MoodFaults {

	static final int LIMIT = 100;

	private final List<ProblemError> errors = new ArrayList<>();

	private int count;

	void add(String pointer, String detail) {
		add(ProblemError.at(pointer, detail));
	}

	void add(ProblemError error) {
		if (this.count++ < LIMIT) {
			this.errors.add(error);
		}
	}

	boolean isEmpty() {
		return this.count == 0;
	}

	/// Whether further faults would only be counted.
	boolean isFull() {
		return this.count >= LIMIT;
	}

	List<ProblemError> errors() {
		return this.errors;
	}

	/// The first fault in words, and how many there are.
	String summary() {
		String first = this.errors.getFirst().detail();
		if (this.count == 1) {
			return first;
		}
		return first + " (The first of " + this.count + " faults"
				+ ((this.count > LIMIT) ? ", of which " + LIMIT + " are listed.)" : ".)");
	}

}
