package io.isonet.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The many ways in which cells of track lists say one thing.
final class CellValues {

	private static final Set<String> MISSING = Set.of("", "na", "n/a", "nan", "null", "none", "-", "?", "#n/a");

	private static final Map<String, Boolean> TRUTH = Map.ofEntries(Map.entry("true", true), Map.entry("false", false),
			Map.entry("yes", true), Map.entry("no", false), Map.entry("1", true), Map.entry("0", false),
			Map.entry("1.0", true), Map.entry("0.0", false), Map.entry("t", true), Map.entry("f", false),
			Map.entry("explicit", true), Map.entry("clean", false));

	/// Pitch classes of the letters A to G.
	private static final int[] PITCH_CLASSES = { 9, 11, 0, 2, 4, 5, 7 };

	private static final Pattern KEY = Pattern
		.compile("([A-Ga-g])\\s*([#\u266Fb\u266D]?)(?:\\s*(?:maj(?:or)?|min(?:or)?|m))?");

	private static final Pattern CLOCK = Pattern.compile("(?:(\\d{1,2}):)?(\\d{1,3}):(\\d{2})(?:\\.\\d+)?");

	private static final Pattern YEAR_FIRST = Pattern.compile("(\\d{4})(?:\\.0+|[-/.]\\d{1,2}.*)?");

	private static final Pattern YEAR_LAST = Pattern.compile("\\d{1,2}[-/.]\\d{1,2}[-/.](\\d{4})");

	private static final Pattern QUOTED = Pattern.compile("'((?:[^'\\\\]|\\\\.)*)'|\"((?:[^\"\\\\]|\\\\.)*)\"");

	private static final Pattern ID_IN_URI = Pattern.compile("(?:.*[:/]track[:/])([A-Za-z0-9]+)(?:[?#].*)?");

	private CellValues() {
	}

	/// Empty where a file says that it has no value.
	static Optional<String> text(String cell) {
		String text = cell.strip();
		return MISSING.contains(text.toLowerCase(Locale.ROOT)) ? Optional.empty() : Optional.of(text);
	}

	/// Empty where it is no finite number.
	static OptionalDouble number(String text) {
		try {
			// Java's own suffixes and hexadecimal digits are no numbers of a file
			double number = text.matches("[-+0-9.eE]+") ? Double.parseDouble(text) : Double.NaN;
			return Double.isFinite(number) ? OptionalDouble.of(number) : OptionalDouble.empty();
		}
		catch (NumberFormatException ex) {
			return OptionalDouble.empty();
		}
	}

	/// Pitch class from a number (-1: none was found, which is NaN here) or a letter
	/// (`C#`, `Db`, `F# minor`).
	static OptionalDouble key(String text) {
		OptionalDouble number = number(text);
		if (number.isPresent()) {
			return (number.getAsDouble() == -1) ? OptionalDouble.of(Double.NaN) : number;
		}
		Matcher letters = KEY.matcher(text);
		if (!letters.matches()) {
			return OptionalDouble.empty();
		}
		int step = switch (letters.group(2)) {
			case "#", "\u266F" -> 1;
			case "b", "\u266D" -> -1;
			default -> 0;
		};
		return OptionalDouble
			.of(Math.floorMod(PITCH_CLASSES[Character.toUpperCase(letters.group(1).charAt(0)) - 'A'] + step, 12));
	}

	/// 1 for major, 0 for minor.
	static OptionalDouble mode(String text) {
		return switch (text.toLowerCase(Locale.ROOT)) {
			case "major", "maj" -> OptionalDouble.of(1);
			case "minor", "min" -> OptionalDouble.of(0);
			default -> number(text);
		};
	}

	static Optional<Boolean> truth(String text) {
		return Optional.ofNullable(TRUTH.get(text.toLowerCase(Locale.ROOT)));
	}

	/// From `2011`, `2011-07-15`, `2011-07`, `15-07-2011`.
	static OptionalInt year(String text) {
		Matcher first = YEAR_FIRST.matcher(text);
		Matcher last = YEAR_LAST.matcher(text);
		String year = first.matches() ? first.group(1) : last.matches() ? last.group(1) : "0";
		int number = Integer.parseInt(year);
		return (number >= 1000) ? OptionalInt.of(number) : OptionalInt.empty();
	}

	/// Milliseconds from a number or a clock (`3:45`).
	/// @param perUnit milliseconds of the column's unit
	static OptionalInt millis(String text, double perUnit) {
		Matcher clock = CLOCK.matcher(text);
		if (clock.matches()) {
			int hours = (clock.group(1) == null) ? 0 : Integer.parseInt(clock.group(1));
			return OptionalInt
				.of(((hours * 60 + Integer.parseInt(clock.group(2))) * 60 + Integer.parseInt(clock.group(3))) * 1000);
		}
		OptionalDouble number = number(text);
		if (number.isEmpty()) {
			return OptionalInt.empty();
		}
		double millis = number.getAsDouble() * perUnit;
		return (millis >= 1 && millis <= Integer.MAX_VALUE) ? OptionalInt.of((int) Math.round(millis))
				: OptionalInt.empty();
	}

	/// The names of a list: `['A', "B"]`, or parted by one of the separators, which may
	/// be none.
	static List<String> names(String text, String separators) {
		if (text.startsWith("[") && text.endsWith("]")) {
			List<String> names = new ArrayList<>();
			for (Matcher quoted = QUOTED.matcher(text); quoted.find();) {
				String name = (quoted.group(1) != null) ? quoted.group(1) : quoted.group(2);
				names.add(name.replaceAll("\\\\(.)", "$1").strip());
			}
			return names.stream().filter((name) -> !name.isEmpty()).distinct().toList();
		}
		Stream<String> parts = separators.isEmpty() ? Stream.of(text) : Stream.of(text.split("[" + separators + "]"));
		return parts.map(String::strip).filter((name) -> !name.isEmpty()).distinct().toList();
	}

	/// The id within a `service:track:ID` or `https://.../track/ID`; anything else as it
	/// is.
	static String id(String text) {
		Matcher uri = ID_IN_URI.matcher(text);
		return uri.matches() ? uri.group(1) : text;
	}

}
