package io.isonet.mood;

import java.util.List;

import io.isonet.problem.ProblemError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class MoodTokenizerTests {

	private final MoodVocabulary vocabulary = MoodVocabulary
		.of(List.of("calm", "happy", "lonely", "mad", "sad", "tender", "tenderness", "tense"));

	private final MoodTokenizer tokenizer = new MoodTokenizer(this.vocabulary, 3, 2);

	@Test
	void slotsAreStateMajorAndPadded() {
		assertThat(this.tokenizer.encode(MoodSequence.parse("sad to tense, calm"))).containsExactly(4, 10, 7, 0, 10,
				10);
		assertThat(this.tokenizer.slots()).isEqualTo(6);
	}

	@Test
	void unknownWordsAreReportedAllAtOnce() {
		UnknownMoodException failure = catchThrowableOfType(UnknownMoodException.class,
				() -> this.tokenizer.encode(MoodSequence.parse("sad to hapy, xylophone to <pad>")));
		assertThat(failure.type().name()).isEqualTo("unknown-mood");
		assertThat(failure.type().status()).isEqualTo(422);
		assertThat(failure.errors()).extracting(ProblemError::pointer)
			.containsExactly("/moods/1/0", "/moods/1/1", "/moods/2/0");
		assertThat(failure.errors().get(0).detail()).isEqualTo("Unknown mood 'hapy' in state 2. Did you mean 'happy'?");
		assertThat(failure.errors().get(0).suggestions()).containsExactly("happy");
		assertThat(failure.errors().get(1).detail())
			.isEqualTo("Unknown mood 'xylophone' in state 2. No known mood is spelled like it.");
		assertThat(failure.errors().get(2).detail()).contains("'<pad>'");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			sda         | [sad]
			bad         | [mad, sad]
			tendr       | [tender, tense]
			TENDERNES   | [tenderness, tender]
			loenly      | [lonely]
			q           | []
			""")
	void suggestionsAreAFewTypingErrorsAway(String word, String suggestions) {
		UnknownMoodException failure = catchThrowableOfType(UnknownMoodException.class,
				() -> this.tokenizer.encode(MoodSequence.parse(word)));
		assertThat(failure.errors().getFirst().suggestions()).hasToString(suggestions);
	}

	@Test
	void suggestionsAreThreeAtMostInTheOrderOfIds() {
		MoodTokenizer alike = new MoodTokenizer(MoodVocabulary.of(List.of("sab", "sac", "sae", "saf")), 1, 1);
		UnknownMoodException failure = catchThrowableOfType(UnknownMoodException.class,
				() -> alike.encode(MoodSequence.parse("sad")));
		assertThat(failure.errors().getFirst().suggestions()).containsExactly("sab", "sac", "sae");
	}

	@Test
	void veryLongWordsAreAbbreviatedAndGetNoSuggestion() {
		UnknownMoodException failure = catchThrowableOfType(UnknownMoodException.class,
				() -> this.tokenizer.encode(MoodSequence.parse("x".repeat(100_000))));
		assertThat(failure.errors()).singleElement().satisfies((error) -> {
			assertThat(error.detail()).hasSizeLessThan(150).contains("...");
			assertThat(error.suggestions()).isEmpty();
		});
	}

	@Test
	void controlCharactersAreEscapedInMessages() {
		assertThat(catchThrowableOfType(UnknownMoodException.class,
				() -> this.tokenizer.encode(MoodSequence.parse("h\u0007a\u200bppy"))))
			.hasMessageContaining("'h\\u0007a\\u200bppy'");
	}

	@Test
	void statesAndWordsBeyondTheLimitsAreRefused() {
		InvalidMoodsException failure = catchThrowableOfType(InvalidMoodsException.class, () -> this.tokenizer
			.encode(MoodSequence.parse("sad to sad, calm, tense to sad to sad"), "/requests/3/moods"));
		assertThat(failure.errors()).extracting(ProblemError::pointer)
			.containsExactly("/requests/3/moods", "/requests/3/moods/1");
		assertThat(failure.errors()).extracting(ProblemError::detail)
			.containsExactly("4 states were given, from state 4 on too many; at most 3 fit.",
					"State 2 has 3 words; at most 2 fit.");
	}

	@Test
	void unknownWordsAreReportedTogetherWithBrokenLimits() {
		InvalidMoodsException failure = catchThrowableOfType(InvalidMoodsException.class,
				() -> this.tokenizer.encode(MoodSequence.parse("sad, calm, hapy")));
		assertThat(failure.errors()).extracting(ProblemError::pointer).containsExactly("/moods/0", "/moods/0/2");
		assertThat(failure.errors().get(1).suggestions()).containsExactly("happy");
	}

	@Test
	void atMostAHundredFaultsAreListed() {
		InvalidMoodsException failure = catchThrowableOfType(InvalidMoodsException.class,
				() -> this.tokenizer.encode(MoodSequence.parse("hapy,".repeat(10_000) + "hapy")));
		assertThat(failure.errors()).hasSize(100);
	}

	@Test
	void tokenizerHasRoomForSomething() {
		assertThatIllegalArgumentException().isThrownBy(() -> new MoodTokenizer(this.vocabulary, 0, 5));
	}

}
