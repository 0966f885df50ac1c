package io.isonet.dataset;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What somebody says of mood words in numbers. Immutable.
///
/// @param kind what the numbers are
/// @param columns their names
/// @param words one number for each column by word, in the form that
/// [io.isonet.mood.MoodState] gives it; not copied
public record Lexicon(Kind kind, List<String> columns, Map<String, double[]> words) {

	public Lexicon {
		columns = List.copyOf(columns);
		words = Collections.unmodifiableMap(new LinkedHashMap<>(words));
		for (Map.Entry<String, double[]> word : words.entrySet()) {
			if (word.getValue().length != columns.size()) {
				throw new IllegalArgumentException("the word '" + word.getKey() + "' has " + word.getValue().length
						+ " numbers, there are " + columns.size() + " columns");
			}
		}
	}

	/// What the numbers of a word are.
	public enum Kind {

		/// How pleasant and how excited it is, on any scale that is the same for all
		/// words.
		VALENCE_AROUSAL,

		/// The number of its [MoodGroup].
		GROUP,

		/// How its tracks sound, one number a feature.
		FEATURES

	}

}
