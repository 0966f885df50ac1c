package io.isonet.training;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import javax.sql.DataSource;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.exceptions.ExecutionException;
import com.github.kagkarlsson.scheduler.jdbc.JdbcCustomization;
import com.github.kagkarlsson.scheduler.task.AbstractTask;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionContext;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.SchedulableInstance;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import io.isonet.database.Dialect;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;

/// Hands the waiting jobs to the workers of all processes that share the database, in the
/// order in which they were accepted, each to one at a time.
///
/// A job is a task of db-scheduler: whoever works on it sends heartbeats; where they end,
/// another process takes the job over. The job's own row says what has become of it, so a
/// task that comes twice does nothing the second time. Thread-safe.
class TrainingQueue implements SmartLifecycle {

	private static final Logger log = LoggerFactory.getLogger(TrainingQueue.class);

	private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

	/// db-scheduler takes a job for dead after four missed heartbeats and looks for such
	/// every two: six of them are the longest that a dead job waits.
	private static final int MISSED_HEARTBEATS = 4;

	private static final int HEARTBEATS_IN_TAKEOVER = 6;

	private static final Duration PAUSE = Duration.ofSeconds(5);

	private static final Duration LONGEST_STOP = Duration.ofSeconds(10);

	private static final JdbcCustomization STATEMENTS = new QueueStatements();

	private final DataSource dataSource;

	private final Dialect dialect;

	private final TrainingWorker worker;

	private final TrainingProperties properties;

	private final Clock clock;

	private final DeadJobs dead;

	private final Map<JobKind, TrainingTask> tasks = new EnumMap<>(JobKind.class);

	private final SchedulerClient client;

	private volatile @Nullable Scheduler scheduler;

	TrainingQueue(DataSource dataSource, Dialect dialect, TrainingWorker worker, TrainingProperties properties,
			Clock clock) {
		this.dataSource = new TransactionAwareDataSourceProxy(dataSource);
		this.dialect = dialect;
		this.worker = worker;
		this.properties = properties;
		this.clock = clock;
		Set<String> running = ConcurrentHashMap.newKeySet();
		this.dead = new DeadJobs(running::contains, properties.takeover(), clock);
		// each kind has a name of its own: a release that does not know one leaves its
		// jobs
		// alone
		for (JobKind kind : JobKind.values()) {
			this.tasks.put(kind, new TrainingTask(kind, worker, running, this.dead));
		}
		this.client = SchedulerClient.Builder.create(this.dataSource, List.copyOf(this.tasks.values()))
			.jdbcCustomization(STATEMENTS)
			.build();
	}

	/// Puts a job into the queue, in the caller's transaction.
	/// @param accepted its place: jobs run in the order of their times
	void add(JobKind kind, String id, Instant accepted) {
		this.client.scheduleIfNotExists(Objects.requireNonNull(this.tasks.get(kind)).instance(id), accepted);
	}

	/// Lets this process look for a job at once.
	void wake() {
		Scheduler current = this.scheduler;
		if (current != null) {
			current.triggerCheckForDueExecutions();
		}
	}

	@Override
	public void start() {
		this.worker.start();
		if (this.properties.workers() == 0) {
			log.info("This process runs no trainings and no evaluations");
			return;
		}
		if (this.dialect == Dialect.H2) {
			takeBack();
		}
		Duration heartbeat = this.properties.takeover().dividedBy(HEARTBEATS_IN_TAKEOVER);
		Scheduler started = Scheduler.create(this.dataSource, List.copyOf(this.tasks.values()))
			.threads(this.properties.workers())
			.schedulerName(new SchedulerName.Fixed(UUID.randomUUID().toString()))
			.jdbcCustomization(STATEMENTS)
			.clock(this.clock::instant)
			.addSchedulerListener(this.dead)
			.pollUsingLockAndFetch(.5, 1)
			.pollingInterval((heartbeat.compareTo(LOOK_EVERY) < 0) ? heartbeat : LOOK_EVERY)
			.heartbeatInterval(heartbeat)
			.missedHeartbeatsLimit(MISSED_HEARTBEATS)
			.shutdownMaxWait(LONGEST_STOP)
			.build();
		started.start();
		this.scheduler = started;
	}

	/// Puts what runs back into the queue, its progress kept, then waits a bounded time
	/// for
	/// the step that is being computed. Nothing is interrupted before: that would close
	/// the
	/// file of the embedded database.
	@Override
	public void stop() {
		this.worker.stop(LONGEST_STOP);
		Scheduler stopped = this.scheduler;
		this.scheduler = null;
		if (stopped != null) {
			stopped.stop();
		}
	}

	/// Before the event streams, so that followers read what was written last.
	@Override
	public int getPhase() {
		return Integer.MAX_VALUE;
	}

	@Override
	public boolean isRunning() {
		return this.worker.isStarted();
	}

	/// Nobody else has an embedded database: who held a job of it is dead.
	private void takeBack() {
		JdbcClient.create(this.dataSource)
			.sql("update scheduled_tasks set picked = false, picked_by = null, last_heartbeat = null, "
					+ "version = version + 1 where picked = true")
			.update();
	}

	private static void putBack(ExecutionComplete complete, ExecutionOperations<Void> operations) {
		operations.reschedule(complete, complete.getExecution().executionTime);
	}

	/// A run that could not even say how it ended is tried again, but not at once.
	private static void retry(ExecutionComplete complete, ExecutionOperations<Void> operations) {
		operations.reschedule(complete, complete.getTimeDone().plus(PAUSE));
	}

	private static void remove(ExecutionComplete complete, ExecutionOperations<Void> operations) {
		try {
			operations.remove();
		}
		catch (ExecutionException ex) {
			log.debug("The task of a job that has ended is somebody else's by now", ex);
		}
	}

	/// A job as db-scheduler sees it.
	private static final class TrainingTask extends AbstractTask<Void> {

		private final TrainingWorker worker;

		private final Set<String> running;

		private TrainingTask(JobKind kind, TrainingWorker worker, Set<String> running, DeadJobs dead) {
			super(kind.word(), Void.class, TrainingQueue::retry, dead);
			this.worker = worker;
			this.running = running;
		}

		@Override
		public SchedulableInstance<Void> schedulableInstance(String id) {
			throw new UnsupportedOperationException("a job has the time at which it was accepted");
		}

		@Override
		public SchedulableInstance<Void> schedulableInstance(String id, Void data) {
			return schedulableInstance(id);
		}

		@Override
		public CompletionHandler<Void> execute(TaskInstance<Void> instance, ExecutionContext context) {
			String id = instance.getId();
			this.running.add(id);
			try {
				return switch (this.worker.run(id)) {
					case ENDED -> TrainingQueue::remove;
					case PUT_BACK -> TrainingQueue::putBack;
					case LOST -> (complete, operations) -> log.info("Job {} was taken over by another process", id);
				};
			}
			finally {
				this.running.remove(id);
			}
		}

	}

}
