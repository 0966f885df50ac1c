package io.isonet.dataset;

import java.util.regex.Pattern;

import io.isonet.audio.AudioFeature;
import io.isonet.problem.Excerpt;

/// A cell with a measured number. Stateless.
final class NumberCell {

	private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");

	private static final int MAX_LENGTH = 100;

	private NumberCell() {
	}

	/// The number, or one that [AudioFeature#isMeasurable] refuses.
	/// @param cell stripped
	static double read(String cell) {
		return (cell.length() <= MAX_LENGTH && NUMBER.matcher(cell).matches()) ? Double.parseDouble(cell) : Double.NaN;
	}

	/// What is wrong with a cell that has none.
	static String fault(String cell) {
		return "The cell holds " + (cell.isEmpty() ? "nothing" : Excerpt.of(cell))
				+ "; it needs a finite number such as 0.5 or -7.35e-05, from -1e9 to 1e9.";
	}

}
