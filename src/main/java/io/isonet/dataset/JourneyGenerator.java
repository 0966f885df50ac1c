package io.isonet.dataset;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

import io.isonet.mood.MoodSequence;
import io.isonet.mood.MoodState;

/// Draws journeys through words, to learn from where there are no
/// playlists.
///
/// The same seed gives the same journeys. Not thread-safe.
public final class JourneyGenerator {

	private static final int[] STATES = { 1, 2, 2, 3, 3, 4, 5 };

	private static final int[] WORDS_PER_STATE = { 1, 1, 1, 2, 3, 5 };

	private static final int[] LENGTHS = { 5, 8, 10, 10, 12, 15, 20 };

	private final List<String> words;

	private final int maxStates;

	private final int maxWordsPerState;

	private final RandomGenerator random;

	/// @param words one or more
	/// @param maxStates most states of a journey
	/// @param maxWordsPerState most words of a state
	public JourneyGenerator(List<String> words, int maxStates, int maxWordsPerState, long seed) {
		this(words, maxStates, maxWordsPerState, seeded(seed));
	}

	JourneyGenerator(List<String> words, int maxStates, int maxWordsPerState, RandomGenerator random) {
		this.words = List.copyOf(words);
		this.maxStates = maxStates;
		this.maxWordsPerState = maxWordsPerState;
		this.random = random;
	}

	static RandomGenerator seeded(long seed) {
		return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
	}

	/// The next journey.
	public Journey next() {
		int states = Math.min(draw(STATES), this.maxStates);
		List<MoodState> journey = new ArrayList<>(states);
		for (int s = 0; s < states; s++) {
			journey.add(state());
		}
		return new Journey(new MoodSequence(journey), draw(LENGTHS));
	}

	private MoodState state() {
		int wanted = Math.min(Math.min(draw(WORDS_PER_STATE), this.maxWordsPerState), this.words.size());
		List<String> state = new ArrayList<>(wanted);
		while (state.size() < wanted) {
			String word = this.words.get(this.random.nextInt(this.words.size()));
			if (!state.contains(word)) {
				state.add(word);
			}
		}
		return new MoodState(state);
	}

	private int draw(int[] values) {
		return values[this.random.nextInt(values.length)];
	}

	/// Moods and the number of tracks to lead through them.
	///
	/// @param moods 1 to 5 states of 1 to 5 words
	/// @param length 5 to 20 tracks
	public record Journey(MoodSequence moods, int length) {

	}

}
