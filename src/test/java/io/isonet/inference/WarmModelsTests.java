package io.isonet.inference;

import java.util.Arrays;
import java.util.List;

import ai.djl.Device;
import io.isonet.network.Engine;
import io.isonet.network.IsoNetConfig;
import io.isonet.network.Tensor;
import io.isonet.network.Weights;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class WarmModelsTests {

	private static final IsoNetConfig CONFIG = IsoNetConfig.notebook(FakeModels.VOCABULARY.size());

	/// Every weight is finite, the answer is not: it overflows to an infinity, or two of
	/// them meet.
	@ParameterizedTest
	@CsvSource({ "FUSED, 1", "FUSED, -1", "DJL, 1", "DJL, -1" })
	void aNetworkWhoseFirstAnswerIsNotFiniteIsRefused(Engine engine, int sign) {
		float[] bias = filled(11, sign * Float.MAX_VALUE);
		float[] head = filled(11 * CONFIG.hiddenSize(), sign * Float.MAX_VALUE);
		Weights weights = Weights.random(CONFIG, 1)
			.with("h0.bias", Tensor.of(filled(CONFIG.hiddenSize(), 10), CONFIG.hiddenSize()))
			.with("c0.bias", Tensor.of(filled(CONFIG.hiddenSize(), 10), CONFIG.hiddenSize()))
			.with("fc.bias", Tensor.of(bias, 11))
			.with("fc.weight", Tensor.of(head, 11, CONFIG.hiddenSize()));
		assertThatExceptionOfType(FaultyFileException.class)
			.isThrownBy(() -> WarmModels.load(new NetworkFiles(CONFIG, FakeModels.VOCABULARY, weights), engine,
					List.of(Device.cpu())))
			.withMessageContaining("not finite")
			.satisfies((ex) -> assertThat(ex.file()).isEqualTo("model.safetensors"));
	}

	@ParameterizedTest
	@EnumSource
	void eachDeviceHasItsModelAndWorkersTakeTurns(Engine engine) {
		NetworkFiles network = new NetworkFiles(CONFIG, FakeModels.VOCABULARY, Weights.random(CONFIG, 1));
		try (WarmModels models = WarmModels.load(network, engine, List.of(Device.cpu(), Device.cpu()))) {
			assertThat(models.models()).hasSize(2).doesNotHaveDuplicates();
		}
	}

	private static float[] filled(int size, float value) {
		float[] values = new float[size];
		Arrays.fill(values, value);
		return values;
	}

}
