package io.isonet.mood;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.isonet.problem.ProblemError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class MoodVocabularyTests {

	@Test
	void nestedWordsAreFlattenedSortedAndNumbered() {
		MoodVocabulary vocabulary = MoodVocabulary
			.of(List.of("tense", List.of(Set.of("sad"), List.of("calm", "tense")), List.of(List.of(List.of("happy")))));
		assertThat(vocabulary.moods()).containsExactly("calm", "happy", "sad", "tense");
		assertThat(vocabulary.toJson())
			.isEqualTo("{\"calm\":0,\"happy\":1,\"sad\":2,\"tense\":3,\"<sos>\":4,\"<eos>\":5,\"<pad>\":6}");
		assertThat(vocabulary.size()).isEqualTo(7);
		assertThat(vocabulary.padId()).isEqualTo(6);
	}

	@Test
	void argumentIsLeftAsItIs() {
		List<Object> inner = new ArrayList<>(List.of("sad", "calm"));
		List<Object> words = new ArrayList<>(List.of("tense", inner));
		MoodVocabulary.of(words);
		assertThat(words).containsExactly("tense", inner);
		assertThat(inner).containsExactly("sad", "calm");
	}

	@Test
	void wordsSortByCodePoint() {
		// UTF-16 would put the supplementary character before U+FF5E
		assertThat(MoodVocabulary.of(List.of("\uD83D\uDE00", "\uFF5E", "é", "z", "Zen")).moods()).containsExactly("Zen",
				"z", "é", "\uFF5E", "\uD83D\uDE00");
	}

	@Test
	void lookUpFoldsCaseAndSpacing() {
		MoodVocabulary vocabulary = MoodVocabulary.of(List.of("At Ease", "sad"));
		assertThat(vocabulary.id(" at \u00a0 EASE")).hasValue(0);
		assertThat(vocabulary.word(0)).hasValue("At Ease");
		assertThat(vocabulary.contains("SAD")).isTrue();
		assertThat(vocabulary.id("glad")).isEmpty();
	}

	@Test
	void specialTokensAreNoMoods() {
		MoodVocabulary vocabulary = MoodVocabulary.of(List.of("sad"));
		assertThat(vocabulary.id("<pad>")).isEmpty();
		assertThat(vocabulary.contains("<sos>")).isFalse();
		assertThat(vocabulary.isMood(0)).isTrue();
		assertThat(vocabulary.isMood(vocabulary.padId())).isFalse();
		assertThat(vocabulary.word(2)).hasValue("<eos>");
	}

	@Test
	void idsOutOfRangeHaveNoWord() {
		MoodVocabulary vocabulary = MoodVocabulary.of(List.of("sad"));
		assertThat(vocabulary.word(-1)).isEmpty();
		assertThat(vocabulary.word(4)).isEmpty();
		assertThat(vocabulary.isMood(4)).isFalse();
	}

	@Test
	void jsonRoundTripIsExact() {
		MoodVocabulary vocabulary = MoodVocabulary.of(List.of("é\"\\", "Zen", "\uD83D\uDE00", "at ease"));
		assertThat(MoodVocabulary.read(vocabulary.toJson())).isEqualTo(vocabulary).hasSameHashCodeAs(vocabulary);
		assertThat(MoodVocabulary.read(vocabulary.toJson()).toJson()).isEqualTo(vocabulary.toJson());
	}

	@Test
	void wordsMayHaveAnyIdsBeforeTheSpecialTokens() {
		MoodVocabulary vocabulary = MoodVocabulary
			.read("{\"<pad>\": 4, \"happy\": 1, \"<eos>\": 3, \"sad\": 0, \"<sos>\": 2}");
		assertThat(vocabulary.padId()).isEqualTo(4);
		assertThat(vocabulary.id("sad")).hasValue(0);
		assertThat(vocabulary.toJson()).isEqualTo("{\"sad\":0,\"happy\":1,\"<sos>\":2,\"<eos>\":3,\"<pad>\":4}");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			``                                   |          | not an empty file
			[1]                                  |          | starts with '['
			{"sad": 0                            |          | not JSON
			{SPECIALS, "sad": 3} 7               |          | Behind the closing brace stands '7'
			{SPECIALS, "sad": "3"}               | /sad     | not '3'
			{SPECIALS, "sad": 3.0}               | /sad     | not '3.0'
			{SPECIALS, "sad": [3, [4]]}          | /sad     | not '['
			{SPECIALS, "sad": 99999999999}       | /sad     | not '99999999999'
			{SPECIALS, "sad": 3, "sad": 4}       | /sad     | stands twice
			{SPECIALS, "sad": 3, "Sad ": 4}      | /Sad     | differ in case or spacing only
			{SPECIALS, "a/b": 3, "c~": 5}        | /c~0     | the ids of 5 words are 0 to 4
			{SPECIALS, "sad": -1}                | /sad     | is -1
			{SPECIALS, "sad": 2}                 | /sad     | belongs to '<pad>' already
			{SPECIALS, " ": 3, "sad": 4}         | /        | is blank
			{SPECIALS}                           |          | no mood word
			{"sad": 0, "<sos>": 1, "<eos>": 2}   |          | '<pad>' is missing
			{SPECIALS, "sad": 3}                 | /<sos>   | come last
			{"sad": 0, "<sos>": 1, "<pad>": 2, "<eos>": 3} | /<eos> | the id of '<eos>' is 2
			""")
	void faultyJsonIsRefused(String json, String pointer, String detail) {
		InvalidVocabularyException failure = catchThrowableOfType(InvalidVocabularyException.class,
				() -> MoodVocabulary.read(json.replace("SPECIALS", "\"<sos>\": 0, \"<eos>\": 1, \"<pad>\": 2")));
		assertThat(failure.type().name()).isEqualTo("invalid-vocabulary");
		assertThat(failure.errors()).anySatisfy((error) -> {
			assertThat(error.pointer().strip()).isEqualTo((pointer != null) ? pointer : "");
			assertThat(error.detail()).contains(detail);
		});
	}

	@Test
	void allFaultsAreReportedTogether() {
		InvalidVocabularyException failure = catchThrowableOfType(InvalidVocabularyException.class,
				() -> MoodVocabulary.read("{\"sad\": 9, \"calm\": 9, \"tense\": 0, \"<sos>\": 0}"));
		assertThat(failure.errors()).extracting(ProblemError::detail)
			.hasSize(5)
			.anyMatch((detail) -> detail.contains("The id of 'sad' is 9"))
			.anyMatch((detail) -> detail.contains("The id of 'calm' is 9"))
			.anyMatch((detail) -> detail.contains("belongs to 'tense' already"))
			.anyMatch((detail) -> detail.contains("'<eos>' is missing"));
	}

	@Test
	void limitsHold() {
		assertRefused(MoodVocabularyTests::longWord, "101 characters");
		assertRefused(() -> MoodVocabulary.of(IntStream.range(0, 100_000).mapToObj(Integer::toString).toList()),
				"at most 100000");
		String words = IntStream.range(0, 100_001)
			.mapToObj((id) -> "\"w" + id + "\":" + id)
			.collect(Collectors.joining(",", "{", "}"));
		assertRefused(() -> MoodVocabulary.read(words), "more than 100000");
	}

	@Test
	void wordsThatCannotBeAreRefused() {
		assertRefused(() -> MoodVocabulary.of(List.of()), "no mood word");
		assertRefused(() -> MoodVocabulary.of(List.of(" ", "sad")), "blank");
		assertRefused(() -> MoodVocabulary.of(List.of("sad", "Sad")), "differ in case");
		assertRefused(() -> MoodVocabulary.of(List.of("<pad>", "sad")), "reserved");
		assertThatIllegalArgumentException().isThrownBy(() -> MoodVocabulary.of(List.of(1)));
	}

	@Test
	void malformedBytesAreRefused() {
		assertRefused(() -> MoodVocabulary.read("{\"é\": 0}".getBytes(StandardCharsets.ISO_8859_1)), "not JSON");
	}

	private static void longWord() {
		MoodVocabulary.of(List.of("x".repeat(101)));
	}

	private static void assertRefused(Runnable action, String detail) {
		assertThatExceptionOfType(InvalidVocabularyException.class).isThrownBy(action::run)
			.withMessageContaining(detail);
	}

}
