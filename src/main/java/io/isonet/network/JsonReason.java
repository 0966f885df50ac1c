package io.isonet.network;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/// Why JSON cannot be read, in the reader's own words without those on itself: no names of
/// classes, no source, no advice on its settings. Stateless.
final class JsonReason {

	private static final String ASIDES = "(?s)\\s*\\((start marker|class|index|code|for Source|enable|as |byte).*|\\s*[:,]? enable .*|\n.*|`";

	private JsonReason() {
	}

	static String of(JacksonException ex) {
		String words = String.valueOf(ex.getOriginalMessage());
		return switch (ex) {
			case UnrecognizedPropertyException unknown -> "nobody knows this field";
			case MismatchedInputException mismatch when !words.startsWith("Missing ") -> "the value is of another type";
			default -> words.replaceAll(ASIDES, "");
		};
	}

}
