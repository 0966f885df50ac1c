package io.isonet.training;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Set;

import com.github.kagkarlsson.scheduler.event.SchedulerListener.SchedulerEventType;
import com.github.kagkarlsson.scheduler.task.Execution;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import org.junit.jupiter.api.Test;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;

class DeadJobsTests {

	private static final Duration TAKEOVER = Duration.ofSeconds(30);

	private Instant now = Instant.parse("2026-11-24T12:00:00Z");

	private final Set<String> running = new HashSet<>();

	private final DeadJobs dead = new DeadJobs(this.running::contains, TAKEOVER, new TestClock());

	private final Execution execution = new Execution(this.now, new TaskInstance<>("training", "job"));

	private final ExecutionComplete complete = ExecutionComplete.failure(this.execution, this.now, this.now, null);

	private final ExecutionOperations<Void> operations = operations();

	@Test
	void jobOfADeadProcessIsGivenBackAtItsOldPlace() {
		look();
		report();
		verify(this.operations).reschedule(this.complete, this.execution.executionTime);
	}

	@Test
	void jobThatRunsHereIsNotDead() {
		this.running.add("job");
		look();
		report();
		verify(this.operations, never()).reschedule(any(ExecutionComplete.class), any());
	}

	@Test
	void processThatWasCutOffItselfWaitsForTheOthersToSpeak() {
		look();
		pass(TAKEOVER);
		report();
		pass(Duration.ofSeconds(14));
		report();
		verify(this.operations, never()).reschedule(any(ExecutionComplete.class), any());
		look();
		pass(Duration.ofSeconds(2));
		report();
		verify(this.operations, times(1)).reschedule(any(ExecutionComplete.class), any());
	}

	@SuppressWarnings("unchecked")
	private static ExecutionOperations<Void> operations() {
		return mock(ExecutionOperations.class);
	}

	private void look() {
		this.dead.onSchedulerEvent(SchedulerEventType.RAN_DETECT_DEAD);
	}

	private void report() {
		this.dead.deadExecution(this.complete, this.operations);
	}

	private void pass(Duration time) {
		this.now = this.now.plus(time);
	}

	private final class TestClock extends Clock {

		@Override
		public ZoneOffset getZone() {
			return ZoneOffset.UTC;
		}

		@Override
		public Clock withZone(java.time.ZoneId zone) {
			return this;
		}

		@Override
		public Instant instant() {
			return DeadJobsTests.this.now;
		}

	}

}
