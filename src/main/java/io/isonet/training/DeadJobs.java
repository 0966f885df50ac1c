package io.isonet.training;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Predicate;

import com.github.kagkarlsson.scheduler.event.AbstractSchedulerListener;
import com.github.kagkarlsson.scheduler.task.DeadExecutionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Gives a job whose heartbeats have ended back to the queue, at its old place.
///
/// Where this process could not reach the database for a while, the others may not have
/// either: then they get as long as a takeover takes to send a heartbeat. The clock's
/// thread is db-scheduler's housekeeper; nobody else calls.
final class DeadJobs extends AbstractSchedulerListener implements DeadExecutionHandler<Void> {

	private static final Logger log = LoggerFactory.getLogger(DeadJobs.class);

	private final Predicate<String> running;

	private final Duration takeover;

	private final Clock clock;

	private Instant lookedLast = Instant.EPOCH;

	private Instant cutOffUntil = Instant.EPOCH;

	/// @param running whether a job runs in this process
	/// @param takeover longest time that a dead job waits
	DeadJobs(Predicate<String> running, Duration takeover, Clock clock) {
		this.running = running;
		this.takeover = takeover;
		this.clock = clock;
	}

	@Override
	public void deadExecution(ExecutionComplete complete, ExecutionOperations<Void> operations) {
		String id = complete.getExecution().taskInstance.getId();
		Instant now = this.clock.instant();
		noteGap(now);
		if (this.running.test(id) || now.isBefore(this.cutOffUntil)) {
			return;
		}
		log.info("The process that ran job {} is gone; another takes it up, a training from its last checkpoint,"
				+ " an evaluation from the beginning", id);
		operations.reschedule(complete, complete.getExecution().executionTime);
	}

	@Override
	public void onSchedulerEvent(SchedulerEventType type) {
		if (type == SchedulerEventType.RAN_DETECT_DEAD) {
			Instant now = this.clock.instant();
			noteGap(now);
			this.lookedLast = now;
		}
	}

	private void noteGap(Instant now) {
		boolean gap = !this.lookedLast.equals(Instant.EPOCH)
				&& Duration.between(this.lookedLast, now).compareTo(this.takeover.multipliedBy(2).dividedBy(3)) > 0;
		if (gap && now.isAfter(this.cutOffUntil)) {
			this.cutOffUntil = now.plus(this.takeover.dividedBy(2));
		}
	}

}
