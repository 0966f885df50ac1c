package io.isonet;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static io.isonet.AnswerAssert.assertThat;

/// Starts and follows trainings over HTTP.
public final class Trainings {

	private static final String PATH = "/api/v1/trainings";

	private final Caller caller;

	public Trainings(Caller caller) {
		this.caller = caller;
	}

	/// The playlists that the service makes up for a first try.
	public byte[] examplePlaylists() {
		Answer csv = this.caller.get("/api/v1/examples/playlists.csv?playlists=12&seed=7");
		assertThat(csv).hasStatus(200);
		return csv.body();
	}

	/// Starts a training of the example playlists.
	/// @return the path of the job
	public String start(String settings) {
		Answer accepted = send(settings);
		assertThat(accepted).hasStatus(202);
		return accepted.header("Location").orElseThrow();
	}

	public Answer send(String settings) {
		return this.caller.post(PATH,
				new Caller.Multipart().file("file", examplePlaylists()).text("settings", settings));
	}

	public JsonNode job(String path) {
		return this.caller.get(path).json();
	}

	public JsonNode await(String path, Predicate<JsonNode> condition) {
		return await(path, Duration.ofSeconds(30), condition);
	}

	public JsonNode await(String path, Duration longest, Predicate<JsonNode> condition) {
		return Awaitility.await().atMost(longest).pollInterval(Duration.ofMillis(20)).until(() -> job(path), condition);
	}

	public JsonNode awaitEnd(String path) {
		return await(path, (job) -> !job.path("finishedAt").isNull());
	}

	/// Follows a job to its end, from after an event.
	public List<Event> events(String path, int after) {
		return firstEvents(path, after, Integer.MAX_VALUE);
	}

	/// Follows a job from after an event, and goes away when it has seen so many.
	public List<Event> firstEvents(String path, int after, int count) {
		try (Stream<String> lines = this.caller.lines(path + "/events", "Last-Event-ID", String.valueOf(after))
			.body()) {
			Event.Builder event = new Event.Builder();
			return lines.map(event::read).flatMap(Optional::stream).limit(count).toList();
		}
	}

	/// A server-sent event.
	public record Event(int id, String name, JsonNode data) {

		private static final class Builder {

			private int id;

			private String name = "";

			private final StringBuilder data = new StringBuilder();

			/// @return the event that ends with this line
			private Optional<Event> read(String line) {
				if (line.isEmpty() && !this.data.isEmpty()) {
					Event event = new Event(this.id, this.name, new JsonMapper().readTree(this.data.toString()));
					this.data.setLength(0);
					return Optional.of(event);
				}
				String[] field = line.split(":", 2);
				switch (field[0]) {
					case "id" -> this.id = Integer.parseInt(field[1].strip());
					case "event" -> this.name = field[1].strip();
					case "data" -> this.data.append(field[1]);
					default -> {
						// a comment
					}
				}
				return Optional.empty();
			}

		}

	}

}
