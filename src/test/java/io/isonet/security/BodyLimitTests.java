package io.isonet.security;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import io.isonet.Answer;
import io.isonet.Caller;
import io.isonet.RunningService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

import static io.isonet.AnswerAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/// Bodies at their limit and far beyond it. The caller sends all of it before it reads,
/// so the refusal must reach it over a connection that was not reset.
@RunningService
class BodyLimitTests {

	private static final int MIB = 1 << 20;

	private static final byte[] PREDICTION = "{\"moods\": \"sad\", \"length\": 1}".getBytes(StandardCharsets.US_ASCII);

	private static final byte[] UPLOAD = ("--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n"
			+ "\r\n")
		.getBytes(StandardCharsets.US_ASCII);

	private static final byte[] UPLOAD_END = "\r\n--x--\r\n".getBytes(StandardCharsets.US_ASCII);

	private final Caller caller;

	BodyLimitTests(@LocalServerPort int port) {
		this.caller = new Caller(port);
	}

	@Test
	void jsonOfOneMebibyteIsTaken() {
		assertThat(announced("application/json", MIB)).hasStatus(200);
		assertThat(chunked("application/json", MIB)).hasStatus(200);
	}

	@Test
	void jsonOfOneByteMoreIsNot() {
		assertThat(announced("application/json", MIB + 1)).isProblem(413, "too-large").says("1048576 bytes");
		assertThat(chunked("application/json", MIB + 1)).isProblem(413, "too-large").says("1048576 bytes");
	}

	@ParameterizedTest
	@ValueSource(strings = { "application/json", "text/plain", "application/x-www-form-urlencoded", "" })
	void hundredMegabytesAreRefusedWhateverTheyAre(String contentType) {
		assertThat(announced(contentType, 100_000_000)).isProblem(413, "too-large");
	}

	@Test
	void hundredMegabytesInChunksAreRefusedAsWell() {
		assertThat(chunked("application/json", 100_000_000)).isProblem(413, "too-large");
		assertThat(chunked("text/plain", 100_000_000)).isProblem(415, "unsupported-media-type");
		assertThat(chunked("", 100_000_000)).isProblem(415, "unsupported-media-type");
		assertThat(chunked("application/zip", 100_000_000)).isProblem(415, "unsupported-media-type");
	}

	@Test
	void serviceAnswersOthersAfterwards() {
		announced("application/json", 100_000_000);
		assertThat(this.caller.post("/api/v1/predictions", new String(PREDICTION, StandardCharsets.US_ASCII)))
			.hasStatus(200);
	}

	@Test
	void fileOfThirtyTwoMebibytesIsRead() {
		assertThat(upload(32 * MIB)).isProblem(422, "invalid-playlist-file");
	}

	@Test
	void fileOfOneByteMoreIsNot() {
		assertThat(upload(32 * MIB + 1)).isProblem(413, "too-large").says("33554432 bytes");
	}

	@Test
	void fiftyMegabytesAreRefusedAndNothingIsStored() {
		String jobs = this.caller.get("/api/v1/trainings").text();
		assertThat(upload(50_000_000)).isProblem(413, "too-large");
		assertThat(uploadInChunks(50_000_000)).isProblem(413, "too-large");
		assertThat(this.caller.get("/api/v1/trainings").text()).isEqualTo(jobs);
	}

	@Test
	void settingsAndVocabularyHaveTheLimitOfJson() {
		for (String part : new String[] { "settings", "vocabulary" }) {
			Caller.Multipart upload = new Caller.Multipart().file("file", new byte[] { 'a' })
				.text(part, " ".repeat(MIB) + "{}");
			assertThat(this.caller.post("/api/v1/trainings", upload)).isProblem(413, "too-large").says(part);
		}
	}

	/// A prediction, filled up with blanks.
	private Answer announced(String contentType, int length) {
		return this.caller.raw((out) -> {
			head(out, "/api/v1/predictions", contentType, "Content-Length: " + length);
			out.write(PREDICTION);
			write(out, ' ', length - PREDICTION.length);
		});
	}

	private Answer chunked(String contentType, int length) {
		return this.caller.raw((out) -> {
			head(out, "/api/v1/predictions", contentType, "Transfer-Encoding: chunked");
			chunk(out, PREDICTION);
			chunks(out, ' ', length - PREDICTION.length);
			chunk(out, new byte[0]);
		});
	}

	private Answer upload(int size) {
		return this.caller.raw((out) -> {
			head(out, "/api/v1/trainings", "multipart/form-data; boundary=x",
					"Content-Length: " + (UPLOAD.length + size + UPLOAD_END.length));
			out.write(UPLOAD);
			write(out, 'a', size);
			out.write(UPLOAD_END);
		});
	}

	private Answer uploadInChunks(int size) {
		return this.caller.raw((out) -> {
			head(out, "/api/v1/trainings", "multipart/form-data; boundary=x", "Transfer-Encoding: chunked");
			chunk(out, UPLOAD);
			chunks(out, 'a', size);
			chunk(out, UPLOAD_END);
			chunk(out, new byte[0]);
		});
	}

	private static void head(OutputStream out, String path, String contentType, String length) throws IOException {
		String type = contentType.isEmpty() ? "" : "Content-Type: " + contentType + "\r\n";
		out.write(
				("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + type + length + "\r\n\r\n")
					.getBytes(StandardCharsets.US_ASCII));
	}

	private static void write(OutputStream out, char letter, int count) throws IOException {
		byte[] block = new byte[1 << 16];
		Arrays.fill(block, (byte) letter);
		for (int left = count; left > 0; left -= block.length) {
			out.write(block, 0, Math.min(left, block.length));
		}
	}

	private static void chunks(OutputStream out, char letter, int count) throws IOException {
		byte[] block = new byte[1 << 16];
		Arrays.fill(block, (byte) letter);
		for (int left = count; left > 0; left -= block.length) {
			chunk(out, (left < block.length) ? Arrays.copyOf(block, left) : block);
		}
	}

	private static void chunk(OutputStream out, byte[] bytes) throws IOException {
		out.write((Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
		out.write(bytes);
		out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
	}

}
