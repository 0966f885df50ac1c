package io.isonet.inference;

import java.util.Random;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.annotation.JsonSerialize;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class NumberRowsSerializerTests {

	private static final JsonMapper JSON = new JsonMapper();

	@Test
	void writesWhatJacksonWrites() {
		float[][] rows = { { 0, -0f, 1, -60, .1f, 1e-3f, 9.99e-4f, 9_999_999, 1e7f, 1.17549435e-38f, Float.MIN_VALUE },
				{ Float.MAX_VALUE, -Float.MAX_VALUE, 101.7f, .063511685f }, {}, { 5 } };
		assertThat(written(rows)).isEqualTo(JSON.writeValueAsString(rows));
		assertThat(written(new float[0][])).isEqualTo("[]");
	}

	@Test
	void whatIsReadBackIsTheSameFloat() {
		Random random = new Random(1);
		float[][] rows = new float[1000][11];
		for (float[] row : rows) {
			for (int i = 0; i < row.length; i++) {
				row[i] = finite(random);
			}
		}
		assertThat(JSON.readValue(written(rows), float[][].class)).isDeepEqualTo(rows);
	}

	private static float finite(Random random) {
		float number = Float.intBitsToFloat(random.nextInt());
		return Float.isFinite(number) ? number : finite(random);
	}

	private static String written(float[][] rows) {
		String json = JSON.writeValueAsString(new Answer(rows));
		return json.substring("{\"rows\":".length(), json.length() - 1);
	}

	record Answer(@JsonSerialize(using = NumberRowsSerializer.class) float[][] rows) {
	}

}
