package io.isonet.catalog;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class TrackTableTests {

	private static final List<String> FEATURES = List.of("acousticness", "danceability", "energy", "instrumentalness",
			"key", "liveness", "loudness", "mode", "speechiness", "tempo", "valence");

	private static final List<String> NUMBERS = List.of("0.611", "0.389", "0.91", "0", "1", "0.346", "-1.828", "1",
			"0.0525", "166.969", "0.814");

	@Test
	void findsColumnsByTheirManyNames() {
		TrackTable table = TrackTable
			.of(List.of("Track Name", "artist(s)_name", "spotify_track_uri", "album_release_date", "track_genre",
					"duration_ms", "loadness", "audio_mode", "bpm", "danceability_%", "Acousticness", "energy",
					"instrumentalness", "key", "liveness", "speechiness", "audio_valence", "idx"));
		assertThat(table.missing()).isEmpty();
		assertThat(table.recognised()).containsEntry(TrackField.TITLE, "Track Name")
			.containsEntry(TrackField.ARTISTS, "artist(s)_name")
			.containsEntry(TrackField.YEAR, "album_release_date")
			.containsEntry(TrackField.GENRES, "track_genre")
			.containsEntry(TrackField.LOUDNESS, "loadness")
			.containsEntry(TrackField.MODE, "audio_mode")
			.containsEntry(TrackField.TEMPO, "bpm")
			.containsEntry(TrackField.VALENCE, "audio_valence")
			.doesNotContainValue("idx");
	}

	@Test
	void namesTheFeaturesThatAFileLacks() {
		assertThat(TrackTable.of(List.of("id", "energy", "valence")).missing()).hasSize(9)
			.contains(TrackField.TEMPO, TrackField.KEY)
			.doesNotContain(TrackField.ENERGY);
	}

	@Test
	void takesTheBetterNameWhereTwoColumnsHoldOneField() {
		List<String> header = header("track", "track_name", "track_id");
		Track track = read(header, row("a number", "Song", "x1"));
		assertThat(track.title()).isEqualTo("Song");
		assertThat(track.id()).isEqualTo("x1");
	}

	@Test
	void readsARowWithEverything() {
		Track track = read(
				header("id", "name", "artists", "album", "genres", "release_date", "explicit", "duration_ms",
						"popularity", "isrc", "uri"),
				row("spotify:track:50RBM1j1", "Ouverture", "['Martin & les f\u00E9es', \"Rock 'n' Roll\"]", "Movies",
						"pop; movie", "15-07-2016", "TRUE", "243800.0", "59.0", "us-rc1-76-07839", "NA"));
		assertThat(track.id()).isEqualTo("50RBM1j1");
		assertThat(track.artists()).containsExactly("Martin & les f\u00E9es", "Rock 'n' Roll");
		assertThat(track.album()).isEqualTo("Movies");
		assertThat(track.genres()).containsExactly("pop", "movie");
		assertThat(track.year()).isEqualTo(2016);
		assertThat(track.explicit()).isTrue();
		assertThat(track.durationMillis()).isEqualTo(243_800);
		assertThat(track.popularity()).isEqualTo(59);
		assertThat(track.isrc()).isEqualTo("USRC17607839");
		assertThat(track.uri()).isNull();
		assertThat(track.features()).containsExactly(.611f, .389f, .91f, 0, 1, .346f, -1.828f, 1, .0525f, 166.969f,
				.814f);
	}

	@Test
	void takesTheIdFromTheAddressWhereThereIsNone() {
		assertThat(read(header("url"), row("https://open.example/track/5Opj?si=1")).id()).isEqualTo("5Opj");
	}

	@Test
	void givesARowWithoutIdTheSameIdInAnyFile() {
		Track one = read(header("title", "artist"), row("A", "B"));
		Track again = read(header("idx", "song", "artist_name"), row("7", "A", "B"));
		assertThat(one.id()).startsWith("row-")
			.isEqualTo(again.id())
			.isNotEqualTo(read(header("title", "artist"), row("A", "C")).id());
	}

	@ParameterizedTest
	@CsvSource({ "C#, 1", "Db, 1", "G\u266D, 6", "f# minor, 6", "B, 11", "Cb, 11", "5.0, 5", "0, 0" })
	void readsKeysAsLettersAndNumbers(String key, float pitchClass) {
		assertThat(withFeature("key", key).features()[4]).isEqualTo(pitchClass);
	}

	@Test
	void knowsThatAKeyWasNotFound() {
		assertThat(withFeature("key", "-1").features()[4]).isNaN();
	}

	@ParameterizedTest
	@CsvSource({ "Major, 1", "minor, 0", "1.0, 1" })
	void readsModes(String mode, float number) {
		assertThat(withFeature("mode", mode).features()[7]).isEqualTo(number);
	}

	@ParameterizedTest
	@CsvSource({ "duration_ms, 4000, 4000", "duration, 240, 240000", "length, 240000, 240000", "duration, 3:45, 225000",
			"duration, 1:02:03, 3723000", "duration_s, 6000, 6000000" })
	void readsDurationsInTheirUnit(String column, String cell, int millis) {
		assertThat(read(header(column), row(cell)).durationMillis()).isEqualTo(millis);
	}

	@Test
	void readsSharesInPercent() {
		List<String> header = new ArrayList<>(FEATURES);
		header.set(2, "energy_%");
		List<String> row = new ArrayList<>(NUMBERS);
		row.set(2, "91");
		assertThat(((TrackRow.Read) TrackTable.of(header).read(row)).track().features()[2]).isEqualTo(.91f);
	}

	@Test
	void saysWhatItBroughtIntoItsRange() {
		List<String> row = new ArrayList<>(NUMBERS);
		row.set(6, "-61.2");
		TrackRow.Read read = (TrackRow.Read) TrackTable.of(FEATURES).read(row);
		assertThat(read.track().features()[6]).isEqualTo(-60);
		assertThat(read.clamped()).containsExactly(TrackField.LOUDNESS);
	}

	@ParameterizedTest
	@CsvSource(nullValues = "NULL",
			value = { "energy, 1.7, OUT_OF_RANGE", "key, 12, OUT_OF_RANGE", "energy, NA, MISSING",
					"valence, '', MISSING", "energy, loud, NOT_A_VALUE", "key, H, NOT_A_VALUE",
					"tempo, 0, NEVER_ANALYSED", "energy, 0x1p3, NOT_A_VALUE", "energy, NaN, MISSING",
					"loudness, 1e300, OUT_OF_RANGE" })
	void saysWhyARowIsNoTrack(String feature, String cell, TrackRow.Reason reason) {
		List<String> row = new ArrayList<>(NUMBERS);
		row.set(FEATURES.indexOf(feature), cell);
		assertThat(TrackTable.of(FEATURES).read(row)).isInstanceOfSatisfying(TrackRow.Skipped.class,
				(skipped) -> assertThat(skipped.reason()).isEqualTo(reason));
	}

	@Test
	void refusesRowsOfAnotherWidthAndTextsWithoutEnd() {
		assertThat(TrackTable.of(FEATURES).read(List.of("1", "2"))).isInstanceOfSatisfying(TrackRow.Skipped.class,
				(skipped) -> assertThat(skipped.reason()).isEqualTo(TrackRow.Reason.WRONG_CELLS));
		assertThat(TrackTable.of(header("title")).read(row("x".repeat(1001)))).isInstanceOfSatisfying(
				TrackRow.Skipped.class, (skipped) -> assertThat(skipped.reason()).isEqualTo(TrackRow.Reason.TOO_LONG));
	}

	private static Track withFeature(String feature, String cell) {
		List<String> row = new ArrayList<>(NUMBERS);
		row.set(FEATURES.indexOf(feature), cell);
		return ((TrackRow.Read) TrackTable.of(FEATURES).read(row)).track();
	}

	private static Track read(List<String> header, List<String> row) {
		return ((TrackRow.Read) TrackTable.of(header).read(row)).track();
	}

	private static List<String> header(String... others) {
		return with(others, FEATURES);
	}

	private static List<String> row(String... others) {
		return with(others, NUMBERS);
	}

	private static List<String> with(String[] first, List<String> rest) {
		List<String> all = new ArrayList<>(Arrays.asList(first));
		all.addAll(rest);
		return all;
	}

}
