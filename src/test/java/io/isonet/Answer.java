package io.isonet;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What came back over HTTP.
///
/// @param headers without regard to the case of their names
public record Answer(int status, Map<String, List<String>> headers, byte[] body) {

	private static final JsonMapper MAPPER = new JsonMapper();

	public Answer {
		Map<String, List<String>> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
		copy.putAll(headers);
		headers = copy;
	}

	public String text() {
		return new String(this.body, StandardCharsets.UTF_8);
	}

	public JsonNode json() {
		return MAPPER.readTree(this.body);
	}

	public Optional<String> header(String name) {
		return Optional.ofNullable(this.headers.get(name)).map(List::getFirst);
	}

	@Override
	public String toString() {
		return this.status + " " + this.headers + "\n" + text();
	}

}
