package io.isonet.network;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

import io.isonet.audio.FeatureScaler;
import io.isonet.audio.FeatureSchema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ConfigJsonTests {

	private static final String CONFIG = """
			{"format": 1, "vocabularySize": 32, "embeddingSize": 3, "attentionSize": 40, "hiddenSize": 11, "maxStates": 5,
			 "maxWordsPerState": 5, "maskPadding": false, "pace": null, "positionInput": false, "initialHidden": "linear",
			 "outputs": "natural",
			 "features": [{"name": "energy", "unit": "", "min": 0, "max": 1, "mean": 0.5, "deviation": 0.2}]}
			""";

	@Test
	void readsTheFormOfTheContract() {
		IsoNetConfig config = read(CONFIG);
		assertThat(config.vocabularySize()).isEqualTo(32);
		assertThat(config.pace()).isEqualTo(IsoNetConfig.Pace.NONE);
		assertThat(config.schema().names()).containsExactly("energy");
		assertThat(config.scaler().mean()).containsExactly(.5);
	}

	@Test
	void writesWhatItReads() {
		IsoNetConfig config = new IsoNetConfig(40, 11, 16, 32, 4, 3, true, IsoNetConfig.Pace.STANDARD, true,
				IsoNetConfig.InitialHidden.TANH, IsoNetConfig.Outputs.STANDARD, FeatureSchema.ELEVEN,
				FeatureScaler.identity(11));
		byte[] json = ConfigJson.write(config);
		assertThat(ConfigJson.write(ConfigJson.read(json))).isEqualTo(json);
		assertThat(ConfigJson.read(json).parameterShapes().get("lstm.weight_ih")).containsExactly(128, 12);
		assertThat(new String(ConfigJson.write(read(CONFIG)), StandardCharsets.UTF_8)).contains("\"pace\" : null");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "'\"format\": 1'|'\"format\": 2'|format 2", "'\"vocabularySize\": 32,'|''|vocabularySize",
					"'\"hiddenSize\": 11'|'\"hiddenSize\": 1025'|hiddenSize is 1 to 1024",
					"'\"hiddenSize\": 11'|'\"hiddenSize\": 0'|hiddenSize is 1 to 1024",
					"'\"pace\": null'|'\"pace\": \"fast\"'|known are [none, standard]",
					"'\"outputs\": \"natural\"'|'\"outputs\": \"NATURAL\"'|known are [natural, standard]",
					"'\"maskPadding\": false'|'\"maskPading\": false'|maskPading",
					"'\"maskPadding\": false'|'\"maskPadding\": false, \"format\": 1'|format",
					"'\"deviation\": 0.2'|'\"deviation\": 0'|deviation above 0", "'\"max\": 1'|'\"max\": 0'|min < max",
					"'\"min\": 0'|'\"min\": \"x\"'|min" })
	void namesWhatIsWrong(String found, String replacement, String reason) {
		assertThat(CONFIG).contains(found);
		assertThatExceptionOfType(InvalidModelException.class)
			.isThrownBy(() -> read(CONFIG.replaceFirst(Pattern.quote(found), replacement)))
			.withMessageContaining(reason);
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"mean\": 0.5", "\"deviation\": 0.2" })
	void standardOutputsNeedMeanAndDeviation(String number) {
		String standard = CONFIG.replace("\"natural\"", "\"standard\"");
		assertThat(standard).contains(number);
		assertThat(read(standard).outputs()).isEqualTo(IsoNetConfig.Outputs.STANDARD);
		assertThatExceptionOfType(InvalidModelException.class)
			.isThrownBy(() -> read(standard.replaceAll(",\\s*" + number, "")))
			.withMessageContaining("mean and deviation");
	}

	private static IsoNetConfig read(String json) {
		return ConfigJson.read(json.getBytes(StandardCharsets.UTF_8));
	}

}
