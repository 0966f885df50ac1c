package io.isonet;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;

import io.isonet.registry.Sha256;
import org.assertj.core.api.Assertions;
import org.assertj.core.data.Offset;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static io.isonet.AnswerAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/// A data folder that an earlier release left behind when it was killed: with a champion
/// of its own, trainings that had ended, one that ran and two that waited.
///
/// `before-durability` was written by commit 3120a8e.
class UpgradeTests {

	@Test
	void everythingOfAnEarlierReleaseIsStillThere(@TempDir Path data) throws Exception {
		unpack("before-durability", data);
		assertEverythingIsThere(data);
	}

	private static void assertEverythingIsThere(Path data) throws Exception {
		try (ServiceProcess service = ServiceProgram.ofClasses()
			.start(data.resolve("log.txt"), List.of("--isonet.data=" + data))) {
			Caller caller = service.awaitReady().caller();
			Map<String, JsonNode> jobs = jobsByModel(caller);
			assertThat(jobs).containsOnlyKeys("isonet", "calm", "diverged", "cancelled", "running", "first", "second");
			Trainings trainings = new Trainings(caller);
			jobs.replaceAll((model, job) -> trainings.awaitEnd("/api/v1/trainings/" + job.path("id").asString()));
			assertThat(jobs).allSatisfy((model, job) -> {
				String state = Map.of("diverged", "FAILED", "cancelled", "CANCELLED").getOrDefault(model, "SUCCEEDED");
				assertThat(job.path("state").asString()).as(model).isEqualTo(state);
				assertThat(job.path("attempts").asInt()).as(model).isEqualTo(model.equals("running") ? 2 : 1);
			});
			jobs.keySet().removeAll(List.of("diverged", "cancelled"));
			jobs.forEach((model, job) -> assertComplete(caller, job));

			// in the order in which they were accepted
			assertThat(List.of("running", "first", "second"))
				.extracting((model) -> jobs.get(model).path("finishedAt").asString())
				.isSorted();
			assertThat(trainings.events("/api/v1/trainings/" + jobs.get("isonet").path("id").asString(), 0))
				.extracting(Trainings.Event::name)
				.containsExactly("epoch", "epoch", "epoch", "finished");
			assertThat(trainings.events("/api/v1/trainings/" + jobs.get("running").path("id").asString(), 0))
				.extracting(Trainings.Event::id)
				.hasSize(61)
				.isSorted()
				.doesNotHaveDuplicates();
			assertThat(caller.get("/api/v1/models/calm/aliases/candidate").json().path("version").asInt()).isEqualTo(1);
		}
	}

	@Test
	void championOfAnEarlierReleasePredictsAsItDidAndCanBeChanged(@TempDir Path data) throws Exception {
		unpack("before-durability", data);
		try (ServiceProcess service = ServiceProgram.ofClasses()
			.start(data.resolve("log.txt"), List.of("--isonet.data=" + data, "--isonet.training.workers=0"))) {
			Caller caller = service.awaitReady().caller();
			JsonNode prediction = caller.post("/api/v1/predictions", "{\"moods\": \"sad to happy\", \"length\": 2}")
				.json();
			assertThat(prediction.at("/model/version").asInt()).isEqualTo(2);
			// as the earlier release answered, which computed with PyTorch
			double[][] earlier = {
					{ 0, 0, .08575012, 0, .14615993, .087014675, -.2992487, .27270705, .1055204, 30, .111377165 },
					{ 0, 0, .049631372, 0, .19114056, .026651308, -.30501735, .28095853, .079699084, 30, .0939796 } };
			for (int t = 0; t < 2; t++) {
				for (int f = 0; f < 11; f++) {
					Assertions.assertThat(prediction.at("/trajectory/" + t + "/" + f).asDouble())
						.isCloseTo(earlier[t][f], Offset.offset(1e-6));
				}
			}
			String champion = "/api/v1/models/isonet/aliases/champion";
			assertThat(caller.get(champion + "/history").json().at("/changes/0/version").asInt()).isEqualTo(2);
			assertThat(caller.put(champion, "{\"version\": 1}")).hasStatus(200);
			assertThat(caller.post(champion + "/rollback", "").json().path("version").asInt()).isEqualTo(2);
		}
	}

	@Test
	void upgradeThatIsKilledBeginsAgain(@TempDir Path data) throws Exception {
		unpack("before-durability", data);
		Random random = new Random(1);
		for (int kill = 1; kill <= 4; kill++) {
			try (ServiceProcess service = ServiceProgram.ofClasses()
				.start(data.resolve("log.txt"), List.of("--isonet.data=" + data))) {
				Awaitility.await()
					.pollInterval(Duration.ofMillis(1))
					.atMost(Duration.ofSeconds(60))
					.until(() -> service.log().contains("to version \"3"));
				Thread.sleep(random.nextInt(30));
				service.kill();
			}
		}
		assertEverythingIsThere(data);
	}

	/// That the version of a training is there, with every file as its manifest says.
	private static void assertComplete(Caller caller, JsonNode job) {
		String path = "/api/v1/models/" + job.at("/result/model").asString() + "/versions/"
				+ job.at("/result/version").asInt();
		JsonNode files = caller.get(path).json().path("files");
		assertThat(files.propertyNames()).contains("model.safetensors", "config.json", "tokenizer.json");
		files.propertyStream()
			.forEach((file) -> assertThat(Sha256.of(caller.get(path + "/files/" + file.getKey()).body()))
				.isEqualTo(file.getValue().path("sha256").asString()));
	}

	private static Map<String, JsonNode> jobsByModel(Caller caller) {
		return caller.get("/api/v1/trainings")
			.json()
			.path("trainings")
			.valueStream()
			.collect(Collectors.toMap((job) -> job.at("/settings/model").asString(), Function.identity()));
	}

	private static void unpack(String name, Path data) throws IOException {
		try (InputStream content = new GZIPInputStream(
				UpgradeTests.class.getResourceAsStream("/database/" + name + ".mv.db.gz"))) {
			Files.copy(content, data.resolve("isonet.mv.db"));
		}
	}

}
