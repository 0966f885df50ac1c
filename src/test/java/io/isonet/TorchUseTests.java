package io.isonet;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.isonet.network.Torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/// A build with PyTorch takes it into memory where it is asked for alone.
class TorchUseTests {

	@TempDir
	private Path data;

	@TempDir
	private Path cache;

	@Test
	void aDefaultStartAPredictionAndATrainingDoWithoutItWhereThereCanBeNoGpu() throws Exception {
		predictAndTrainWithoutIt(List.of());
	}

	@Test
	void soDoesATrainingOnWhateverDeviceThereIs() throws Exception {
		predictAndTrainWithoutIt(List.of("--isonet.training.device=auto"));
	}

	@Test
	void whereDjlIsAskedForItIsThere() throws Exception {
		List<String> djl = List.of("--isonet.prediction.engine=djl", "--isonet.prediction.device=cpu");
		try (ServiceProcess service = start(djl, Map.of()).awaitReady()) {
			predict(service);
			assertThat(service.hasLoadedTorch()).isTrue();
		}
	}

	private void predictAndTrainWithoutIt(List<String> arguments) throws Exception {
		assumeThat(Torch.mayHaveGpu()).isFalse();
		try (ServiceProcess service = start(arguments, Map.of("DJL_CACHE_DIR", this.cache.toString())).awaitReady()) {
			predict(service);
			Trainings trainings = new Trainings(service.caller());
			String job = trainings.start("{\"epochs\": 3}");
			assertThat(trainings.awaitEnd(job).path("state").asString()).isEqualTo("SUCCEEDED");
			assertThat(trainings.job(job).at("/settings/engine").asString()).isEqualTo("fused");
			assertThat(service.hasLoadedTorch()).isFalse();
			assertThat(this.cache).isEmptyDirectory();
		}
	}

	private static void predict(ServiceProcess service) {
		assertThat(service.caller().post("/api/v1/predictions", "{\"moods\": \"sad\", \"length\": 5}").status())
			.isEqualTo(200);
	}

	private ServiceProcess start(List<String> arguments, Map<String, String> environment) throws Exception {
		List<String> all = Stream.concat(Stream.of("--isonet.data=" + this.data), arguments.stream()).toList();
		return ServiceProgram.ofClasses().start(this.data.resolve("log.txt"), all, environment);
	}

}
