package io.isonet;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

import io.isonet.database.Postgres;
import io.isonet.registry.Sha256;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static io.isonet.AnswerAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/// Backup and restore as docs/operations.md tells operators to do it.
class BackupTests {

	private static final String CHAMPION = "/api/v1/models/isonet/aliases/champion";

	private static final String TAKEOVER = "--isonet.training.takeover=1s";

	@TempDir
	private Path folder;

	@Test
	void copyOfTheDataFolderOfAStoppedServiceIsABackup() throws Exception {
		Path original = Files.createDirectory(this.folder.resolve("original"));
		Path restored = Files.createDirectory(this.folder.resolve("restored"));
		Contents contents;
		try (ServiceProcess service = start("--isonet.data=" + original)) {
			contents = Contents.of(service.caller());
			service.terminate();
			service.awaitExit(Duration.ofSeconds(25));
		}
		Files.copy(original.resolve("isonet.mv.db"), restored.resolve("isonet.mv.db"));
		try (ServiceProcess service = start("--isonet.data=" + restored)) {
			contents.assertIn(service.caller());
		}
	}

	@Test
	void dumpOfARunningServiceIsABackup() throws Exception {
		Postgres.Database original = Postgres.createDatabase();
		Contents contents;
		Postgres.Database restored;
		try (ServiceProcess service = start(original.arguments().toArray(String[]::new))) {
			contents = Contents.of(service.caller());
			restored = Postgres.restored(Postgres.dump(original));
		}
		try (ServiceProcess service = start(restored.arguments().toArray(String[]::new))) {
			contents.assertIn(service.caller());
		}
	}

	private ServiceProcess start(String... arguments) throws Exception {
		return ServiceProgram.ofClasses()
			.start(Files.createTempFile(this.folder, "log", ".txt"),
					Stream.concat(Stream.of(arguments), Stream.of(TAKEOVER)).toList())
			.awaitReady();
	}

	/// What a service had when it was backed up.
	private record Contents(JsonNode models, JsonNode history, JsonNode ended, String running) {

		/// Fills a service, and leaves it while a training runs.
		static Contents of(Caller caller) {
			Trainings trainings = new Trainings(caller);
			String ended = trainings
				.start("{\"preset\": \"notebook\", \"epochs\": 2, \"evaluation\": \"none\", \"activate\": \"always\"}");
			trainings.awaitEnd(ended);
			assertThat(caller.put(CHAMPION, "{\"version\": 1}")).hasStatus(200);
			String running = trainings.start(
					"{\"preset\": \"notebook\", \"epochs\": 1500, \"evaluation\": \"none\", \"validationShare\": 0, \"model\": \"late\"}");
			trainings.await(running, (job) -> job.path("progress").path("done").asInt() > 0);
			return new Contents(caller.get("/api/v1/models/isonet").json(), caller.get(CHAMPION + "/history").json(),
					caller.get(ended).json(), running);
		}

		void assertIn(Caller caller) {
			assertThat(caller.get("/api/v1/models/isonet").json()).isEqualTo(this.models);
			assertThat(caller.get(CHAMPION + "/history").json()).isEqualTo(this.history);
			assertThat(caller.get("/api/v1/trainings/" + this.ended.path("id").asString()).json())
				.isEqualTo(this.ended);
			for (JsonNode version : this.models.path("versions")) {
				String path = "/api/v1/models/isonet/versions/" + version.path("version").asInt();
				caller.get(path)
					.json()
					.path("files")
					.propertyStream()
					.forEach((file) -> assertThat(Sha256.of(caller.get(path + "/files/" + file.getKey()).body()))
						.isEqualTo(file.getValue().path("sha256").asString()));
			}
			JsonNode late = new Trainings(caller).awaitEnd(this.running);
			assertThat(late.path("state").asString()).isEqualTo("SUCCEEDED");
			assertThat(late.path("attempts").asInt()).isEqualTo(2);
			assertThat(caller.post(CHAMPION + "/rollback", "").json().path("version").asInt()).isEqualTo(2);
		}

	}

}
