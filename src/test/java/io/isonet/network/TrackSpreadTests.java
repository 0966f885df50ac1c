package io.isonet.network;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import io.isonet.audio.AudioFeature;
import io.isonet.audio.FeatureSchema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

class TrackSpreadTests {

	private static final FeatureSchema SCHEMA = new FeatureSchema(List.of(new AudioFeature("energy", "", 0, 1),
			new AudioFeature("key", "pitch class", 0, 11), new AudioFeature("mode", "", 0, 1)));

	private static final List<List<String>> SAD_TO_CALM = List.of(List.of("sad"), List.of("calm"));

	@Test
	void boundsAreThePredictionAndItsQuantilesTimesTheDeviation() {
		// levels .25 and .75 of the interval of half of the tracks are the two quantiles
		TrackSpread.Bounds bounds = spread().bounds(List.of(List.of("sad")), PaceCurve.STANDARD,
				new float[][] { { .5f, 5.5f, .5f } }, .5);
		assertThat(bounds.level()).isEqualTo(.5);
		assertThat(bounds.lower()[0]).containsExactly(new float[] { .4f, 2, 0 }, within(1e-6f));
		assertThat(bounds.upper()[0]).containsExactly(new float[] { .7f, 9, 1 }, within(1e-6f));
	}

	@Test
	void deviationFollowsTheJourneyAtItsPace() {
		float[][] rows = { { .5f, 0, 0 }, { .5f, 0, 0 }, { .5f, 0, 0 } };
		float[][] standard = spread().bounds(SAD_TO_CALM, PaceCurve.STANDARD, rows, .5).upper();
		assertThat(standard[0][0]).isCloseTo(.5f + .5f * .4f, within(1e-6f));
		assertThat(standard[1][0]).isCloseTo((float) (.5 + Math.sqrt((.25 + 1) / 2) * .4), within(1e-6f));
		assertThat(standard[2][0]).isCloseTo(.5f + 1 * .4f, within(1e-6f));
		// the first state goes on for three quarters of the playlist
		float[][] own = spread().bounds(SAD_TO_CALM, PaceCurve.shares(3, 1), rows, .5).upper();
		double u = PaceCurve.shares(3, 1).at(.5);
		double square = .25 * Pacing.weight(0, 2, u) + Pacing.weight(1, 2, u);
		assertThat(own[1][0]).isCloseTo((float) (.5 + Math.sqrt(square) * .4), within(1e-6f))
			.isLessThan(standard[1][0]);
	}

	@Test
	void wordsOfAStateCountTheSameAndAnUnknownOneAsOne() {
		WordDeviations deviations = new WordDeviations(1, Map.of("sad", new double[] { .5 }));
		assertThat(deviations.along(List.of(List.of("sad", "new")), PaceCurve.STANDARD, 2))
			.isDeepEqualTo(new double[][] { { .75 }, { .75 } });
	}

	@Test
	void boundsStayWithinTheRange() {
		TrackSpread.Bounds bounds = spread().bounds(SAD_TO_CALM, PaceCurve.STANDARD,
				new float[][] { { .01f, 0, 0 }, { .99f, 0, 0 } }, .95);
		assertThat(bounds.lower()[0][0]).isZero();
		assertThat(bounds.upper()[1][0]).isEqualTo(1);
	}

	@ParameterizedTest
	@CsvSource({ ".5,.8,0,1", ".8,.8,1,1", ".79,.8,0,1", ".2,.8,0,0", ".21,.8,0,1", "1,.95,1,1", "0,.5,0,0",
			".5,.5,0,1", ".51,.5,1,1" })
	void aProbabilityHasOneValueWhereThatIsLikelyEnough(float predicted, double level, float lower, float upper) {
		TrackSpread.Bounds bounds = spread().bounds(SAD_TO_CALM, PaceCurve.STANDARD,
				new float[][] { { 0, 0, predicted } }, level);
		assertThat(bounds.lower()[0][2]).isEqualTo(lower);
		assertThat(bounds.upper()[0][2]).isEqualTo(upper);
	}

	@Test
	void quantilesOfAProbabilityAreThoseOfAThrow() {
		TrackSpread.Feature mode = spread().features().get(2);
		assertThat(mode.quantile(.3, .7, 1)).isZero();
		assertThat(mode.quantile(.31, .7, 1)).isEqualTo(1);
	}

	@Test
	void whatIsWrittenIsRead() {
		byte[] json = SpreadJson.write(spread());
		TrackSpread read = SpreadJson.read(json, SCHEMA);
		assertThat(SpreadJson.write(read)).isEqualTo(json);
		float[][] rows = { { .3f, 2, .5f }, { .4f, 3, .5f } };
		assertThat(read.bounds(SAD_TO_CALM, PaceCurve.STANDARD, rows, .8)).usingRecursiveComparison()
			.isEqualTo(spread().bounds(SAD_TO_CALM, PaceCurve.STANDARD, rows, .8));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '~', value = { "\"format\":1 | \"format\":2 | format 2",
			"\"format\":1 | \"format\":1,\"format\":1 | cannot be read", "{\"format\":1, | {\"form | cannot be read",
			"\"format\":1 | \"format\":1,\"more\":1 | more, nobody knows this field",
			"\"format\":1, | ~~ | cannot be read", "\"energy\" | \"energie\" | config.json has [energy, key, mode]",
			"\"energy\" | null | null", "[-0.2,0.4] | null | 2 to 1000 quantiles, not 0",
			"[-0.2,0.4] | [0.4] | 2 to 1000 quantiles", "[-0.2,0.4] | [0.4,-0.2] | fall",
			"[-0.2,0.4] | [0,1e300] | 1.0E300", "[-0.2,0.4] | [null,1] | quantiles", "[-0.2,0.4] | [\"NaN\",1] | NaN",
			"[-0.2,0.4] | [\"a\",1] | cannot be read", "\"residuals\" | \"residual\" | 'residual', known are",
			"\"residuals\" | null | 'null', known are", "\"residuals\" | \"probability\" | no quantiles",
			"[0.5,1.0,1.0] | [0.5,1.0] | 2 deviations", "[0.5,1.0,1.0] | [0.5,1.0,0] | above 0",
			"[0.5,1.0,1.0] | [0.5,1.0,1e9] | at most 1000", "[0.5,1.0,1.0] | null | null",
			"\"words\":{ | \"words\":null,\"x\":{ | cannot be read", "\"features\":[ | \"features\":[null, | null" })
	void whatIsDamagedIsRefusedWithItsReason(String found, String replacement, String reason) {
		String json = new String(SpreadJson.write(spread()), StandardCharsets.UTF_8);
		assertThat(json).contains(found);
		byte[] damaged = json.replace(found, (replacement != null) ? replacement : "").getBytes(StandardCharsets.UTF_8);
		assertThatExceptionOfType(InvalidModelException.class).isThrownBy(() -> SpreadJson.read(damaged, SCHEMA))
			.withMessageStartingWith("spread.json")
			.withMessageContaining(reason);
	}

	@Test
	void nothingIsNoSpread() {
		for (String json : List.of("", "null", "[]", "{}", "1", "{\"format\":1,\"features\":null,\"words\":null}")) {
			assertThatExceptionOfType(InvalidModelException.class)
				.isThrownBy(() -> SpreadJson.read(json.getBytes(StandardCharsets.UTF_8), SCHEMA))
				.withMessageStartingWith("spread.json");
		}
	}

	private static TrackSpread spread() {
		return new TrackSpread(
				List.of(new TrackSpread.Feature(SCHEMA.feature(0), TrackSpread.Kind.RESIDUALS,
						new double[] { -.2, .4 }),
						new TrackSpread.Feature(SCHEMA.feature(1), TrackSpread.Kind.TRACKS, new double[] { 2, 9 }),
						new TrackSpread.Feature(SCHEMA.feature(2), TrackSpread.Kind.PROBABILITY, new double[0])),
				new WordDeviations(3, Map.of("sad", new double[] { .5, 1, 1 })));
	}

}
