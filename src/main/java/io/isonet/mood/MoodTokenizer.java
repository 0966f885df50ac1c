package io.isonet.mood;

import java.util.Arrays;
import java.util.List;

import io.isonet.problem.Excerpt;
import io.isonet.problem.ProblemError;

/// Lays a journey out in the slots that a network reads. Immutable.
///
/// Slots are state-major: state `s`, word `w` stands in slot `s * maxWordsPerState + w`;
/// slots without a word hold `<pad>`.
///
/// @param vocabulary the words that the network knows
/// @param maxStates most states that fit, above 0
/// @param maxWordsPerState most words that fit in a state, above 0
public record MoodTokenizer(MoodVocabulary vocabulary, int maxStates, int maxWordsPerState) {

	public MoodTokenizer {
		if (maxStates < 1 || maxWordsPerState < 1) {
			throw new IllegalArgumentException("a tokenizer has room for one state and one word or more, not for "
					+ maxStates + " and " + maxWordsPerState);
		}
		Math.multiplyExact(maxStates, maxWordsPerState);
	}

	/// Number of slots `S`.
	public int slots() {
		return this.maxStates * this.maxWordsPerState;
	}

	/// The token ids of a journey, one per slot.
	/// @throws UnknownMoodException with every word that the vocabulary lacks, below
	/// `/moods`
	/// @throws InvalidMoodsException with these too, if there are also more states or
	/// words than fit
	public int[] encode(MoodSequence moods) {
		return encode(moods, MoodSequence.POINTER);
	}

	/// The token ids of a journey, one per slot.
	/// @param pointer JSON pointer to the journey, for the faults
	/// @throws UnknownMoodException with every word that the vocabulary lacks
	/// @throws InvalidMoodsException with these too, if there are also more states or
	/// words than fit
	public int[] encode(MoodSequence moods, String pointer) {
		check(moods, pointer);
		int[] tokens = new int[slots()];
		Arrays.fill(tokens, this.vocabulary.padId());
		for (int s = 0; s < moods.states().size(); s++) {
			List<String> words = moods.states().get(s).words();
			for (int w = 0; w < words.size(); w++) {
				tokens[s * this.maxWordsPerState + w] = this.vocabulary.id(words.get(w)).orElseThrow();
			}
		}
		return tokens;
	}

	private void check(MoodSequence moods, String pointer) {
		MoodFaults faults = new MoodFaults();
		boolean fits = moods.states().size() <= this.maxStates;
		if (!fits) {
			faults.add(pointer, moods.states().size() + " states were given, from state " + (this.maxStates + 1)
					+ " on too many; at most " + this.maxStates + " fit.");
		}
		NearestMoods nearest = new NearestMoods(this.vocabulary);
		for (int s = 0; s < moods.states().size(); s++) {
			List<String> words = moods.states().get(s).words();
			if (words.size() > this.maxWordsPerState) {
				fits = false;
				faults.add(pointer + "/" + s, "State " + (s + 1) + " has " + words.size() + " words; at most "
						+ this.maxWordsPerState + " fit.");
			}
			for (int w = 0; w < words.size(); w++) {
				if (!this.vocabulary.contains(words.get(w))) {
					faults.add(unknown(pointer + "/" + s + "/" + w, words.get(w), s,
							faults.isFull() ? List.of() : nearest.to(words.get(w))));
				}
			}
		}
		if (!fits) {
			throw new InvalidMoodsException(faults);
		}
		if (!faults.isEmpty()) {
			throw new UnknownMoodException(faults);
		}
	}

	private static ProblemError unknown(String pointer, String word, int state, List<String> nearest) {
		String detail = "Unknown mood " + Excerpt.of(word) + " in state " + (state + 1) + ".";
		if (nearest.isEmpty()) {
			detail += " No known mood is spelled like it.";
		}
		else {
			detail += " Did you mean '" + String.join("' or '", nearest) + "'?";
		}
		return ProblemError.at(pointer, detail, nearest);
	}

}
