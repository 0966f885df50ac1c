package io.isonet.inference;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

import io.isonet.lexicon.FittedLexicon;
import io.isonet.mood.MoodSequence;
import io.isonet.mood.MoodState;
import io.isonet.mood.MoodVocabulary;
import org.jspecify.annotations.Nullable;

/// The words that a loaded version answers: its own, and behind them those that the lexicon
/// adds. Immutable.
///
/// @param vocabulary all of them
/// @param own number of its own words; the ids from there on are the lexicon's
/// @param neighbours finds its own words that are near; null where there are too many to
/// look at
/// @param playlists by the id of an own word, in how many playlists of the training it was,
/// -1 where that is not said; null where nothing is; not copied
/// @param lexicon what the lexicon adds; null where there is none
/// @param unfit why the lexicon that is loaded adds nothing; null where it does, or there is
/// none
record ServedWords(MoodVocabulary vocabulary, int own, @Nullable WordNeighbours neighbours, int @Nullable [] playlists,
		@Nullable FittedLexicon lexicon, @Nullable String unfit) {

	/// A version's own words alone, of which nothing else is known.
	static ServedWords of(MoodVocabulary vocabulary) {
		return new ServedWords(vocabulary, vocabulary.moods().size(), null, null, null, null);
	}

	/// In how many playlists of the training a word was; empty where nobody knows. None
	/// for a word of the lexicon.
	OptionalInt playlists(int id) {
		if (id >= this.own) {
			return OptionalInt.of(0);
		}
		return (this.playlists == null || this.playlists[id] < 0) ? OptionalInt.empty()
				: OptionalInt.of(this.playlists[id]);
	}

	/// Whether a word is the lexicon's.
	boolean isOfLexicon(int id) {
		return id >= this.own;
	}

	/// The group that the lexicon gives a word of it; empty where it gives none.
	OptionalInt groupByLexicon(int id) {
		int group = (this.lexicon != null && isOfLexicon(id)) ? this.lexicon.groups()[id - this.own] : 0;
		return (group > 0) ? OptionalInt.of(group) : OptionalInt.empty();
	}

	/// The warnings of a version, and which words of a journey are the lexicon's.
	List<String> warnings(List<String> ofVersion, MoodSequence moods) {
		if (this.lexicon == null || this.lexicon.words().isEmpty()) {
			return ofVersion;
		}
		Set<String> added = new LinkedHashSet<>();
		for (MoodState state : moods.states()) {
			for (String word : state.words()) {
				this.vocabulary.id(word).stream().filter(this::isOfLexicon).forEach((id) -> added.add(word));
			}
		}
		if (added.isEmpty()) {
			return ofVersion;
		}
		List<String> warnings = new ArrayList<>(ofVersion);
		warnings.add("The model has learned from no playlist what "
				+ ((added.size() > 1) ? "these words mean" : "this word means") + ": '" + String.join("', '", added)
				+ "'. Their vectors come from the lexicon.");
		return warnings;
	}

}
