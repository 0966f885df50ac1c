package io.isonet.crash;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

import io.isonet.Answer;
import io.isonet.Caller;
import io.isonet.Trainings;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import tools.jackson.databind.JsonNode;

/// Whether everything that was accepted has come to its end, and nothing else is there.
final class LifeCheck {

	private static final Duration LONGEST = Duration.ofMinutes(3);

	private static final String SHIPPED = "isonet/1";

	private final Caller caller;

	private final Submissions submissions;

	private final KillReport report;

	LifeCheck(Caller caller, Submissions submissions, KillReport report) {
		this.caller = caller;
		this.submissions = submissions;
		this.report = report;
	}

	void run() {
		List<JsonNode> jobs = endedJobs();
		Map<String, Integer> seedByVersion = new TreeMap<>();
		Map<Integer, String> jobBySeed = new HashMap<>();
		for (JsonNode job : jobs) {
			checkJob(job, jobBySeed, seedByVersion);
		}
		this.report.accepted += this.submissions.accepted.size();
		this.submissions.accepted.forEach((seed, id) -> {
			if (!id.equals(jobBySeed.get(seed))) {
				this.report.lost++;
				fault("job %s was accepted and is not there", id);
			}
		});
		this.report.unanswered += this.submissions.unanswered.size();
		this.report.unansweredAccepted += (int) this.submissions.unanswered.stream()
			.filter(jobBySeed::containsKey)
			.count();
		checkVersions(seedByVersion);
		checkPrediction();
	}

	private List<JsonNode> endedJobs() {
		try {
			Awaitility.await()
				.atMost(LONGEST)
				.pollInterval(Duration.ofMillis(100))
				.until(() -> jobs().stream().noneMatch((job) -> job.path("finishedAt").isNull()));
		}
		catch (ConditionTimeoutException ex) {
			fault("jobs did not end within %s", LONGEST);
		}
		return jobs();
	}

	private List<JsonNode> jobs() {
		return json("/api/v1/trainings?limit=1000").path("trainings").valueStream().toList();
	}

	private void checkJob(JsonNode job, Map<Integer, String> jobBySeed, Map<String, Integer> seedByVersion) {
		String id = job.path("id").asString();
		int seed = job.path("settings").path("seed").asInt();
		this.report.attempts = Math.max(this.report.attempts, job.path("attempts").asInt());
		if (jobBySeed.put(seed, id) != null) {
			fault("two jobs of one call, seed %d", seed);
		}
		if (!job.path("state").asString().equals("SUCCEEDED")) {
			this.report.lost++;
			fault("job %s is %s: %s", id, job.path("state"), job.path("problem"));
			return;
		}
		if (this.submissions.accepted.containsKey(seed)) {
			this.report.ended++;
		}
		String version = job.path("result").path("model").asString() + "/" + job.path("result").path("version").asInt();
		if (seedByVersion.put(version, seed) != null) {
			this.report.doubled++;
			fault("version %s is the result of two jobs", version);
		}
		int epochs = job.path("progress").path("total").asInt();
		List<Integer> events = new Trainings(this.caller).events("/api/v1/trainings/" + id, 0)
			.stream()
			.filter((event) -> !event.name().equals("evaluation"))
			.map((event) -> event.data().path("epoch").asInt(epochs + 1))
			.toList();
		if (!events.equals(IntStream.rangeClosed(1, epochs + 1).boxed().toList())) {
			this.report.brokenEvents++;
			fault("job %s has the events %s", id, events);
		}
	}

	private void checkVersions(Map<String, Integer> seedByVersion) {
		List<String> published = new ArrayList<>();
		for (JsonNode model : json("/api/v1/models").path("models")) {
			String name = model.path("name").asString();
			List<Integer> numbers = model.path("versions")
				.valueStream()
				.map((version) -> version.path("version").asInt())
				.sorted()
				.toList();
			if (!numbers.equals(IntStream.rangeClosed(1, numbers.size()).boxed().toList())) {
				fault("model %s has the versions %s", name, numbers);
			}
			for (int number : numbers) {
				String version = name + "/" + number;
				published.add(version);
				checkVersion(version, Optional.ofNullable(seedByVersion.get(version)));
			}
		}
		if (!published.contains(SHIPPED)) {
			this.report.halfPublished++;
			fault("the shipped version is not there");
		}
		seedByVersion.keySet().stream().filter((version) -> !published.contains(version)).forEach((version) -> {
			this.report.halfPublished++;
			fault("version %s is a result, and is not there", version);
		});
	}

	private void checkVersion(String version, Optional<Integer> seed) {
		String path = "/api/v1/models/" + version.replace("/", "/versions/");
		if (!version.equals(SHIPPED)) {
			this.report.versions++;
		}
		Answer manifest = this.caller.get(path + "/files/manifest.json");
		if (manifest.status() != 200) {
			this.report.halfPublished++;
			fault("version %s has no manifest: %s", version, manifest);
			return;
		}
		if (!version.equals(SHIPPED)
				&& !seed.equals(Optional.of(manifest.json().path("provenance").path("seed").asInt()))) {
			this.report.doubled++;
			fault("version %s is of the training with seed %s, the job that names it has seed %s", version,
					manifest.json().path("provenance").path("seed"), seed);
		}
		manifest.json().path("files").forEachEntry((name, file) -> checkFile(path + "/files/" + name, file));
	}

	private void checkFile(String path, JsonNode published) {
		Answer file = this.caller.get(path);
		this.report.artifacts++;
		if (file.status() != 200) {
			this.report.halfPublished++;
			fault("%s is missing: %s", path, file);
		}
		else if (!sha256(file.body()).equals(published.path("sha256").asString())) {
			this.report.wrongHashes++;
			fault("%s has a wrong SHA-256", path);
		}
	}

	private void checkPrediction() {
		JsonNode moods = json("/api/v1/moods");
		Answer prediction = this.caller.post("/api/v1/predictions",
				"{\"moods\": \"%s\", \"length\": 5}".formatted(moods.path("moods").path(0).asString()));
		if (prediction.status() != 200) {
			fault("the champion does not predict: %s", prediction);
		}
	}

	private JsonNode json(String path) {
		Answer answer = this.caller.get(path);
		if (answer.status() != 200) {
			throw new AssertionError(path + " was answered with " + answer);
		}
		return answer.json();
	}

	private void fault(String text, Object... values) {
		this.report.faults.add("database " + this.report.lives + ": " + text.formatted(values));
	}

	private static String sha256(byte[] content) {
		try {
			return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
