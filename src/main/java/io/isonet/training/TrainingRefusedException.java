package io.isonet.training;

import java.time.Duration;
import java.util.Optional;

import io.isonet.problem.ProblemException;
import io.isonet.problem.ProblemType;

/// A call that does not fit the state of the jobs.
public final class TrainingRefusedException extends ProblemException {

	private static final ProblemType FOLLOWERS = new ProblemType("too-many-followers", "Too many event streams", 503);

	private final Duration retryAfter;

	private TrainingRefusedException(ProblemType type, String detail, Duration retryAfter) {
		super(type, detail);
		this.retryAfter = retryAfter;
	}

	static TrainingRefusedException queueFull(JobKind kind, int queue) {
		return new TrainingRefusedException(new ProblemType(kind.word() + "-queue-full", "Too many jobs wait", 429),
				"As many as " + queue + " trainings and evaluations wait already; try again when one has ended.",
				Duration.ofSeconds(30));
	}

	static TrainingRefusedException finished(TrainingJob job) {
		String word = job.kind().word();
		return new TrainingRefusedException(new ProblemType(word + "-finished", "The " + word + " has ended", 409),
				"The " + word + " " + job.id() + " has ended as " + job.state() + " and cannot be cancelled.",
				Duration.ZERO);
	}

	static TrainingRefusedException followers(int most) {
		return new TrainingRefusedException(FOLLOWERS, most + " event streams are open already.",
				Duration.ofSeconds(10));
	}

	@Override
	public Optional<Duration> retryAfter() {
		return this.retryAfter.isZero() ? Optional.empty() : Optional.of(this.retryAfter);
	}

}
