package io.isonet;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

import static io.isonet.AnswerAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/// Files of playlists as people send them. What is wrong with each single file stands
/// beside it, and in `MalformedPlaylistFileTests`; here it is about the answer.
@RunningService
class UploadHttpTests {

	private static final String PATH = "/api/v1/trainings";

	private static final String VOCABULARY = "{\"calm\": 0, \"happy\": 1, \"sad\": 2, \"<sos>\": 3, \"<eos>\": 4, "
			+ "\"<pad>\": 5}";

	private final Caller caller;

	private final Trainings trainings;

	UploadHttpTests(@LocalServerPort int port) {
		this.caller = new Caller(port);
		this.trainings = new Trainings(this.caller);
	}

	@ParameterizedTest
	@MethodSource("malformedFiles")
	void malformedFileIsAnsweredWithItsLinesAndNothingIsStored(Path file) throws IOException {
		String jobs = this.caller.get(PATH).text();
		Caller.Multipart upload = new Caller.Multipart().file("file", Files.readAllBytes(file));
		if (file.getFileName().toString().startsWith("vocabulary-")) {
			upload.text("vocabulary", VOCABULARY);
		}
		Answer answer = this.caller.post(PATH, upload);
		assertThat(answer).isProblem(422, "invalid-playlist-file").says("Line ");
		assertThat(answer.json().path("errors")).isNotEmpty()
			.allSatisfy((error) -> assertThat(error.path("line").asInt()).isPositive());
		assertThat(this.caller.get(PATH).text()).isEqualTo(jobs);
	}

	@ParameterizedTest
	@CsvSource({ "9,10", "11,12" })
	void playlistOfTenOrTwelveFeaturesIsNot(int last, int found) {
		String track = "[" + "0.5, ".repeat(last) + "0.5]";
		Answer answer = upload(",moods_states,features\np,\"[[\"\"sad\"\"]]\",\"[" + track + "]\"\n");
		assertThat(answer).isProblem(422, "invalid-playlist-file").says("Line 2").says(String.valueOf(found));
	}

	@Test
	void bytesOfAnotherKindAreNoFile() {
		byte[] noise = new byte[4096];
		new Random(1).nextBytes(noise);
		assertThat(this.caller.post(PATH, new Caller.Multipart().file("file", noise))).isProblem(422,
				"invalid-playlist-file");
	}

	@Test
	void byteOrderMarkAndWindowsLineEndsJustWork() {
		ByteArrayOutputStream file = new ByteArrayOutputStream();
		file.writeBytes(new byte[] { (byte) 0xEF, (byte) 0xBB, (byte) 0xBF });
		file.writeBytes(new String(this.trainings.examplePlaylists(), StandardCharsets.UTF_8).replace("\r\n", "\n")
			.replace("\n", "\r\n")
			.getBytes(StandardCharsets.UTF_8));
		Answer answer = this.caller.post(PATH, new Caller.Multipart().file("file", file.toByteArray())
			.text("settings", "{\"preset\": \"notebook\", \"epochs\": 1, \"model\": \"windows\"}"));
		assertThat(answer).hasStatus(202);
		JsonNode job = this.trainings.awaitEnd(answer.header("Location").orElseThrow());
		assertThat(job.path("state").asString()).isEqualTo("SUCCEEDED");
		assertThat(job.path("data").path("playlists").asInt()).isEqualTo(12);
	}

	@Test
	void emptyPartsOfAPageCountAsLeftOut() {
		Answer answer = this.caller.post(PATH,
				new Caller.Multipart().file("file", this.trainings.examplePlaylists())
					.file("vocabulary", new byte[0])
					.text("settings", "{\"preset\": \"notebook\", \"epochs\": 1, \"model\": \"page\"}"));
		assertThat(answer).hasStatus(202);
		this.trainings.awaitEnd(answer.header("Location").orElseThrow());
	}

	private Answer upload(String csv) {
		return this.caller.post(PATH, new Caller.Multipart().file("file", csv.getBytes(StandardCharsets.UTF_8)));
	}

	/// All but the one that is malformed only where playlists are shorter than here.
	static Stream<Path> malformedFiles() {
		try (Stream<Path> files = Files.list(Path.of("src/test/resources/dataset/malformed"))) {
			return files.filter((file) -> file.toString().endsWith(".csv"))
				.filter((file) -> !file.endsWith("playlist-too-long.csv"))
				.sorted()
				.toList()
				.stream();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
