package io.isonet;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/// A build without PyTorch, in a Java without the Vector API.
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
			assertThat(service.log()).contains("The fused pass computes one number at a time, "
					+ "for want of --add-modules=jdk.incubator.vector, with which predictions are faster");
		}
	}

	@Test
	void trainsWithTheFusedEngineAndRefusesTheOther() throws Exception {
		try (ServiceProcess service = start("--isonet.training.checkpoint-epochs=1").awaitReady()) {
			Trainings trainings = new Trainings(service.caller());
			String job = trainings.start("{\"preset\": \"notebook\", \"epochs\": 3}");
			assertThat(trainings.awaitEnd(job).path("state").asString()).isEqualTo("SUCCEEDED");
			assertThat(trainings.job(job).at("/settings/engine").asString()).isEqualTo("fused");
			Answer refused = trainings.send("{\"engine\": \"djl\"}");
			assertThat(refused.status()).isEqualTo(422);
			assertThat(refused.json().at("/type").asString()).isEqualTo("urn:isonet:problem:invalid-settings");
			assertThat(refused.json().at("/errors/0/pointer").asString()).isEqualTo("/engine");
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
