package io.isonet.training;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Predicate;

import io.isonet.network.Engine;
import io.isonet.network.EngineName;
import io.isonet.network.Torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

class TrainingEnginesTests {

	private static final Predicate<String> NO_GPU = (setting) -> false;

	private static final Predicate<String> ONE_GPU = (setting) -> !setting.equals("cpu") && !setting.equals("gpu:1");

	@ParameterizedTest
	@ValueSource(strings = { "cpu", " cpu ", "auto", "gpu", "gpu:0" })
	void withoutAGpuTheFusedEngineTrainsUnlessTheOtherIsAskedFor(String device) {
		TrainingEngines engines = new TrainingEngines(properties(device), NO_GPU);
		assertThat(settle(engines, "AUTO")).isEqualTo(EngineName.FUSED);
		assertThat(settle(engines, "FUSED")).isEqualTo(EngineName.FUSED);
		assertThat(settle(engines, "DJL")).isEqualTo(EngineName.DJL);
	}

	@ParameterizedTest
	@CsvSource({ "cpu, FUSED", "auto, DJL", "gpu, DJL", "gpu:0, DJL", "gpu:1, FUSED" })
	void onAGpuThatIsThereDjlTrains(String device, EngineName engine) {
		assertThat(settle(new TrainingEngines(properties(device), ONE_GPU), "AUTO")).isEqualTo(engine);
	}

	@ParameterizedTest
	@ValueSource(strings = { "cpu", "auto", "gpu", "gpu:0", "gpu:999" })
	void onAMachineWithoutADriverNoSettingLeadsToAGpu(String device) {
		assumeThat(Torch.mayHaveGpu()).isFalse();
		assertThat(Torch.isOnGpu(device)).isFalse();
		assertThat(settle(new TrainingEngines(properties(device)), "AUTO")).isEqualTo(EngineName.FUSED);
	}

	@Test
	void theFusedEngineComputesWithTheThreadsThatAreConfigured() {
		TrainingEngines engines = new TrainingEngines(properties("auto"), NO_GPU);
		TrainingSettings settled = engines.settle(settings("AUTO"));
		assertThat(engines.target(settled).engine()).isEqualTo(Engine.FUSED);
		assertThat(engines.target(settled).threads()).isEqualTo(3);
	}

	private static EngineName settle(TrainingEngines engines, String engine) {
		return engines.settle(settings(engine)).engine();
	}

	private static TrainingSettings settings(String engine) {
		byte[] json = ("{\"engine\": \"" + engine + "\"}").getBytes(StandardCharsets.UTF_8);
		return SettingsReader.read(JsonMapper.shared(), json);
	}

	private static TrainingProperties properties(String device) {
		return new TrainingProperties(device, 3, 1, Duration.ofSeconds(30), 50, Duration.ofSeconds(10), 10, 100, 500,
				null, 100);
	}

}
