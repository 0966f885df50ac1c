package io.isonet.problem;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A request as it stands in a file below `requests`, with what is expected of its
/// answer:
///
/// ```
/// ### what is wrong with it
/// # 422 unknown-mood
/// # phrase of the detail
/// # /moods/0/0: phrase of the error with this pointer, or one of its suggestions
/// POST /api/v1/predictions
/// Content-Type: application/json
///
/// {"moods": "hapy", "length": 5}
/// ```
///
/// `\xFF` stands for a byte, `{{1000 a}}` for a thousand times what follows the blank.
/// The lines of a multipart body end as such lines must. What is not said is filled in:
/// the version of HTTP, `Host`, `Content-Length`, and that the connection be closed.
///
/// @param expected the lines that tell what is expected, without their `#`
/// @param target the address, with its escapes
record MalformedRequest(String name, List<String> expected, String target, byte[] bytes) {

	private static final Pattern REPEATED = Pattern.compile("\\{\\{(\\d+) (.+?)}}", Pattern.DOTALL);

	private static final Pattern BYTE = Pattern.compile("\\\\x([0-9A-Fa-f]{2})");

	static List<MalformedRequest> in(Path file) throws IOException {
		String title = file.getFileName().toString().replace(".http", ": ");
		return Arrays.stream(Files.readString(file).split("(?m)^### "))
			.filter(Predicate.not(String::isBlank))
			.map((text) -> read(title, text.stripTrailing().lines().toList()))
			.toList();
	}

	private static MalformedRequest read(String title, List<String> lines) {
		List<String> expected = lines.stream()
			.skip(1)
			.takeWhile((line) -> line.startsWith("# "))
			.map((line) -> line.substring(2))
			.toList();
		List<String> request = lines.subList(1 + expected.size(), lines.size());
		int blank = request.indexOf("");
		List<String> head = new ArrayList<>((blank < 0) ? request : request.subList(0, blank));
		String end = head.stream().anyMatch((header) -> header.contains("multipart/")) ? "\r\n" : "\n";
		byte[] body = (blank < 0) ? new byte[0] : bytes(String.join(end, request.subList(blank + 1, request.size())));
		if (!head.getFirst().contains(" HTTP/")) {
			head.set(0, head.getFirst() + " HTTP/1.1");
		}
		complete(head, body.length);
		ByteArrayOutputStream whole = new ByteArrayOutputStream();
		whole.writeBytes(bytes(String.join("\r\n", head) + "\r\n\r\n"));
		whole.writeBytes(body);
		String[] words = head.getFirst().split(" ");
		return new MalformedRequest(title + lines.getFirst(), expected, words[1], whole.toByteArray());
	}

	private static void complete(List<String> head, int length) {
		boolean sized = head.stream().anyMatch((line) -> line.matches("(Content-Length|Transfer-Encoding):.*"));
		if (!sized) {
			head.add("Content-Length: " + length);
		}
		head.add("Host: localhost");
		head.add("Connection: close");
	}

	private static byte[] bytes(String text) {
		String whole = REPEATED.matcher(text)
			.replaceAll((repeated) -> Matcher
				.quoteReplacement(repeated.group(2).repeat(Integer.parseInt(repeated.group(1)))));
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		Matcher found = BYTE.matcher(whole);
		int at = 0;
		while (found.find()) {
			bytes.writeBytes(whole.substring(at, found.start()).getBytes(StandardCharsets.UTF_8));
			bytes.write(Integer.parseInt(found.group(1), 16));
			at = found.end();
		}
		bytes.writeBytes(whole.substring(at).getBytes(StandardCharsets.UTF_8));
		return bytes.toByteArray();
	}

	@Override
	public String toString() {
		return this.name;
	}

}
