package io.isonet.training;

import java.time.Duration;
import java.util.Optional;

import io.isonet.problem.ProblemException;
import io.isonet.problem.ProblemType;

/// A call that does not fit the state of the jobs.
public final class TrainingRefusedException extends ProblemException {

	private static final ProblemType QUEUE_FULL = new ProblemType("training-queue-full", "Too many trainings wait",
			429);

	private static final ProblemType FINISHED = new ProblemType("training-finished", "The training has ended", 409);

	private static final ProblemType FOLLOWERS = new ProblemType("too-many-followers", "Too many event streams", 503);

	private final Duration retryAfter;

	private TrainingRefusedException(ProblemType type, String detail, Duration retryAfter) {
		super(type, detail);
		this.retryAfter = retryAfter;
	}

	static TrainingRefusedException queueFull(int queue) {
		return new TrainingRefusedException(QUEUE_FULL,
				"As many as " + queue + " trainings wait already; try again when one has ended.",
				Duration.ofSeconds(30));
	}

	static TrainingRefusedException finished(TrainingJob job) {
		return new TrainingRefusedException(FINISHED,
				"The training " + job.id() + " has ended as " + job.state() + " and cannot be cancelled.",
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
