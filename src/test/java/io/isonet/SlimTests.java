package io.isonet;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/// A build without PyTorch.
class SlimTests {

	@TempDir
	private Path data;

	@Test
	void predictsWithTheFusedEngine() throws Exception {
		try (ServiceProcess service = start("--isonet.prediction.device=auto").awaitReady()) {
			Answer info = service.caller().get("/actuator/info");
			assertThat(info.json().at("/engine").asString()).isEqualTo("fused");
			assertThat(service.caller().post("/api/v1/predictions", "{\"moods\": \"sad\", \"length\": 5}").status())
				.isEqualTo(200);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "--isonet.prediction.engine=djl", "--isonet.prediction.device=gpu" })
	void saysInOneSentenceThatDjlIsNotThere(String argument) throws Exception {
		try (ServiceProcess service = start(argument)) {
			assertThat(service.awaitExit(Duration.ofSeconds(60))).isEqualTo(1);
			assertThat(service.log())
				.containsOnlyOnce("PyTorch was asked for and is not in this build, which is slim: "
						+ "the engine is auto or fused here, the device auto or cpu.")
				.doesNotContain("\tat ")
				.doesNotContain("Exception");
		}
	}

	private ServiceProcess start(String argument) throws Exception {
		return ServiceProgram.ofSlimClasses()
			.start(this.data.resolve("log.txt"), List.of("--isonet.data=" + this.data, argument));
	}

}
