package io.isonet.mood;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// One leg of a journey: the words that describe how it feels, such as `sad, lonely`.
///
/// @param words at least one, each normalised: stripped, white space folded to one space,
/// in lower case
public record MoodState(List<String> words) {

	private static final Pattern WHITE_SPACE = Pattern.compile("\\s+", Pattern.UNICODE_CHARACTER_CLASS);

	public MoodState {
		words = words.stream().map(MoodState::normalise).toList();
		if (words.isEmpty() || words.contains("")) {
			throw new IllegalArgumentException("a state has one or more words, none of them blank, not " + words);
		}
	}

	/// The form in which two spellings of a word are the same; empty for a blank word.
	/// White space is what Unicode calls so, the no-break space included.
	public static String normalise(String word) {
		return isNormal(word) ? word : WHITE_SPACE.matcher(word).replaceAll(" ").strip().toLowerCase(Locale.ROOT);
	}

	/// Whether it is seen at a glance: most words are.
	private static boolean isNormal(String word) {
		char before = ' ';
		for (int i = 0; i < word.length(); i++) {
			char here = word.charAt(i);
			if ((here < 'a' || here > 'z') && here != ',' && (here != ' ' || before == ' ')) {
				return false;
			}
			before = here;
		}
		return word.isEmpty() || before != ' ';
	}

	/// The words as people write them: `sad, lonely`.
	@Override
	public String toString() {
		return String.join(", ", this.words);
	}

}
