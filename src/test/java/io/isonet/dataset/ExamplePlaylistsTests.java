package io.isonet.dataset;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ExamplePlaylistsTests {

	@Test
	void exampleReadsBackWithoutFaults() throws IOException {
		PlaylistDataset dataset = new PlaylistCsvReader().read(new ByteArrayInputStream(example(40, 1)),
				PlaylistCsvReader.Options.standard());
		DataReport report = dataset.report();
		assertThat(report.form()).isEqualTo("long");
		assertThat(report.playlists()).isEqualTo(40);
		assertThat(report.skippedBecause()).isEmpty();
		assertThat(report.notes()).isEmpty();
		assertThat(report.ignoredColumns()).isEmpty();
		assertThat(report.features()).allSatisfy((feature) -> {
			assertThat(feature.outOfRange()).isZero();
			assertThat(feature.max()).isGreaterThan(feature.min());
		});
	}

	@Test
	void sameSeedGivesTheSameBytes() throws IOException {
		assertThat(example(10, 3)).isEqualTo(example(10, 3)).isNotEqualTo(example(10, 4));
	}

	@Test
	void numbersHaveFourDecimalsAtMost() throws IOException {
		assertThat(new String(example(10, 1), StandardCharsets.UTF_8)).doesNotContainPattern("\\.\\d{5}")
			.doesNotContainPattern("\\dE");
	}

	@Test
	void energyFollowsTheMoods() throws IOException {
		PlaylistDataset dataset = new PlaylistCsvReader().read(new ByteArrayInputStream(example(300, 1)),
				PlaylistCsvReader.Options.standard());
		assertThat(meanEnergy(dataset, "sluggish")).isLessThan(meanEnergy(dataset, "triumphant") - 0.1);
	}

	@Test
	void anExampleHasPlaylists() {
		assertThatIllegalArgumentException().isThrownBy(() -> new ExamplePlaylists(MoodGroups.load(), 0, 1));
	}

	private static double meanEnergy(PlaylistDataset dataset, String firstMood) {
		return dataset.examples()
			.stream()
			.filter((example) -> example.moods().states().getFirst().words().contains(firstMood))
			.mapToDouble((example) -> example.features()[0][2])
			.average()
			.orElseThrow();
	}

	private static byte[] example(int playlists, long seed) throws IOException {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		new ExamplePlaylists(MoodGroups.load(), playlists, seed).write(out);
		return out.toByteArray();
	}

}
