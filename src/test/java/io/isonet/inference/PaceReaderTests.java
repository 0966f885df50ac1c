package io.isonet.inference;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.isonet.mood.MoodSequence;
import io.isonet.network.PaceCurve;
import io.isonet.problem.ProblemError;
import io.isonet.problem.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class PaceReaderTests {

	private static final MoodSequence THREE = MoodSequence.parse("sad to calm to happy");

	private static final List<String> PIECES = List.of("0", "1", "0.5", "-0.0", "-1", "1e400", "1e-400", "1e308",
			"null", "true", "\"1\"", "[]", "{}", "[0, 0]", "[1, 1]", "[0.5, 0.5]", "[0.2, 0.9]", "[1, 0]", "[0, 1]",
			"[0, 0, 0]");

	private static final List<String> NAMES = List.of("shares", "hold", "curve", "Hold", "", "a/b~c");

	@Test
	void eachKindIsReadAsItsPace() {
		assertThat(read(THREE, "{\"shares\": [1, 2, 1]}")).isEqualTo(PaceCurve.shares(1, 2, 1));
		assertThat(read(THREE, "{\"hold\": 0.5, \"curve\": null}")).isEqualTo(PaceCurve.hold(.5, 3));
		assertThat(read(THREE, "{\"curve\": [[0, 0], [0.3, 0.5], [1, 1]]}")).isEqualTo(PaceCurve
			.curve(List.of(new PaceCurve.Point(0, 0), new PaceCurve.Point(.3, .5), new PaceCurve.Point(1, 1))));
	}

	@Test
	void withoutMoodsItIsCheckedAndNotRead() {
		Faults faults = new Faults();
		assertThat(new PaceReader(null, "/pace", faults).read(json("{\"shares\": [1, 2]}"))).isNull();
		assertThat(new PaceReader(null, "/pace", faults).read(json("{\"hold\": 1}"))).isNull();
		assertThat(faults.isEmpty()).isTrue();
		assertThat(new PaceReader(null, "/pace", faults).read(json("{\"shares\": [1, 0]}"))).isNull();
		assertThat(faults.isEmpty()).isFalse();
	}

	@Test
	void faultsOfOthersThatFillTheAnswerLeaveItUnread() {
		for (String pace : List.of("{\"shares\": [1, 2, 1]}", "{\"hold\": 0.5}",
				"{\"curve\": [[0, 0], [0.3, 0.5], [1, 1]]}")) {
			Faults faults = new Faults();
			IntStream.range(0, 100).forEach((i) -> faults.add("/length", "fault " + i));
			assertThat(new PaceReader(THREE, "/pace", faults).read(json(pace))).isNull();
		}
	}

	/// Whatever stands there is a pace that can be used, or has faults within it.
	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3, 4 })
	void anyJsonIsReadOrHasItsFaultsPointedOut(long seed) {
		Random random = new Random(seed);
		int good = 0;
		for (int i = 0; i < 5000; i++) {
			String text = text(random);
			Faults faults = new Faults();
			PaceCurve pace = new PaceReader(THREE, "/pace", faults).read(json(text));
			assertThat(pace == null).as(text).isEqualTo(!faults.isEmpty());
			if (pace != null) {
				good++;
				double middle = pace.at(random.nextDouble());
				assertThat(middle).as(text).isBetween(0d, 1d);
			}
			else {
				ProblemException problem = catchThrowableOfType(ProblemException.class, faults::throwIfAny);
				assertThat(problem.type().name()).as(text).isEqualTo("invalid-prediction-request");
				assertThat(problem.errors()).as(text)
					.extracting(ProblemError::pointer)
					.allMatch((pointer) -> ("" + pointer).matches("/pace(/.*)?"));
			}
		}
		assertThat(good).isGreaterThan(100);
	}

	private static String text(Random random) {
		if (random.nextInt(20) == 0) {
			return piece(random);
		}
		return NAMES.stream()
			.filter((name) -> random.nextInt(3) == 0)
			.map((name) -> "\"" + name + "\": " + value(name, random))
			.collect(Collectors.joining(", ", "{", "}"));
	}

	private static String value(String name, Random random) {
		if (name.equals("hold") || random.nextInt(10) == 0) {
			return piece(random);
		}
		if (name.equals("curve") && random.nextBoolean()) {
			return "[[0, 0], " + piece(random) + ", [1, 1]]";
		}
		return IntStream.range(0, random.nextBoolean() ? 3 : random.nextInt(5))
			.mapToObj((i) -> (random.nextInt(4) > 0) ? "" + random.nextDouble() : piece(random))
			.collect(Collectors.joining(", ", "[", "]"));
	}

	private static String piece(Random random) {
		return PIECES.get(random.nextInt(PIECES.size()));
	}

	private static PaceCurve read(MoodSequence moods, String pace) {
		Faults faults = new Faults();
		PaceCurve read = new PaceReader(moods, "/pace", faults).read(json(pace));
		assertThat(faults.isEmpty()).isTrue();
		return read;
	}

	private static JsonNode json(String text) {
		return JsonMapper.shared().readTree(text);
	}

}
