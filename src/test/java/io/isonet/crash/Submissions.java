package io.isonet.crash;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import io.isonet.Answer;
import io.isonet.Caller;
import io.isonet.dataset.ExamplePlaylists;
import io.isonet.dataset.MoodGroups;

/// What a client of one database has asked for. Each training has a seed of its own, by
/// which its job and its version are known again. Thread-safe.
final class Submissions {

	private static final String PATH = "/api/v1/trainings";

	/// Job by seed.
	final Map<Integer, String> accepted = new ConcurrentHashMap<>();

	/// Seeds of calls that got no answer.
	final Set<Integer> unanswered = ConcurrentHashMap.newKeySet();

	private final Random random;

	private final boolean activating;

	private int seed;

	/// @param activating whether a version becomes the champion now and then
	Submissions(long seed, boolean activating) {
		this.random = new Random(seed);
		this.activating = activating;
	}

	/// Asks for one short training.
	/// @return false where the service is dead
	boolean send(Caller caller) throws IOException {
		return status(caller) != 0;
	}

	/// As [#send].
	/// @return the status of the answer, 0 where there was none
	synchronized int status(Caller caller) throws IOException {
		int own = ++this.seed;
		String model = this.random.nextBoolean() ? "isonet" : "other";
		String settings = "{\"preset\": \"notebook\", \"evaluation\": \"holdout\", \"epochs\": "
				+ this.random.nextInt(2, 41) + ", \"seed\": " + own + ", \"hiddenSize\": "
				+ (this.random.nextBoolean() ? 11 : 150) + ", \"model\": \"" + model + "\", \"activate\": \""
				+ ((this.activating && this.random.nextInt(4) == 0) ? "always" : "never") + "\"}";
		ByteArrayOutputStream csv = new ByteArrayOutputStream();
		new ExamplePlaylists(MoodGroups.load(), 6, this.random.nextInt(3)).write(csv);
		Optional<Answer> answer = answer(() -> caller.post(PATH,
				new Caller.Multipart().file("file", csv.toByteArray()).text("settings", settings)));
		if (answer.isEmpty()) {
			this.unanswered.add(own);
			return 0;
		}
		switch (answer.get().status()) {
			case 202 -> this.accepted.put(own, answer.get().json().path("id").asString());
			case 429, 503, 507 -> {
				// refused, and told so
			}
			default -> throw new AssertionError("a training was answered with " + answer.get());
		}
		return answer.get().status();
	}

	/// The answer of a service that may die before it gives one.
	static Optional<Answer> answer(Supplier<Answer> call) {
		try {
			return Optional.of(call.get());
		}
		catch (AssertionError ex) {
			if (ex.getCause() instanceof IOException) {
				return Optional.empty();
			}
			throw ex;
		}
	}

}
