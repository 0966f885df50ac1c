package io.isonet.dataset;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

import io.isonet.audio.AudioFeature;
import io.isonet.audio.FeatureSchema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class LexiconCsvReaderTests {

	private static final Optional<FeatureSchema> FEATURES = Optional
		.of(new FeatureSchema(List.of(new AudioFeature("energy", "", 0, 1), new AudioFeature("valence", "", -2, 2.5))));

	private final LexiconCsvReader reader = new LexiconCsvReader(MoodGroups.load(), 3);

	@Test
	void wordsAreFoldedAndColumnsStandInAnyOrder() throws IOException {
		Lexicon lexicon = read("Arousal, WORD ,valence\n0.5,\" At   EASE, now\",-1e-3\n");
		assertThat(lexicon.kind()).isEqualTo(Lexicon.Kind.VALENCE_AROUSAL);
		assertThat(lexicon.words().get("at ease, now")).containsExactly(-1e-3, .5);
	}

	@Test
	void groupIsANumberOrOneOfItsWords() throws IOException {
		Lexicon lexicon = read("word,group\nhushed,7\ngloomy,Sad\n");
		assertThat(lexicon.kind()).isEqualTo(Lexicon.Kind.GROUP);
		assertThat(lexicon.words().get("hushed")).containsExactly(7);
		assertThat(lexicon.words().get("gloomy")).containsExactly(4);
	}

	@Test
	void featuresAreThoseOfTheModel() throws IOException {
		Lexicon lexicon = read("valence,word,energy\n0.1,hushed,0.2\n");
		assertThat(lexicon.kind()).isEqualTo(Lexicon.Kind.FEATURES);
		assertThat(lexicon.columns()).containsExactly("energy", "valence");
		assertThat(lexicon.words().get("hushed")).containsExactly(.2, .1);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
			~~                                            | 1 |         | The file is empty
			word,valence,arousal                          | 1 |         | No row follows
			a,0.1,0.2                                     | 1 |         | The header has 'a', '0.1', '0.2'
			word,valence,arousal,joy;a,1,2,3              | 1 |         | and no others
			word,energy;a,1                               | 1 |         | word,energy,valence
			word,group,group;a,1,1                        | 1 | group   | twice
			word,valence,arousal;a,1,2;b,NaN,2            | 3 | valence | 'NaN'
			word,valence,arousal;a,1,1e10                 | 2 | arousal | from -1e9 to 1e9
			word,energy,valence;a,1,2.5;b,0,-2.01         | 3 | valence | '-2.01', which lies outside -2 to 2.5
			word,valence,arousal;a,1,                     | 2 | arousal | nothing
			word,valence,arousal;a,1                      | 2 |         | The row has 2 cells
			word,valence,arousal;a,1,2;A ,1,2             | 3 | word    | in line 2 already
			word,valence,arousal;\u00a0,1,2               | 2 | word    | The word is empty
			word,valence,arousal;<PAD>,1,2                | 2 | word    | reserved
			word,group;a,11                               | 2 | group   | There is no group '11'
			word,group;a,gloomy                           | 2 | group   | 10 (triumphant)
			word,group;a,1;b,1;c,1;d,1                    | 5 |         | more than 3 words
			word,group;"a,1                               | 2 | 1       | not CSV
			""")
	void everyFaultHasItsPlace(String csv, long line, String column, String phrase) {
		InvalidLexiconException failure = catchThrowableOfType(InvalidLexiconException.class,
				() -> read(csv.replace(';', '\n')));
		assertThat(failure.errors()).hasSize(1).first().satisfies((error) -> {
			assertThat(error.detail()).contains(phrase);
			assertThat(error.line()).isEqualTo(line);
			assertThat(error.column()).isEqualTo(column);
		});
		assertThat(failure.type().name()).isEqualTo("invalid-lexicon");
	}

	@Test
	void wordIsNoLongerThanAMoodMayBeAndTheFileIsUtf8() {
		assertThat(fault("word,group\n" + "a".repeat(101) + ",1\n")).contains("101 characters");
		byte[] latin = "word,group\n\u00e9,1\n".getBytes(StandardCharsets.ISO_8859_1);
		assertThat(catchThrowableOfType(InvalidLexiconException.class,
				() -> this.reader.read(new ByteArrayInputStream(latin), FEATURES)))
			.hasMessageContaining("Line 2")
			.hasMessageContaining("UTF-8");
	}

	@Test
	void rangesAreThoseOfTheModelAloneAndValenceWithArousalIsOnAnyScale() throws IOException {
		assertThat(read("word,valence,arousal\na,70,9\n").words().get("a")).containsExactly(70, 9);
		byte[] csv = "word,energy,valence\na,70,9\n".getBytes(StandardCharsets.UTF_8);
		assertThat(this.reader.read(new ByteArrayInputStream(csv), Optional.empty()).words().get("a"))
			.containsExactly(70, 9);
	}

	private String fault(String csv) {
		return catchThrowableOfType(InvalidLexiconException.class, () -> read(csv)).getMessage();
	}

	private Lexicon read(String csv) throws IOException {
		return this.reader.read(new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)), FEATURES);
	}

}
