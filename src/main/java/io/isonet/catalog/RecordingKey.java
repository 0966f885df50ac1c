package io.isonet.catalog;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/// What two entries of one recording have in common: the main artist and the title, without case, accents, and what labels add to a
/// title ("Remastered 2011", "Live", "feat. ...").
final class RecordingKey {

	/// What may follow a title, in brackets or behind a dash.
	private static final String ADDED = "(?:\\d{4}\\s+)?(?:digital(?:ly)?\\s+)?(?:re-?master(?:ed)?|live|mono|stereo|single|album|radio|bonus|deluxe|"
			+ "original|feat|ft|featuring|with)\\b";

	private static final Pattern BEHIND_A_DASH = Pattern.compile("\\s+[-\u2013\u2014]\\s+" + ADDED + ".*$");

	private static final Pattern IN_BRACKETS = Pattern.compile("\\s*[(\\[]\\s*" + ADDED + "[^)\\]]*[)\\]]");

	private static final Pattern FEATURING = Pattern.compile("\\s+(?:feat\\.?|ft\\.|featuring)\\s.*$");

	/// Accents, and apostrophes, which some files leave out.
	private static final Pattern MARKS = Pattern.compile("[\\p{M}'\u2019`]+");

	private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");

	private RecordingKey() {
	}

	/// @return empty where title or artist are missing: then nothing is known to be the
	/// same
	static Optional<String> of(@Nullable String title, List<String> artists) {
		if (title == null || artists.isEmpty()) {
			return Optional.empty();
		}
		String artist = folded(artists.getFirst());
		String plain = plain(title);
		return (artist.isEmpty() || plain.isEmpty()) ? Optional.empty() : Optional.of(artist + "|" + plain);
	}

	/// A name without case, accents and what is neither letter nor digit.
	static String folded(String name) {
		String letters = MARKS.matcher(Normalizer.normalize(name, Normalizer.Form.NFKD)).replaceAll("");
		return BETWEEN_WORDS.matcher(letters.toLowerCase(Locale.ROOT)).replaceAll(" ").strip();
	}

	private static String plain(String title) {
		String text = title.toLowerCase(Locale.ROOT);
		text = IN_BRACKETS.matcher(text).replaceAll("");
		text = BEHIND_A_DASH.matcher(text).replaceAll("");
		text = FEATURING.matcher(text).replaceAll("");
		String folded = folded(text);
		// a title that is nothing else is a title
		return folded.isEmpty() ? folded(title) : folded;
	}

}
