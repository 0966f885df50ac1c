package io.isonet.problem;

/// A piece of someone's input as a message may show it: short, on one line, with nothing
/// invisible in it.
public final class Excerpt {

	private static final int LIMIT = 60;

	private Excerpt() {
	}

	/// The text in single quotes, abbreviated to 60 characters, control and format
	/// characters escaped.
	public static String of(String text) {
		return "'" + unquoted(text) + "'";
	}

	/// The same without the quotes.
	public static String unquoted(String text) {
		StringBuilder shown = new StringBuilder();
		int shownCharacters = 0;
		for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
			if (shownCharacters++ == LIMIT) {
				return shown.append("...").toString();
			}
			append(shown, text.codePointAt(i));
		}
		return shown.toString();
	}

	private static void append(StringBuilder shown, int character) {
		switch (character) {
			case '\n' -> shown.append("\\n");
			case '\r' -> shown.append("\\r");
			case '\t' -> shown.append("\\t");
			default -> {
				if (isVisible(character)) {
					shown.appendCodePoint(character);
				}
				else {
					shown.append("\\u%04x".formatted(character));
				}
			}
		}
	}

	private static boolean isVisible(int character) {
		return switch (Character.getType(character)) {
			case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED,
					Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
				false;
			default -> true;
		};
	}

}
