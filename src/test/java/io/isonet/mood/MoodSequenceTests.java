package io.isonet.mood;

import java.util.List;

import io.isonet.problem.ProblemError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class MoodSequenceTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			sad                                   | [[sad]]
			sad, lonely to serene to powerful     | [[sad, lonely], [serene], [powerful]]
			'  SAD ,Lonely\tTO\\nserene  to  JOYFUL ' | [[sad, lonely], [serene], [joyful]]
			tomorrow to total                     | [[tomorrow], [total]]
			well-being to at   ease               | [[well-being], [at ease]]
			sad,to be to glad                     | [[sad, to be], [glad]]
			sad,sad                               | [[sad, sad]]
			ÄRGERLICH to ÉMU                      | [[ärgerlich], [ému]]
			""")
	void textIsSplitIntoStatesAndWords(String text, String words) {
		assertThat(MoodSequence.parse(text.replace("\\n", "\n")).words()).hasToString(words);
	}

	@Test
	void whiteSpaceIsWhatUnicodeCallsSo() {
		assertThat(MoodSequence.parse("\u00a0sad\u2003to\u00a0at\u3000ease").words()).containsExactly(List.of("sad"),
				List.of("at ease"));
	}

	@Test
	void textFormReadsBack() {
		MoodSequence moods = MoodSequence.parse("sad,  Lonely TO serene");
		assertThat(moods).hasToString("sad, lonely to serene");
		assertThat(MoodSequence.parse(moods.toString())).isEqualTo(moods);
	}

	@Test
	void listsAndTextMeanTheSame() {
		MoodSequence fromText = MoodSequence.parse("sad, lonely to serene");
		assertThat(MoodSequence.of(List.of(List.of(" SAD", "lonely"), List.of("Serene")))).isEqualTo(fromText);
		assertThat(fromJson("[[\"Sad\", \"lonely \"], [\"serene\"]]")).isEqualTo(fromText);
		assertThat(fromJson("\"sad, lonely to serene\"")).isEqualTo(fromText);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			''                | /moods     | the text is empty
			'  '              | /moods     | the text is empty
			'sad to '         | /moods/1   | State 2 is empty
			to sad            | /moods/0   | State 1 is empty
			sad to to happy   | /moods/1   | State 2 is empty
			sad,,happy        | /moods/0/1 | Word 2 of state 1 is empty
			sad to ,happy     | /moods/1/0 | Word 1 of state 2 is empty
			sad , to happy    | /moods/0/1 | Word 2 of state 1 is empty
			""")
	void emptyPartsOfATextAreNamed(String text, String pointer, String detail) {
		InvalidMoodsException failure = catchThrowableOfType(InvalidMoodsException.class,
				() -> MoodSequence.parse(text));
		assertThat(failure.type().name()).isEqualTo("invalid-moods");
		assertThat(failure.type().status()).isEqualTo(422);
		assertThat(failure.errors()).singleElement().satisfies((error) -> {
			assertThat(error.pointer()).isEqualTo(pointer);
			assertThat(error.detail()).contains(detail);
		});
		assertThat(failure).hasMessage(failure.errors().getFirst().detail());
	}

	@Test
	void allFaultsAreReportedTogether() {
		InvalidMoodsException failure = catchThrowableOfType(InvalidMoodsException.class,
				() -> MoodSequence.parse("to , to sad"));
		assertThat(failure.errors()).extracting(ProblemError::pointer)
			.containsExactly("/moods/0", "/moods/1/0", "/moods/1/1");
		assertThat(failure).hasMessageContaining("first of 3 faults");
	}

	@Test
	void faultsBeyondAHundredAreCountedOnly() {
		InvalidMoodsException failure = catchThrowableOfType(InvalidMoodsException.class,
				() -> MoodSequence.parse("sad" + ",".repeat(150)));
		assertThat(failure.errors()).hasSize(100);
		assertThat(failure).hasMessageContaining("150 faults, of which 100 are listed");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			null                | /m     | none were given
			5                   | /m     | the number 5
			true                | /m     | the boolean true
			{"a": 1}            | /m     | an object
			[]                  | /m     | the list of states is empty
			[[]]                | /m/0   | State 1 is empty
			["sad"]             | /m/0   | not the text 'sad'
			[["sad"], null]     | /m/1   | not null
			[["sad", 7]]        | /m/0/1 | Word 2 of state 1 is a text, not the number 7
			[[["sad"]]]         | /m/0/0 | Word 1 of state 1 is a text, not a list
			[["sad", " "]]      | /m/0/1 | Word 2 of state 1 is empty
			""")
	void jsonOfAnotherShapeIsRefusedWithItsPlace(String json, String pointer, String detail) {
		InvalidMoodsException failure = catchThrowableOfType(InvalidMoodsException.class, () -> fromJson(json));
		assertThat(failure.errors()).singleElement().satisfies((error) -> {
			assertThat(error.pointer()).isEqualTo(pointer);
			assertThat(error.detail()).contains(detail);
		});
	}

	@Test
	void absentFieldIsRefused() {
		assertThat(catchThrowableOfType(InvalidMoodsException.class, () -> MoodSequence.fromJson(null, "/moods")))
			.hasMessageContaining("none were given");
	}

	@Test
	void emptyJourneysCannotBeMade() {
		assertThatIllegalArgumentException().isThrownBy(() -> new MoodSequence(List.of()));
		assertThatIllegalArgumentException().isThrownBy(() -> new MoodState(List.of()));
		assertThatIllegalArgumentException().isThrownBy(() -> new MoodState(List.of("sad", "\u00a0")));
	}

	private static MoodSequence fromJson(String json) {
		return MoodSequence.fromJson(new JsonMapper().readTree(json), "/m");
	}

}
