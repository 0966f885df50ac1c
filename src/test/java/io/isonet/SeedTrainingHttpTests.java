package io.isonet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

import static io.isonet.AnswerAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/// Trains on the data that the original was trained on, which is not ours to ship.
@RunningService
class SeedTrainingHttpTests {

	private static final Path SEED = Path.of("../shared/data/seed");

	private final Caller caller;

	SeedTrainingHttpTests(@LocalServerPort int port) {
		this.caller = new Caller(port);
	}

	@Test
	void playlistsAndVocabularyOfTheOriginalTrainAsTheyAre() throws IOException {
		Path playlists = SEED.resolve("train-11-features.csv");
		assumeThat(playlists).as("the original data, in " + SEED).exists();
		Caller.Multipart upload = new Caller.Multipart().file("file", Files.readAllBytes(playlists))
			.text("vocabulary", Files.readString(SEED.resolve("tokenizer-11-features.json")))
			.text("settings", "{\"preset\": \"notebook\", \"epochs\": 2, \"model\": \"original\"}");
		Answer accepted = this.caller.post("/api/v1/trainings", upload);
		assertThat(accepted).hasStatus(202);

		JsonNode job = new Trainings(this.caller).awaitEnd(accepted.header("Location").orElseThrow());
		assertThat(job.path("state").asString()).isEqualTo("SUCCEEDED");
		assertThat(job.path("data").path("playlists").asInt()).isEqualTo(20);
		assertThat(this.caller.post("/api/v1/predictions",
				"{\"moods\": \"sad to happy\", \"length\": 3, \"model\": \"original\", \"version\": \"latest\"}"))
			.hasStatus(200);

		Answer again = this.caller.post("/api/v1/trainings",
				"{\"from\": {\"model\": \"original\", \"version\": \"latest\"}}");
		assertThat(again).hasStatus(202);
		JsonNode second = new Trainings(this.caller).awaitEnd(again.header("Location").orElseThrow());
		assertThat(this.caller.get("/api/v1/models/original/versions/" + second.at("/result/version").asInt())
			.json()
			.at("/provenance/reproduction/weightsEqual")
			.asBoolean()).isTrue();
	}

}
