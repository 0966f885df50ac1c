package io.isonet.catalog;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class RecordingKeyTests {

	@ParameterizedTest
	@CsvSource({ "Heroes, Heroes - 2017 Remaster", "Heroes, HEROES (Remastered 2011)", "D\u00E9j\u00E0 Vu, deja vu",
			"Clarinet Marmalade - Live, Clarinet Marmalade", "One, One [Live at the Hall]",
			"Stay, Stay (feat. Somebody)", "Stay, Stay feat. Somebody", "Don't Stop, Dont' Stop - Mono",
			"Song, Song - Remastered", "Song, Song (Deluxe Edition)" })
	void isTheSameForOneRecording(String title, String other) {
		assertThat(RecordingKey.of(title, List.of("The Band"))).isPresent()
			.isEqualTo(RecordingKey.of(other, List.of("the b\u00E4nd", "Guest")));
	}

	@ParameterizedTest
	@CsvSource({ "Heroes, Heros", "One, One (Reprise)", "Live and Let Die, Let Die", "Song 2, Song",
			"Alive - Part 1, Alive - Part 2" })
	void differsForOthers(String title, String other) {
		assertThat(RecordingKey.of(title, List.of("The Band")))
			.isNotEqualTo(RecordingKey.of(other, List.of("The Band")));
	}

	@Test
	void keepsATitleThatIsNothingButAnAddition() {
		assertThat(RecordingKey.of("(Live)", List.of("The Band"))).contains("the band|live");
	}

	@Test
	void saysNothingWithoutArtistOrTitle() {
		assertThat(RecordingKey.of("Heroes", List.of())).isEmpty();
		assertThat(RecordingKey.of(null, List.of("The Band"))).isEmpty();
		assertThat(RecordingKey.of("???", List.of("The Band"))).isEmpty();
	}

}
