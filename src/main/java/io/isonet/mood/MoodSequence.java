package io.isonet.mood;

import java.util.List;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A journey from one mood to others: `sad, lonely to serene to powerful`.
///
/// @param states at least one, in the order in which they are lived through
public record MoodSequence(List<MoodState> states) {

	static final String POINTER = "/moods";

	public MoodSequence {
		states = List.copyOf(states);
		if (states.isEmpty()) {
			throw new IllegalArgumentException("a journey has one or more states");
		}
	}

	/// Reads the text form: states separated by the word `to`, words by commas, in any
	/// case and with any white space.
	/// @throws InvalidMoodsException with every state and word that is empty, below
	/// `/moods`
	public static MoodSequence parse(String text) {
		return parse(text, POINTER);
	}

	/// Reads the text form.
	/// @param pointer JSON pointer to the text, for the faults
	/// @throws InvalidMoodsException with every state and word that is empty
	public static MoodSequence parse(String text, String pointer) {
		return new MoodSequenceParser(pointer).parse(text);
	}

	/// Reads lists of words, one list a state.
	/// @throws InvalidMoodsException with every state and word that is empty, below
	/// `/moods`
	public static MoodSequence of(List<List<String>> states) {
		return of(states, POINTER);
	}

	/// Reads lists of words, one list a state.
	/// @param pointer JSON pointer to the lists, for the faults
	/// @throws InvalidMoodsException with every state and word that is empty
	public static MoodSequence of(List<List<String>> states, String pointer) {
		return new MoodSequenceParser(pointer).parse(states);
	}

	/// Reads what a request holds: the text form, or lists of words.
	/// @param moods null where the request lacks the field
	/// @param pointer JSON pointer to it, for the faults
	/// @throws InvalidMoodsException with everything that is empty or of another type
	public static MoodSequence fromJson(@Nullable JsonNode moods, String pointer) {
		return new MoodSequenceParser(pointer).parse(moods);
	}

	/// The words of each state.
	public List<List<String>> words() {
		return this.states.stream().map(MoodState::words).toList();
	}

	/// The text form.
	@Override
	public String toString() {
		return this.states.stream().map(MoodState::toString).collect(Collectors.joining(" to "));
	}

}
