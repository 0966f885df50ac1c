package io.isonet.mood;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.apache.commons.text.similarity.DamerauLevenshteinDistance;

/// The moods of a vocabulary that someone may have meant by a word it lacks. Not
/// thread-safe.
final class NearestMoods {

	private static final int MAX_SUGGESTIONS = 3;

	private final MoodVocabulary vocabulary;

	/// A search looks at the whole vocabulary: more words than fit a journey get none.
	private static final int MAX_SEARCHES = 25;

	private final Map<String, List<String>> found = new HashMap<>();

	NearestMoods(MoodVocabulary vocabulary) {
		this.vocabulary = vocabulary;
	}

	/// Up to three moods a few typing errors away, nearest first, equally near ones in
	/// the order of their ids; none for a word longer than any mood may be, and none
	/// after 25 different words.
	List<String> to(String word) {
		if (word.length() > MoodVocabulary.MAX_WORD_LENGTH
				|| (this.found.size() >= MAX_SEARCHES && !this.found.containsKey(word))) {
			return List.of();
		}
		return this.found.computeIfAbsent(word, this::search);
	}

	private List<String> search(String word) {
		int farthest = errorsAllowed(word);
		DamerauLevenshteinDistance distance = new DamerauLevenshteinDistance(farthest);
		record Candidate(String mood, int errors) {
		}
		// sorted() is stable, which keeps the order of the ids
		return this.vocabulary.moods()
			.stream()
			.filter((mood) -> Math.abs(mood.length() - word.length()) <= farthest)
			.map((mood) -> new Candidate(mood, distance.apply(word, MoodState.normalise(mood))))
			.filter((candidate) -> candidate.errors() >= 0)
			.sorted(Comparator.comparingInt(Candidate::errors))
			.limit(MAX_SUGGESTIONS)
			.map(Candidate::mood)
			.toList();
	}

	// one error in a word of three letters, three in one of eight or more: beyond that
	// guesses surprise
	private static int errorsAllowed(String word) {
		return Math.min(3, 1 + word.length() / 4);
	}

}
