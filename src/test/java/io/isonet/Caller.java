package io.isonet;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Calls a service on this machine: as a well-behaved client, or with bytes that no
/// client would send. Thread-safe.
public final class Caller {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private final HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();

	private final int port;

	public Caller(int port) {
		this.port = port;
	}

	public int port() {
		return this.port;
	}

	public Answer get(String path, String... headers) {
		return send("GET", path, BodyPublishers.noBody(), headers);
	}

	public Answer delete(String path) {
		return send("DELETE", path, BodyPublishers.noBody());
	}

	public Answer post(String path, String json, String... headers) {
		return send("POST", path, BodyPublishers.ofString(json), withJson(headers));
	}

	public Answer put(String path, String json) {
		return send("PUT", path, BodyPublishers.ofString(json), withJson());
	}

	public Answer post(String path, Multipart upload) {
		return send("POST", path, BodyPublishers.ofByteArray(upload.bytes()), "Content-Type", upload.contentType());
	}

	/// @param headers names and values in turn
	public Answer send(String method, String path, BodyPublisher body, String... headers) {
		HttpRequest.Builder request = request(path, headers).method(method, body);
		try {
			HttpResponse<byte[]> response = this.client.send(request.build(), BodyHandlers.ofByteArray());
			return new Answer(response.statusCode(), response.headers().map(), response.body());
		}
		catch (IOException ex) {
			throw new AssertionError(method + " " + path + " got no answer", ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new AssertionError(ex);
		}
	}

	/// The lines of an answer while they come.
	public HttpResponse<Stream<String>> lines(String path, String... headers) {
		try {
			return this.client.send(request(path, headers).build(), BodyHandlers.ofLines());
		}
		catch (IOException ex) {
			throw new AssertionError(path + " got no answer", ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new AssertionError(ex);
		}
	}

	/// Sends bytes as they are, and reads until the service closes the connection.
	public Answer raw(byte[] bytes) {
		return raw((out) -> out.write(bytes));
	}

	/// Sends everything before it reads anything, as simple clients do: an answer is seen
	/// only if the service takes the bytes to their end.
	public Answer raw(Writing writing) {
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.port)) {
			socket.setSoTimeout((int) PATIENCE.toMillis());
			OutputStream out = socket.getOutputStream();
			writing.to(out);
			out.flush();
			socket.shutdownOutput();
			return answer(socket.getInputStream().readAllBytes());
		}
		catch (IOException ex) {
			throw new AssertionError("The connection broke", ex);
		}
	}

	private HttpRequest.Builder request(String path, String... headers) {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + this.port + path))
			.timeout(PATIENCE);
		return (headers.length > 0) ? request.headers(headers) : request;
	}

	private static String[] withJson(String... headers) {
		return Stream.concat(Stream.of("Content-Type", "application/json"), Arrays.stream(headers))
			.toArray(String[]::new);
	}

	private static Answer answer(byte[] bytes) throws IOException {
		String text = new String(bytes, StandardCharsets.ISO_8859_1);
		int end = text.indexOf("\r\n\r\n");
		if (end < 0) {
			throw new IOException("no answer but '" + text + "'");
		}
		List<String> lines = text.substring(0, end).lines().toList();
		Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
		lines.stream()
			.skip(1)
			.map((line) -> line.split(":", 2))
			.forEach(
					(header) -> headers.computeIfAbsent(header[0], (name) -> new ArrayList<>()).add(header[1].strip()));
		byte[] body = Arrays.copyOfRange(bytes, end + 4, bytes.length);
		boolean chunked = headers.getOrDefault("Transfer-Encoding", List.of()).contains("chunked");
		return new Answer(Integer.parseInt(lines.getFirst().split(" ")[1]), headers, chunked ? joined(body) : body);
	}

	private static byte[] joined(byte[] chunks) {
		ByteArrayOutputStream body = new ByteArrayOutputStream();
		int at = 0;
		while (true) {
			int end = at;
			while (chunks[end] != '\r') {
				end++;
			}
			int size = Integer.parseInt(new String(chunks, at, end - at, StandardCharsets.US_ASCII), 16);
			if (size == 0) {
				return body.toByteArray();
			}
			body.write(chunks, end + 2, size);
			at = end + 2 + size + 2;
		}
	}

	/// Writes a request.
	@FunctionalInterface
	public interface Writing {

		void to(OutputStream out) throws IOException;

	}

	/// A multipart/form-data body. Not thread-safe.
	public static final class Multipart {

		private static final String BOUNDARY = "isonet-test-boundary";

		private final ByteArrayOutputStream body = new ByteArrayOutputStream();

		public Multipart file(String name, byte[] content) {
			return part("name=\"" + name + "\"; filename=\"" + name + ".csv\"", content);
		}

		public Multipart file(String name, String fileName, byte[] content) {
			return part("name=\"" + name + "\"; filename=\"" + fileName + "\"", content);
		}

		public Multipart text(String name, String content) {
			return part("name=\"" + name + "\"", content.getBytes(StandardCharsets.UTF_8));
		}

		public String contentType() {
			return "multipart/form-data; boundary=" + BOUNDARY;
		}

		public byte[] bytes() {
			ByteArrayOutputStream whole = new ByteArrayOutputStream();
			whole.writeBytes(this.body.toByteArray());
			whole.writeBytes(("--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.US_ASCII));
			return whole.toByteArray();
		}

		private Multipart part(String disposition, byte[] content) {
			this.body.writeBytes(("--" + BOUNDARY + "\r\nContent-Disposition: form-data; " + disposition + "\r\n\r\n")
				.getBytes(StandardCharsets.UTF_8));
			this.body.writeBytes(content);
			this.body.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
			return this;
		}

	}

}
