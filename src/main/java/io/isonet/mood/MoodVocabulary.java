package io.isonet.mood;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeSet;

import io.isonet.problem.Excerpt;
import tools.jackson.databind.json.JsonMapper;

/// Mood words and their token ids `0` to `V - 1`, three of which are the special tokens
/// `<sos>`, `<eos>` and `<pad>`.
///
/// Words keep the spelling that they came with; looking one up folds case and white
/// space. Immutable.
public final class MoodVocabulary {

	/// Most words that a vocabulary may have, the special tokens included.
	public static final int MAX_WORDS = 100_000;

	/// Most characters that a word may have.
	public static final int MAX_WORD_LENGTH = 100;

	static final String PAD = "<pad>";

	static final List<String> SPECIALS = List.of("<sos>", "<eos>", PAD);

	// UTF-8 sorts as code points do; a String's own order goes by UTF-16
	private static final Comparator<String> BY_CODE_POINT = Comparator
		.comparing((word) -> word.getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned);

	private static final JsonMapper JSON = new JsonMapper();

	private final List<String> words;

	private final Map<String, Integer> idsOfMoods;

	private final int padId;

	/// @param words all words in the order of their ids, already checked
	private MoodVocabulary(List<String> words) {
		this.words = List.copyOf(words);
		this.idsOfMoods = HashMap.newHashMap(words.size());
		for (int id = 0; id < words.size(); id++) {
			if (!SPECIALS.contains(words.get(id))) {
				this.idsOfMoods.put(MoodState.normalise(words.get(id)), id);
			}
		}
		this.padId = words.indexOf(PAD);
	}

	/// Numbers mood words in the order of their code points, then `<sos>`, `<eos>` and
	/// `<pad>`.
	/// @param words texts, or collections of them nested to any depth; repeats count
	/// once; left as it is
	/// @throws InvalidVocabularyException for no word, a blank or over-long one, or two
	/// that differ in case or spacing only
	public static MoodVocabulary of(Collection<?> words) {
		List<String> sorted = new ArrayList<>(flatten(words));
		sorted.addAll(SPECIALS);
		Map<String, Integer> ids = LinkedHashMap.newLinkedHashMap(sorted.size());
		MoodFaults faults = new MoodFaults();
		for (String word : sorted) {
			if (ids.putIfAbsent(word, ids.size()) != null) {
				faults.add("", "The word " + Excerpt.of(word) + " is reserved for a special token.");
			}
		}
		return checked(ids, faults);
	}

	/// Reads a JSON object that gives each word its id, such as
	/// `{"happy": 0, "<sos>": 1, "<eos>": 2, "<pad>": 3}`.
	/// @throws InvalidVocabularyException unless the ids are the whole numbers from 0 on,
	/// each once, the special tokens are there with one mood word or more, and no two
	/// words differ in case or spacing only
	public static MoodVocabulary read(String json) {
		return read(json.getBytes(StandardCharsets.UTF_8));
	}

	/// Reads a JSON object that gives each word its id.
	/// @param json in UTF-8
	/// @throws InvalidVocabularyException as the other form does
	public static MoodVocabulary read(byte[] json) {
		MoodFaults faults = new MoodFaults();
		return checked(VocabularyJson.read(json, faults), faults);
	}

	private static MoodVocabulary checked(Map<String, Integer> ids, MoodFaults faults) {
		new VocabularyCheck(faults).check(ids);
		if (!faults.isEmpty()) {
			throw new InvalidVocabularyException(faults);
		}
		String[] words = new String[ids.size()];
		ids.forEach((word, id) -> words[id] = word);
		return new MoodVocabulary(List.of(words));
	}

	/// Whether a word is that of a special token, which no mood can have.
	public static boolean isReserved(String word) {
		return SPECIALS.contains(word);
	}

	/// The same words under the same ids with more behind them, and behind those the
	/// special
	/// tokens.
	/// @param more in the order of their ids
	/// @throws InvalidVocabularyException as [#of(Collection)] does
	public MoodVocabulary with(List<String> more) {
		Map<String, Integer> ids = LinkedHashMap.newLinkedHashMap(size() + more.size());
		MoodFaults faults = new MoodFaults();
		for (List<String> part : List.of(moods(), more, SPECIALS)) {
			for (String word : part) {
				if (ids.putIfAbsent(word, ids.size()) != null) {
					faults.add("", "The word " + Excerpt.of(word) + " stands twice in the vocabulary.");
				}
			}
		}
		return checked(ids, faults);
	}

	private static SortedSet<String> flatten(Collection<?> nested) {
		SortedSet<String> words = new TreeSet<>(BY_CODE_POINT);
		List<Object> open = new ArrayList<>(nested);
		while (!open.isEmpty()) {
			switch (open.removeLast()) {
				case String word -> words.add(word);
				case Collection<?> inner -> open.addAll(inner);
				case Object other -> throw new IllegalArgumentException(
						"mood words are texts or collections of them, not " + other.getClass().getName());
			}
		}
		return words;
	}

	/// Number of ids `V`, those of the special tokens included.
	public int size() {
		return this.words.size();
	}

	/// The words without the special tokens, in the order of their ids.
	public List<String> moods() {
		return this.words.stream().filter((word) -> !SPECIALS.contains(word)).toList();
	}

	/// The id of a mood; empty for words that are not in the vocabulary and for special
	/// tokens.
	public OptionalInt id(String mood) {
		Integer asIs = this.idsOfMoods.get(mood);
		Integer id = (asIs != null) ? asIs : this.idsOfMoods.get(MoodState.normalise(mood));
		return (id != null) ? OptionalInt.of(id) : OptionalInt.empty();
	}

	/// Whether the word is a mood of this vocabulary.
	public boolean contains(String mood) {
		return id(mood).isPresent();
	}

	/// The word or special token with an id, as it is spelled in the vocabulary.
	public Optional<String> word(int id) {
		return (id >= 0 && id < size()) ? Optional.of(this.words.get(id)) : Optional.empty();
	}

	/// Whether an id is that of a mood, not of a special token and not out of range.
	public boolean isMood(int id) {
		return word(id).filter((word) -> !SPECIALS.contains(word)).isPresent();
	}

	/// The id of `<pad>`, which fills slots without a word.
	public int padId() {
		return this.padId;
	}

	/// The JSON object that [#read(String)] reads, in the order of the ids.
	public String toJson() {
		Map<String, Integer> ids = LinkedHashMap.newLinkedHashMap(size());
		this.words.forEach((word) -> ids.put(word, ids.size()));
		return JSON.writeValueAsString(ids);
	}

	@Override
	public boolean equals(Object other) {
		return other instanceof MoodVocabulary vocabulary && this.words.equals(vocabulary.words);
	}

	@Override
	public int hashCode() {
		return this.words.hashCode();
	}

	@Override
	public String toString() {
		return "MoodVocabulary of " + size() + " words";
	}

}
