package io.isonet.mood;

import java.util.HashMap;
import java.util.Map;

import io.isonet.problem.Excerpt;

/// The rules that words with ids keep to be a vocabulary.
final class VocabularyCheck {

	private final MoodFaults faults;

	VocabularyCheck(MoodFaults faults) {
		this.faults = faults;
	}

	void check(Map<String, Integer> ids) {
		if (ids.size() > MoodVocabulary.MAX_WORDS) {
			this.faults.add("", "The vocabulary has " + ids.size() + " words; at most " + MoodVocabulary.MAX_WORDS
					+ " are allowed.");
		}
		checkWords(ids);
		// ids of a vocabulary with words left out would be faults only because of that
		if (this.faults.isEmpty()) {
			checkIds(ids);
		}
		checkSpecials(ids);
	}

	private void checkWords(Map<String, Integer> ids) {
		Map<String, String> spellings = HashMap.newHashMap(ids.size());
		for (String word : ids.keySet()) {
			String normalised = MoodState.normalise(word);
			String other = spellings.putIfAbsent(normalised, word);
			if (normalised.isEmpty()) {
				this.faults.add(pointer(word), "The word " + Excerpt.of(word) + " is blank.");
			}
			else if (word.length() > MoodVocabulary.MAX_WORD_LENGTH) {
				this.faults.add(pointer(word), "The word " + Excerpt.of(word) + " has " + word.length()
						+ " characters; at most " + MoodVocabulary.MAX_WORD_LENGTH + " are allowed.");
			}
			else if (other != null) {
				this.faults.add(pointer(word), "The words " + Excerpt.of(other) + " and " + Excerpt.of(word)
						+ " differ in case or spacing only, which look-ups ignore.");
			}
		}
	}

	private void checkIds(Map<String, Integer> ids) {
		Map<Integer, String> owners = HashMap.newHashMap(ids.size());
		ids.forEach((word, id) -> {
			String other = owners.putIfAbsent(id, word);
			if (id < 0 || id >= ids.size()) {
				this.faults.add(pointer(word), "The id of " + Excerpt.of(word) + " is " + id + "; the ids of "
						+ ids.size() + " words are 0 to " + (ids.size() - 1) + ", each once.");
			}
			else if (other != null) {
				this.faults.add(pointer(word),
						"The id " + id + " of " + Excerpt.of(word) + " belongs to " + Excerpt.of(other) + " already.");
			}
		});
	}

	private void checkSpecials(Map<String, Integer> ids) {
		int specials = 0;
		for (String special : MoodVocabulary.SPECIALS) {
			if (ids.containsKey(special)) {
				specials++;
			}
			else {
				this.faults.add("", "The special token " + Excerpt.of(special) + " is missing.");
			}
		}
		if (this.faults.isEmpty()) {
			checkOrder(ids);
		}
		if (ids.size() == specials && this.faults.isEmpty()) {
			this.faults.add("", "The vocabulary has no mood word; it needs one or more.");
		}
	}

	/// A network counts on padding being the last row of its table.
	private void checkOrder(Map<String, Integer> ids) {
		int first = ids.size() - MoodVocabulary.SPECIALS.size();
		for (String special : MoodVocabulary.SPECIALS) {
			int place = first + MoodVocabulary.SPECIALS.indexOf(special);
			if (ids.getOrDefault(special, -1) != place) {
				this.faults.add(pointer(special),
						"The special tokens come last, in the order <sos>, <eos>, <pad>: the id of "
								+ Excerpt.of(special) + " is " + place + ".");
			}
		}
	}

	/// The JSON pointer to a word of the vocabulary.
	static String pointer(String word) {
		String escaped = word.replace("~", "~0").replace("/", "~1");
		return "/" + ((escaped.length() > MoodVocabulary.MAX_WORD_LENGTH) ? Excerpt.unquoted(escaped) : escaped);
	}

}
