package io.isonet.training;

import java.nio.charset.StandardCharsets;

import io.isonet.dataset.Augmentation;
import io.isonet.network.EngineName;
import io.isonet.network.FeatureError;
import io.isonet.network.IsoNetConfig.Outputs;
import io.isonet.problem.ProblemError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class SettingsReaderTests {

	private static final JsonMapper STRICT = JsonMapper.builder()
		.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
		.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
		.build();

	@Test
	void nothingGivesTheDefaultPreset() {
		assertThat(read("")).isEqualTo(Preset.DEFAULT.settings());
		assertThat(read("{}")).isEqualTo(Preset.DEFAULT.settings());
	}

	@Test
	void theNotebookIsTheOriginals() {
		TrainingSettings settings = read("{\"preset\": \"notebook\"}");
		assertThat(settings.epochs()).isEqualTo(100);
		assertThat(settings.batchSize()).isEqualTo(4);
		assertThat(settings.optimizer()).isEqualTo(OptimizerName.SGD);
		assertThat(settings.learningRate()).isEqualTo(.01);
		assertThat(settings.shuffle()).isFalse();
		assertThat(settings.validationShare()).isZero();
		assertThat(settings.scaling()).isEqualTo(Outputs.NATURAL);
	}

	@ParameterizedTest
	@EnumSource(Preset.class)
	void whatIsWrittenReadsBack(Preset preset) {
		assertThat(read(SettingsJson.write(STRICT, preset.settings()).toString())).isEqualTo(preset.settings());
	}

	@Test
	void theReleaseBeforeReadsWhatIsWrittenWhereNothingNewIsOn() {
		assertThat(SettingsJson.write(STRICT, Preset.DEFAULT.settings()).propertyNames()).doesNotContain("error",
				"huberDelta", "components", "reversedShare", "croppedShare", "featureNoise");
	}

	@Test
	void settingsThatAreOffReadBackWhereTheyAreOn() {
		TrainingSettings settings = read("{\"error\": \"huber\", \"huberDelta\": 0.5, \"components\": 5, "
				+ "\"reversedShare\": 0.1, \"croppedShare\": 0.2, \"featureNoise\": 0.3}");
		assertThat(settings.trainerOptions(1, null).error()).isEqualTo(new FeatureError.Huber(.5));
		assertThat(settings.components()).isEqualTo(5);
		assertThat(settings.augmentation()).isEqualTo(new Augmentation(.1, .2, .3));
		assertThat(read(SettingsJson.write(STRICT, settings).toString())).isEqualTo(settings);
		assertThat(Preset.DEFAULT.settings().augmentation()).isEqualTo(Augmentation.NONE);
		assertThat(Preset.DEFAULT.settings().trainerOptions(1, null).error()).isEqualTo(FeatureError.SQUARED);
	}

	@Test
	void aRequestChangesWhatItNames() {
		TrainingSettings settings = read(
				"""
						{"preset": "notebook", "epochs": 7, "optimizer": "Adam", "seed": -9223372036854775808, "dropout": 0.5,
						 "scaling": "standard", "model": "my-model", "activate": "always", "loss": "perPlaylist", "shuffle": true,
						 "features": [{"name": "warmth", "min": -1, "max": 1, "unit": "K"}]}""");
		assertThat(settings.epochs()).isEqualTo(7);
		assertThat(settings.seed()).isEqualTo(Long.MIN_VALUE);
		assertThat(settings.activate()).isEqualTo(Activate.ALWAYS);
		assertThat(settings.model()).isEqualTo("my-model");
		assertThat(settings.features().names()).containsExactly("warmth");
		assertThat(settings.batchSize()).isEqualTo(4);
	}

	@Test
	void allFaultsAreReportedAtOnce() {
		assertThatExceptionOfType(InvalidSettingsException.class)
			.isThrownBy(() -> read(
					"""
							{"preset": "notebok", "epochs": 0, "batchSize": 1.5, "learningRate": "fast", "dropout": 1, "seed": 1e300,
							 "epoch": 3, "shuffle": "yes", "model": "../x", "hiddenSize": 1025, "activate": "sometimes",
							 "features": [{"name": "a", "min": 0, "max": 0}, {"name": "b"}]}"""))
			.satisfies((ex) -> assertThat(ex.errors()).extracting(ProblemError::pointer)
				.containsExactlyInAnyOrder("/preset", "/epochs", "/batchSize", "/learningRate", "/dropout", "/seed",
						"/epoch", "/shuffle", "/model", "/hiddenSize", "/activate", "/features/0", "/features/1"))
			.satisfies((ex) -> assertThat(ex.type().status()).isEqualTo(422))
			.satisfies((ex) -> assertThat(ex.errors()).filteredOn("pointer", "/epoch")
				.singleElement()
				.satisfies((error) -> assertThat(error.suggestions()).contains("epochs")));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "{\"epochs\": 10001}|epochs is a whole number from 1 to 10000, not 10001",
			"{\"dropout\": 0.95}|dropout is a number from 0 to 0.9, not 0.95",
			"{\"validationShare\": -0.1}|validationShare is a number from 0 to 0.5",
			"{\"optimizer\": \"SGDM\"}|one of adam, sgd", "{\"loss\": 3}|one of paddedBlock, perPlaylist",
			"{\"error\": \"absolute\"}|one of crossEntropy, huber, squared",
			"{\"error\": \"huber\", \"huberDelta\": 0}|huberDelta is a number from 0.01 to 100, not 0",
			"{\"huberDelta\": 2}|huberDelta is of the error huber, and error is squared: leave it out, or set error to huber.",
			"{\"reversedShare\": 1.1}|reversedShare is a number from 0 to 1",
			"{\"croppedShare\": -1}|croppedShare is a number from 0 to 1",
			"{\"featureNoise\": \"no\"}|featureNoise is a number from 0 to 10",
			"{\"components\": 12}|components is at most the number of features, 11, not 12",
			"{\"components\": 3, \"error\": \"crossEntropy\"}|leave one of them out",
			"{\"features\": []}|a list of 1 to 64 features", "{\"model\": \"Ä\"}|a-z, 0-9",
			"{\"features\": [{\"name\": \"a\", \"min\": 0, \"max\": 1}, {\"name\": \"a\", \"min\": 0, \"max\": 1}]}|twice" })
	void aFaultSaysWhatWouldBeRight(String json, String reason) {
		assertThatExceptionOfType(InvalidSettingsException.class).isThrownBy(() -> read(json))
			.withMessageContaining(reason);
	}

	@Test
	void nothingIsHeldAtABaseWhereThereIsNone() {
		assertThat(read("{\"start\": \"random\"}").wordAnchor()).isZero();
		assertThat(read("{\"start\": \"random\", \"wordAnchor\": 0, \"weightAnchor\": 0.0}").weightAnchor()).isZero();
		assertThatExceptionOfType(InvalidSettingsException.class)
			.isThrownBy(() -> read("{\"preset\": \"notebook\", \"wordAnchor\": 7, \"weightAnchor\": 1}"))
			.withMessageContaining("start is random")
			.satisfies((ex) -> assertThat(ex.errors()).extracting(ProblemError::pointer)
				.containsExactly("/wordAnchor", "/weightAnchor"));
		TrainingSettings random = read("{\"start\": \"random\"}");
		assertThat(read(SettingsJson.write(STRICT, random).toString())).isEqualTo(random);
		ObjectNode before = SettingsJson.write(STRICT, random).put("wordAnchor", 7);
		assertThat(read(SettingsJson.completed(before).toString())).isEqualTo(random);
	}

	@Test
	void numbersAreShownPlainly() {
		assertThatExceptionOfType(InvalidSettingsException.class).isThrownBy(() -> read("{\"wordAnchor\": 1e7}"))
			.withMessageContaining("from 0 to 1000000, not 10000000.");
		assertThatExceptionOfType(InvalidSettingsException.class).isThrownBy(() -> read("{\"learningRate\": 1e-9}"))
			.withMessageContaining("from 0.00000001 to 10, not 0.000000001.");
	}

	@ParameterizedTest
	@ValueSource(strings = { "[]", "3", "null", "{", "{\"epochs\": 1, \"epochs\": 2}", "{} {}", "{\"epochs\": NaN}",
			"\u0000" })
	void whatIsNoJsonObjectIsRefused(String json) {
		assertThatExceptionOfType(InvalidSettingsException.class).isThrownBy(() -> read(json));
	}

	@Test
	void storedSettingsWithoutAnEngineAreFromWhenDjlWasTheOnlyOne() {
		ObjectNode now = SettingsJson.write(STRICT, read("{\"engine\": \"fused\"}"));
		assertThat(SettingsJson.completed(now)).isEqualTo(now);
		ObjectNode before = now.deepCopy();
		before.remove("engine");
		assertThat(read(SettingsJson.completed(before).toString()).engine()).isEqualTo(EngineName.DJL);
	}

	private static TrainingSettings read(String json) {
		return SettingsReader.read(STRICT, json.getBytes(StandardCharsets.UTF_8));
	}

}
