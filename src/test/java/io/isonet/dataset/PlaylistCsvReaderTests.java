package io.isonet.dataset;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.isonet.audio.AudioFeature;
import io.isonet.audio.FeatureSchema;
import io.isonet.mood.MoodSequence;
import io.isonet.mood.MoodVocabulary;
import io.isonet.problem.ProblemError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

class PlaylistCsvReaderTests {

	private static final FeatureSchema TWO = new FeatureSchema(
			List.of(new AudioFeature("energy", "", 0, 1), new AudioFeature("tempo", "BPM", 30, 250)));

	private static final PlaylistCsvReader.Options OPTIONS = new PlaylistCsvReader.Options(TWO, Optional.empty(), 5, 5,
			500);

	private static final String LONG = """
			playlist,position,moods,energy,tempo
			p1,1,sad to happy,0.1,100
			p1,2,,0.5,1.1e2
			p2,1,calm,.9,0
			""";

	@Test
	void longFormIsReadLineByLine() throws IOException {
		PlaylistDataset dataset = read(LONG);
		assertThat(dataset.size()).isEqualTo(2);
		PlaylistExample first = dataset.examples().getFirst();
		assertThat(first.id()).isEqualTo("p1");
		assertThat(first.moods()).isEqualTo(MoodSequence.parse("sad to happy"));
		assertThat(first.features()).isDeepEqualTo(new double[][] { { 0.1, 100 }, { 0.5, 110 } });
		assertThat(first.trackIds()).isEmpty();
		assertThat(dataset.vocabulary()).isEqualTo(MoodVocabulary.of(List.of("calm", "happy", "sad")));
	}

	@Test
	void linesOfAPlaylistMayStandAnywhereInAnyColumnOrder() throws IOException {
		PlaylistDataset dataset = read("""
				Tempo, ENERGY ,track_id,moods,position,playlist,artist
				120,0.3,t3,"[[""sad""], [""happy"", ""calm""]]",3,a,x
				60,0.7,,calm,0,b,x
				100,0.1,t1,"Sad to happy,  CALM",1,a,x
				110,0.2,,,2,a,x
				""");
		PlaylistExample a = dataset.examples().getFirst();
		assertThat(a.features()).isDeepEqualTo(new double[][] { { 0.1, 100 }, { 0.2, 110 }, { 0.3, 120 } });
		assertThat(a.trackIds()).containsExactly("t1", "", "t3");
		assertThat(dataset.examples().get(1).trackIds()).isEmpty();
		assertThat(dataset.report().ignoredColumns()).containsExactly("artist");
	}

	@Test
	void originalFormTakesWordsOrTokenIds() throws IOException {
		String words = """
				features,extra,,moods_states
				"[[0.1, 100], [0, 7.35e-05]]",x,p1,"[[""Sad""], [""happy""]]"
				[null],x,p2,"[[""tender""]]"
				""";
		PlaylistDataset fromWords = read(words);
		assertThat(fromWords.examples()).singleElement().satisfies((example) -> {
			assertThat(example.id()).isEqualTo("p1");
			assertThat(example.features()).isDeepEqualTo(new double[][] { { 0.1, 100 }, { 0, 7.35e-05 } });
		});
		assertThat(fromWords.vocabulary().moods()).as("words of skipped playlists too")
			.containsExactly("happy", "sad", "tender");
		MoodVocabulary vocabulary = MoodVocabulary
			.read("{\"tense\": 0, \"HAPPY\": 1, \"sad\": 2, \"tender\": 3, \"<sos>\": 4, \"<eos>\": 5, \"<pad>\": 6}");
		String tokens = words.replace("\"\"Sad\"\"", "2").replace("\"\"happy\"\"", "1").replace("\"\"tender\"\"", "3");
		PlaylistDataset fromTokens = read(tokens, OPTIONS.withVocabulary(vocabulary));
		assertThat(fromTokens.examples().getFirst().moods()).isEqualTo(fromWords.examples().getFirst().moods());
		assertThat(fromTokens.vocabulary()).isSameAs(vocabulary);
	}

	@ParameterizedTest
	@ValueSource(strings = { "\uFEFF", "\n\n", "\r\n \t\r\n" })
	void whatSpreadsheetsPutBeforeTheHeaderIsFine(String start) throws IOException {
		assertThat(read(start + LONG).size()).isEqualTo(2);
	}

	@ParameterizedTest
	@ValueSource(strings = { "\n", "\r\n", "\r" })
	void everyLineEndAndBlankLinesAreFine(String lineEnd) throws IOException {
		assertThat(read(LONG.replace("\n", lineEnd) + lineEnd + "  " + lineEnd).report().tracks()).isEqualTo(3);
		assertThat(read(LONG.strip().replace("\n", lineEnd)).report().tracks()).isEqualTo(3);
	}

	@Test
	void linesAreCountedRightWhateverTheirEnd() {
		String faulty = "\uFEFF" + (LONG + "\n\"p\n3\",1,calm,x,1\np3,1,calm,x,1\n").replace("\n", "\r\n");
		assertThat(failure(faulty).errors()).extracting(ProblemError::line).containsExactly(6L, 8L);
	}

	@Test
	void reportTellsWhatTheFileHeld() throws IOException {
		DataReport report = read("""
				playlist,position,moods,energy,tempo,x
				p1,1,sad to happy,0.1,100,
				p1,5,,1.5,110,
				p2,1,sad,.2,0,
				""").report();
		assertThat(report.form()).isEqualTo("long");
		assertThat(report.playlists()).isEqualTo(2);
		assertThat(report.tracks()).isEqualTo(3);
		assertThat(report.skippedBecause()).isEmpty();
		assertThat(report.lengths()).isEqualTo(new DataReport.Lengths(1, 1.5, 2, Map.of(1, 1, 2, 1)));
		assertThat(report.features().get(0).mean()).isCloseTo(0.6, within(1e-12));
		assertThat(report.features().get(1)).isEqualTo(new DataReport.FeatureFigures("tempo", "BPM", 0, 70, 110, 1));
		assertThat(report.features().get(0).outOfRange()).isEqualTo(1);
		assertThat(report.wordsSeenOnce()).containsExactly("happy");
		assertThat(report.ignoredColumns()).containsExactly("x");
		assertThat(report.notes()).containsExactly("Feature 'energy' lies outside 0 to 1 on tracks: 1.",
				"Feature 'tempo' lies outside 30 to 250 on tracks: 1.",
				"Playlist 'p1' leaves out 3 positions between its first and its last; its tracks were taken as adjacent.");
		assertThat(report.vocabularySize()).isEqualTo(5);
	}

	@Test
	void reportIsWrittenAsJsonAsItIs() throws IOException {
		String json = new JsonMapper().writeValueAsString(read(LONG).report());
		assertThat(json).contains("\"form\":\"long\"", "\"histogram\":{\"1\":1,\"2\":1}", "\"outOfRange\":1",
				"\"vocabularySize\":6");
	}

	@Test
	void repeatedIdsOfTheOriginalFormAreNoted() throws IOException {
		DataReport report = read("""
				id,moods_states,features
				a,"[[""sad""]]","[[1, 2]]"
				a,"[[""sad""]]","[[1, 2]]"
				""").report();
		assertThat(report.playlists()).isEqualTo(2);
		assertThat(report.notes()).containsExactly("Feature 'tempo' lies outside 30 to 250 on tracks: 2.",
				"Playlist 'a' stands on 2 lines, first on line 2; each is a playlist of its own.");
	}

	@Test
	void skippedPlaylistsAreCountedAndTheFirstTwentyNamed() throws IOException {
		String skipped = IntStream.range(0, 30)
			.mapToObj((i) -> "s" + i + ",\"[[\"\"sad\"\"]]\",[null]\n")
			.collect(Collectors.joining());
		DataReport report = read("id,moods_states,features\na,\"[[\"\"sad\"\"]]\",\"[[1, 2]]\"\n" + skipped).report();
		assertThat(report.skippedBecause()).singleElement().satisfies((reason) -> {
			assertThat(reason.count()).isEqualTo(30);
			assertThat(reason.ids()).hasSize(20).startsWith("s0", "s1");
		});
	}

	@Test
	void moreThanAHundredFaultsAreCutShort() {
		String rows = "p,x,calm,0.5,loud\n".repeat(1000);
		InvalidPlaylistFileException failure = failure("playlist,position,moods,energy,tempo\n" + rows);
		assertThat(failure.errors()).hasSize(100);
		assertThat(failure.errors().getLast().line()).isEqualTo(51);
		assertThat(failure).hasMessageContaining("first of more than 100 faults");
	}

	@Test
	void oneFaultyMoodsCellIsReportedOncePerPlaylist() {
		assertThat(failure("playlist,position,moods,energy,tempo\n" + "p,1,sad to,0.5,loud\np,2,sad to,0.5,100\n")
			.errors()).extracting(ProblemError::column).containsExactly("moods", "tempo");
	}

	@Test
	void overLongCellsAreRefused() {
		assertThat(failure(LONG + "p3,1,\"" + "x".repeat(1_100_000) + "\",1,1\n").errors()).singleElement()
			.satisfies((error) -> {
				assertThat(error.line()).isEqualTo(5);
				assertThat(error.column()).isEqualTo("3");
				assertThat(error.detail()).contains("1100000 characters").contains("at most 1048576");
			});
		assertThat(failure(LONG + "p3,1,\"" + "x\n".repeat(2_000_000)).errors()).singleElement()
			.satisfies((error) -> assertThat(error.line()).isEqualTo(5));
	}

	@Test
	void faultsBeforeUnreadableBytesAreReportedToo() {
		byte[] bytes = (LONG + "p3,x,calm,1,1\np4,1,caf\u00e9,1,1\n").getBytes(StandardCharsets.ISO_8859_1);
		assertThat(catchThrowableOfType(InvalidPlaylistFileException.class,
				() -> new PlaylistCsvReader().read(new ByteArrayInputStream(bytes), OPTIONS))
			.errors()).extracting(ProblemError::line).containsExactly(5L, 6L);
	}

	@Test
	void charactersOfFourBytesSurviveTheBuffers() throws IOException {
		String word = "\uD83D\uDE00".repeat(40);
		StringBuilder file = new StringBuilder("playlist,position,moods,energy,tempo\n");
		for (int i = 0; i < 500; i++) {
			file.append("p").append(i).append(",1,").append(word).append(",0.5,100\n");
		}
		assertThat(read(file.toString()).vocabulary().moods()).containsExactly(word);
	}

	@Test
	void failedReadingStaysAnIoException() {
		InputStream broken = new InputStream() {
			@Override
			public int read() throws IOException {
				throw new IOException("disk on fire");
			}
		};
		InputStream file = new SequenceInputStream(new ByteArrayInputStream(LONG.getBytes(StandardCharsets.UTF_8)),
				broken);
		assertThatIOException().isThrownBy(() -> new PlaylistCsvReader().read(file, OPTIONS))
			.withMessage("disk on fire");
	}

	@Test
	void largeFilesStreamThrough() throws IOException {
		// 32 MB, most of it in a column that nobody reads: held in memory it would be
		// twice that as chars
		String padding = "x".repeat(16_000);
		Iterator<InputStream> parts = IntStream.range(-1, 2000)
			.mapToObj((i) -> (i < 0) ? "playlist,position,moods,energy,tempo,lyrics\n"
					: "p" + i / 20 + "," + i % 20 + ",sad to happy,0.5,100," + padding + "\n")
			.map((row) -> (InputStream) new ByteArrayInputStream(row.getBytes(StandardCharsets.UTF_8)))
			.iterator();
		InputStream file = new SequenceInputStream(new Enumeration<>() {
			@Override
			public boolean hasMoreElements() {
				return parts.hasNext();
			}

			@Override
			public InputStream nextElement() {
				return parts.next();
			}
		});
		assertThat(new PlaylistCsvReader().read(file, OPTIONS).report().lengths().histogram())
			.containsExactly(Map.entry(20, 100));
	}

	private static PlaylistDataset read(String file) throws IOException {
		return read(file, OPTIONS);
	}

	private static PlaylistDataset read(String file, PlaylistCsvReader.Options options) throws IOException {
		return new PlaylistCsvReader().read(new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8)), options);
	}

	private static InvalidPlaylistFileException failure(String file) {
		return catchThrowableOfType(InvalidPlaylistFileException.class, () -> read(file));
	}

}
