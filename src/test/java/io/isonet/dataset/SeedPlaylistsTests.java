package io.isonet.dataset;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import io.isonet.mood.MoodTokenizer;
import io.isonet.mood.MoodVocabulary;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/// The original data, which may not be published here: skipped where it is missing.
class SeedPlaylistsTests {

	private static final Path SEED = Path.of("../shared/data/seed");

	private static final Path PLAYLISTS = SEED.resolve("train-11-features.csv");

	@BeforeEach
	void seedIsThere() {
		assumeThat(PLAYLISTS).as("the original data lies at ../shared/data/seed").exists();
	}

	@Test
	void originalPlaylistsAreReadAsTheyAre() throws IOException {
		PlaylistDataset dataset = read();
		DataReport report = dataset.report();
		assertThat(report.form()).isEqualTo("original");
		assertThat(report.playlists()).isEqualTo(20);
		assertThat(report.tracks()).isEqualTo(220);
		assertThat(report.vocabularySize()).isEqualTo(32);
		assertThat(report.skippedBecause()).singleElement().satisfies((skipped) -> {
			assertThat(skipped.count()).isEqualTo(7);
			assertThat(skipped.ids()).hasSize(7);
		});
		assertThat(report.lengths().histogram().keySet()).containsExactly(10, 11, 29);
		assertThat(report.ignoredColumns()).isEmpty();
		assertThat(report.notes()).isEmpty();
	}

	@Test
	void featuresAreWhatTheJsonSays() throws IOException {
		for (PlaylistExample example : read().examples()) {
			JsonNode tracks = cells(example.id()).getLast();
			assertThat(tracks.size()).isEqualTo(example.length());
			for (int t = 0; t < example.length(); t++) {
				for (int f = 0; f < 11; f++) {
					assertThat(example.features()[t][f]).isEqualTo(tracks.get(t).get(f).doubleValue());
				}
			}
		}
	}

	@Test
	void tokensComeBackAsTheyStandInTheFile() throws IOException {
		PlaylistDataset dataset = read();
		MoodTokenizer tokenizer = new MoodTokenizer(dataset.vocabulary(), 5, 5);
		for (PlaylistExample example : dataset.examples()) {
			int[] tokens = tokenizer.encode(example.moods());
			JsonNode states = cells(example.id()).getFirst();
			for (int slot = 0; slot < tokens.length; slot++) {
				JsonNode token = states.path(slot / 5).path(slot % 5);
				assertThat(tokens[slot]).isEqualTo(token.asInt(dataset.vocabulary().padId()));
			}
		}
	}

	@Test
	void vocabularyIsTheOneThatTheOriginalBuilt() throws IOException {
		MoodVocabulary vocabulary = vocabulary();
		assertThat(MoodVocabulary.of(vocabulary.moods())).isEqualTo(vocabulary);
	}

	@Test
	void everyMoodHasMeasuredFigures() throws IOException {
		MoodGroups groups = MoodGroups.load();
		assertThat(vocabulary().moods()).allSatisfy((mood) -> assertThat(groups.group(mood)).as(mood).isPresent());
	}

	@Test
	void committedFiguresAreTheSeeds() throws IOException {
		try (InputStream committed = MoodGroups.class.getResourceAsStream("mood-groups.csv")) {
			assertThat(committed).hasBinaryContent(Files.readAllBytes(SEED.resolve("mood-groups.csv")));
		}
	}

	private static PlaylistDataset read() throws IOException {
		try (InputStream in = Files.newInputStream(PLAYLISTS)) {
			return new PlaylistCsvReader().read(in, PlaylistCsvReader.Options.standard().withVocabulary(vocabulary()));
		}
	}

	private static MoodVocabulary vocabulary() throws IOException {
		return MoodVocabulary
			.read(Files.readString(SEED.resolve("tokenizer-11-features.json"), StandardCharsets.UTF_8));
	}

	/// The moods and the features of a playlist, cut out of the file without its reader.
	private static List<JsonNode> cells(String id) throws IOException {
		String line = Files.readAllLines(PLAYLISTS)
			.stream()
			.filter((row) -> row.startsWith(id + ","))
			.findFirst()
			.orElseThrow();
		String[] quoted = line.split("\"");
		return List.of(new JsonMapper().readTree(quoted[1]), new JsonMapper().readTree(quoted[3]));
	}

}
