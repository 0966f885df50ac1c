package io.isonet.problem;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/// What is wrong with a JSON body, in words for the caller: no names of classes, no piece
/// of the stack.
///
/// @param syntax whether the text is not JSON at all, or breaks a limit of the reader
/// @param detail what was found and what would be right
/// @param errors the place, as a pointer, where there is one
public record JsonFault(boolean syntax, String detail, List<ProblemError> errors) {

	/// How the parser shows a character: `('}' (code 125))`.
	private static final Pattern CHARACTER = Pattern.compile("\\('(.)' \\(code [^)]*\\)\\)");

	private static final String REMARK = "(: was expecting|: enable)?\\s[(`\\[]";

	public static JsonFault of(JacksonException ex) {
		if (ex instanceof StreamReadException || !(ex instanceof MismatchedInputException mismatch)) {
			return new JsonFault(true, "The JSON cannot be read" + place(ex) + ": " + reason(ex) + ".", List.of());
		}
		if (String.valueOf(ex.getOriginalMessage()).startsWith("Trailing token")) {
			return new JsonFault(true, "More text follows the JSON" + place(ex) + ".", List.of());
		}
		String pointer = pointer(ex);
		String detail = switch (mismatch) {
			case UnrecognizedPropertyException unknown ->
				"Unknown field " + Excerpt.of(unknown.getPropertyName()) + ", known are " + known(unknown) + ".";
			case InvalidFormatException format ->
				Excerpt.of(String.valueOf(format.getValue())) + " is not " + kind(format.getTargetType()) + ".";
			default -> "Here stands something that is not " + kind(mismatch.getTargetType()) + ".";
		};
		return new JsonFault(false, detail, List.of(ProblemError.at(pointer, detail)));
	}

	private static String known(UnrecognizedPropertyException ex) {
		return (ex.getKnownPropertyIds() == null) ? "none"
				: ex.getKnownPropertyIds().stream().map(String::valueOf).sorted().collect(Collectors.joining(", "));
	}

	/// What a value of a type is called.
	static String kind(@Nullable Class<?> type) {
		if (type == null) {
			return "what belongs here";
		}
		if (type == int.class || type == Integer.class || type == long.class || type == Long.class) {
			return "a whole number";
		}
		if (Number.class.isAssignableFrom(type) || type == double.class) {
			return "a number";
		}
		if (type == boolean.class || type == Boolean.class) {
			return "true or false";
		}
		if (type == String.class) {
			return "a text";
		}
		return Iterable.class.isAssignableFrom(type) ? "a list" : "an object";
	}

	/// JSON pointer (RFC 6901) to the value that was being read; empty for the whole
	/// document.
	private static String pointer(JacksonException ex) {
		return ex.getPath()
			.stream()
			.map((step) -> (step.getPropertyName() != null)
					? step.getPropertyName().replace("~", "~0").replace("/", "~1") : String.valueOf(step.getIndex()))
			.map((step) -> "/" + step)
			.collect(Collectors.joining());
	}

	private static String place(JacksonException ex) {
		TokenStreamLocation location = ex.getLocation();
		if (location == null || location.getLineNr() < 1) {
			return "";
		}
		return " at line " + location.getLineNr() + ", column " + location.getColumnNr();
	}

	/// What the parser says, without what it says of itself: "(for Source: REDACTED)",
	/// "enable `JsonReadFeature...`".
	private static String reason(JacksonException ex) {
		if (ex instanceof StreamConstraintsException) {
			return "it is nested too deeply, or has too long a text, name or number";
		}
		String message = String.valueOf(ex.getOriginalMessage()).lines().findFirst().orElse("");
		if (message.startsWith("Invalid UTF-8")) {
			return "it is not UTF-8, or begins with a byte order mark";
		}
		return CHARACTER.matcher(message).replaceFirst("'$1'").split(REMARK, 2)[0].strip();
	}

}
