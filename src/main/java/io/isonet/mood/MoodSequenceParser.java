package io.isonet.mood;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import io.isonet.problem.Excerpt;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Reads one journey and collects what is wrong with it. For one use.
final class MoodSequenceParser {

	private static final String EXPECTED = "Moods are a text such as \"sad, lonely to serene\""
			+ " or a list of states such as [[\"sad\", \"lonely\"], [\"serene\"]]";

	private final String pointer;

	private final MoodFaults faults = new MoodFaults();

	MoodSequenceParser(String pointer) {
		this.pointer = pointer;
	}

	MoodSequence parse(String text) {
		String folded = MoodState.normalise(text);
		if (folded.isEmpty()) {
			throw nothing("the text is empty");
		}
		List<List<String>> states = new ArrayList<>();
		StringBuilder state = new StringBuilder();
		for (String token : folded.split(" ")) {
			if (token.equals("to")) {
				states.add(splitWords(state));
				state.setLength(0);
			}
			else {
				state.append(token).append(' ');
			}
		}
		states.add(splitWords(state));
		return parse(states);
	}

	MoodSequence parse(List<List<String>> states) {
		if (states.isEmpty()) {
			throw nothing("the list of states is empty");
		}
		for (int s = 0; s < states.size(); s++) {
			check(states.get(s), s);
		}
		return sequence(states);
	}

	MoodSequence parse(@Nullable JsonNode moods) {
		if (moods == null || moods.isNull() || moods.isMissingNode()) {
			throw nothing("none were given");
		}
		if (moods.isString()) {
			return parse(moods.stringValue());
		}
		if (!moods.isArray()) {
			throw nothing(typeOf(moods) + " was given");
		}
		List<List<String>> states = new ArrayList<>();
		for (JsonNode state : moods) {
			states.add(readState(state, states.size()));
		}
		return states.isEmpty() ? parse(states) : sequence(states);
	}

	private MoodSequence sequence(List<List<String>> states) {
		if (!this.faults.isEmpty()) {
			throw new InvalidMoodsException(this.faults);
		}
		return new MoodSequence(states.stream().map(MoodState::new).toList());
	}

	private static List<String> splitWords(CharSequence state) {
		return state.isEmpty() ? List.of() : Arrays.asList(state.toString().split(",", -1));
	}

	private List<String> readState(JsonNode state, int index) {
		if (!state.isArray()) {
			this.faults.add(at(index),
					"State " + (index + 1) + " is a list of words such as [\"sad\"], not " + typeOf(state) + ".");
			return List.of();
		}
		List<String> words = new ArrayList<>();
		boolean textsOnly = true;
		for (int w = 0; w < state.size(); w++) {
			JsonNode word = state.get(w);
			if (word.isString()) {
				words.add(word.stringValue());
			}
			else {
				textsOnly = false;
				this.faults.add(at(index, w),
						"Word " + (w + 1) + " of state " + (index + 1) + " is a text, not " + typeOf(word) + ".");
			}
		}
		if (textsOnly) {
			check(words, index);
		}
		return words;
	}

	private void check(List<String> words, int state) {
		if (words.isEmpty()) {
			this.faults.add(at(state), "State " + (state + 1) + " is empty; a state has one or more words.");
		}
		for (int w = 0; w < words.size(); w++) {
			if (MoodState.normalise(words.get(w)).isEmpty()) {
				this.faults.add(at(state, w), "Word " + (w + 1) + " of state " + (state + 1)
						+ " is empty; a state such as \"sad, lonely\" has a word on either side of each comma.");
			}
		}
	}

	private InvalidMoodsException nothing(String found) {
		this.faults.add(this.pointer, EXPECTED + "; " + found + ".");
		return new InvalidMoodsException(this.faults);
	}

	private String at(int state) {
		return this.pointer + "/" + state;
	}

	private String at(int state, int word) {
		return at(state) + "/" + word;
	}

	private static String typeOf(JsonNode node) {
		return switch (node.getNodeType()) {
			case ARRAY -> "a list";
			case OBJECT, POJO -> "an object";
			case STRING -> "the text " + Excerpt.of(node.stringValue());
			case NULL, MISSING -> "null";
			case NUMBER, BOOLEAN, BINARY ->
				"the " + node.getNodeType().name().toLowerCase(Locale.ROOT) + " " + Excerpt.unquoted(node.toString());
		};
	}

}
