package io.isonet.dataset;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.isonet.audio.FeatureSchema;
import io.isonet.mood.MoodVocabulary;
import io.isonet.problem.ProblemError;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/// Walks the malformed files. Beside each lies what is expected of it, one fault a line:
/// `line | column | phrase of the detail`, with `-` for no column. Files named
/// `vocabulary-...` are read with the vocabulary calm, happy, sad.
class MalformedPlaylistFileTests {

	@ParameterizedTest
	@MethodSource("malformedFiles")
	void everyFaultIsReportedWithItsPlaceAndNothingElse(String name) throws IOException {
		Path file = folder().resolve(name);
		InvalidPlaylistFileException failure = read(file);
		List<String> expected = Files.readAllLines(file.resolveSibling(name.replace(".csv", ".expected")));
		assertThat(failure.errors()).as("%s", failure.errors()).hasSameSizeAs(expected);
		for (int i = 0; i < expected.size(); i++) {
			String[] fault = expected.get(i).split(" \\| ", 3);
			ProblemError error = failure.errors().get(i);
			assertThat(error.line()).as(error.detail()).isEqualTo(Long.parseLong(fault[0]));
			assertThat(error.column()).as(error.detail()).isEqualTo(fault[1].equals("-") ? null : fault[1]);
			assertThat(error.detail()).contains(fault[2]);
		}
	}

	@ParameterizedTest
	@MethodSource("malformedFiles")
	void detailTellsTheFirstFaultOnOneShortLine(String name) throws IOException {
		InvalidPlaylistFileException failure = read(folder().resolve(name));
		ProblemError first = failure.errors().getFirst();
		assertThat(failure).hasMessageStartingWith("Line " + first.line()).hasMessageContaining(first.detail());
		assertThat(failure.getMessage()).hasSizeLessThan(700)
			.doesNotContain("REDACTED")
			.doesNotContainPattern("\\p{Cntrl}");
		assertThat(failure.type().name()).isEqualTo("invalid-playlist-file");
	}

	private static InvalidPlaylistFileException read(Path file) throws IOException {
		PlaylistCsvReader.Options options = new PlaylistCsvReader.Options(FeatureSchema.ELEVEN, Optional.empty(), 5, 5,
				4);
		if (file.getFileName().toString().startsWith("vocabulary-")) {
			options = options.withVocabulary(MoodVocabulary.of(List.of("calm", "happy", "sad")));
		}
		PlaylistCsvReader.Options finalOptions = options;
		try (InputStream in = Files.newInputStream(file)) {
			return catchThrowableOfType(InvalidPlaylistFileException.class,
					() -> new PlaylistCsvReader().read(in, finalOptions));
		}
	}

	static Stream<String> malformedFiles() {
		try (Stream<Path> files = Files.list(folder())) {
			return files.map((file) -> file.getFileName().toString())
				.filter((name) -> name.endsWith(".csv"))
				.sorted()
				.toList()
				.stream();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static Path folder() {
		return Path.of("src/test/resources/dataset/malformed");
	}

}
