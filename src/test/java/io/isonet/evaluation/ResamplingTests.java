package io.isonet.evaluation;

import java.util.Set;

import io.isonet.dataset.PlaylistExample;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ResamplingTests {

	private final PlaylistExample playlist = Playlists.playlist("a", new double[] { 0 }, new double[] { 8 },
			new double[] { 4 });

	@Test
	void rowsLieBetweenTheirNeighbours() {
		assertThat(Resampling.rows(this.playlist, 5))
			.isDeepEqualTo(new double[][] { { 0 }, { 4 }, { 8 }, { 6 }, { 4 } });
		assertThat(Resampling.rows(this.playlist, 3)).isDeepEqualTo(this.playlist.features());
		assertThat(Resampling.rows(this.playlist, 1)).isDeepEqualTo(new double[][] { { 0 } });
	}

	@Test
	void tracksThatDoNotCountAreBridged() {
		assertThat(Resampling.rows(this.playlist.ignoring(Set.of(1)), 3))
			.isDeepEqualTo(new double[][] { { 0 }, { 2 }, { 4 } });
		assertThat(Resampling.rows(this.playlist.ignoring(Set.of(0, 2)), 3))
			.isDeepEqualTo(new double[][] { { 8 }, { 8 }, { 8 } });
	}

}
