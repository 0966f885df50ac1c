package io.isonet.evaluation;

import java.util.Arrays;
import java.util.Random;
import java.util.Set;

import io.isonet.audio.FeatureScaler;
import io.isonet.dataset.PlaylistExample;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

class SpreadFiguresTests {

	@Test
	void scoreIsTwiceTheMeanPinballLossInStandardUnits() {
		// quantiles 1 and 3 at the levels .25 and .75, truth 4: losses .25 * 3 and .75 *
		// 1
		SpreadFigures figures = SpreadFigures.of(forecast(1, 3), Playlists.playlist("a", new double[] { 4 }), unit(2));
		assertThat(figures.crpsZ()).isEqualTo(2 * (.75 + .75) / 2 / 2, within(1e-12));
		// truth 0: losses .75 * 1 and .25 * 3
		SpreadFigures below = SpreadFigures.of(forecast(1, 3), Playlists.playlist("a", new double[] { 0 }), unit(1));
		assertThat(below.crpsZ()).isEqualTo(1.5, within(1e-12));
	}

	@Test
	void quantilesOfOnePointScoreTheAbsoluteError() {
		SpreadFigures figures = SpreadFigures.of(forecast(2, 2, 2), Playlists.playlist("a", new double[] { 7 }),
				unit(1));
		assertThat(figures.crpsZ()).isEqualTo(5, within(1e-12));
	}

	@Test
	void tracksWithinTheIntervalAreCovered() {
		// of five quantiles the 10 % and 90 % ones are the first and the last
		QuantileForecast forecast = new QuantileForecast(new double[][][] { { { 1 }, { 1 }, { 1 }, { 1 } },
				{ { 2 }, { 2 }, { 2 }, { 2 } }, { { 3 }, { 3 }, { 3 }, { 3 } }, { { 4 }, { 4 }, { 4 }, { 4 } },
				{ { 5 }, { 5 }, { 5 }, { 5 } } });
		PlaylistExample playlist = Playlists
			.playlist("a", new double[] { 1 }, new double[] { .9 }, new double[] { 4.9 }, new double[] { 3 })
			.ignoring(Set.of(3));
		SpreadFigures figures = SpreadFigures.of(forecast, playlist, unit(1));
		assertThat(figures.tracks()).isEqualTo(3);
		assertThat(figures.covered()).containsExactly(2);
	}

	@Test
	void levelsBetweenQuantilesAreInterpolated() {
		assertThat(forecast(1, 3).at(.5, 0, 0)).isEqualTo(2, within(1e-12));
		assertThat(forecast(1, 3).at(.1, 0, 0)).isEqualTo(1);
		assertThatIllegalArgumentException().isThrownBy(() -> forecast(1));
	}

	@Test
	void aNormalForecastOfNormalTracksScoresWhatTheoryTells() {
		Random random = new Random(1);
		double[][] rows = new double[20_000][];
		Arrays.setAll(rows, (t) -> new double[] { random.nextGaussian() });
		double[] drawn = new Random(2).doubles(100_000).map((ignored) -> random.nextGaussian()).sorted().toArray();
		double[][][] values = new double[50][rows.length][];
		for (int i = 0; i < 50; i++) {
			double[] quantile = { PairedBootstrap.quantile(drawn, (i + .5) / 50) };
			Arrays.fill(values[i], quantile);
		}
		SpreadFigures figures = SpreadFigures.of(new QuantileForecast(values), Playlists.playlist("a", rows), unit(1));
		// the expected score is 1 / sqrt(pi)
		assertThat(figures.crpsZ()).isEqualTo(1 / Math.sqrt(Math.PI), within(.01));
		assertThat(figures.covered()[0] / 20_000.0).isEqualTo(.8, within(.01));
		for (int level = 0; level < SpreadFigures.LEVELS.length; level++) {
			assertThat(figures.within()[level] / 20_000.0).isEqualTo(SpreadFigures.LEVELS[level], within(.012));
		}
	}

	private static FeatureScaler unit(double deviation) {
		return new FeatureScaler(new double[] { 0 }, new double[] { deviation });
	}

	private static QuantileForecast forecast(double... quantiles) {
		return new QuantileForecast(
				Arrays.stream(quantiles).mapToObj((value) -> new double[][] { { value } }).toArray(double[][][]::new));
	}

}
