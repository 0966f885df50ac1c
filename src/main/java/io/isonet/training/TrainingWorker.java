package io.isonet.training;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

import io.isonet.dataset.PlaylistDataset;
import io.isonet.mood.MoodVocabulary;
import io.isonet.network.Torch;
import io.isonet.problem.ProblemException;
import io.isonet.problem.ProblemType;
import io.isonet.registry.ModelRegistry;
import io.isonet.registry.ModelVersion;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.transaction.support.TransactionOperations;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Runs the queued jobs, one after the other, on a platform thread of its own.
///
/// Publishing the version and ending the job are one transaction: a job that was
/// cancelled meanwhile publishes nothing. When the service stops, the running job ends as
/// FAILED, interrupted; so does one whose process died, at the next start. Queued jobs
/// wait for that start. Thread-safe.
class TrainingWorker implements SmartLifecycle {

	private static final Logger log = LoggerFactory.getLogger(TrainingWorker.class);

	private static final ProblemType INTERRUPTED = new ProblemType("training-interrupted",
			"The service stopped during the training", 503);

	private static final ProblemType FAILED = new ProblemType("training-failed", "The training failed", 500);

	private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);

	private static final Duration LONGEST_STOP = Duration.ofSeconds(10);

	private final TrainingTables tables;

	private final TransactionOperations transactions;

	private final TrainingSignal signal;

	private final TrainingProperties properties;

	private final ModelRegistry registry;

	private final ModelArtifacts artifacts;

	private final TrainingMeters meters;

	private final JsonMapper mapper;

	private final Clock clock;

	private volatile boolean stopping;

	private volatile @Nullable Thread thread;

	TrainingWorker(TrainingTables tables, TransactionOperations transactions, TrainingSignal signal,
			TrainingProperties properties, ModelRegistry registry, ModelArtifacts artifacts, TrainingMeters meters,
			JsonMapper mapper, Clock clock) {
		this.tables = tables;
		this.transactions = transactions;
		this.signal = signal;
		this.properties = properties;
		this.registry = registry;
		this.artifacts = artifacts;
		this.meters = meters;
		this.mapper = mapper;
		this.clock = clock;
	}

	@Override
	public void start() {
		this.stopping = false;
		this.tables.running().forEach((id) -> fail(id, interrupted()));
		this.thread = Thread.ofPlatform().name("training").start(this::work);
	}

	/// Records the running job as interrupted at once, then waits a bounded time for its
	/// step to end: what the step still gives is thrown away.
	@Override
	public void stop() {
		this.stopping = true;
		this.tables.running().forEach((id) -> fail(id, interrupted()));
		this.signal.change();
		Thread running = this.thread;
		if (running == null) {
			return;
		}
		try {
			if (!running.join(LONGEST_STOP)) {
				log.warn("The step of the interrupted training has not ended yet; going on without it");
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		this.thread = null;
	}

	/// Before the event streams, so that followers hear of the end.
	@Override
	public int getPhase() {
		return Integer.MAX_VALUE;
	}

	@Override
	public boolean isRunning() {
		return this.thread != null;
	}

	private void work() {
		while (!this.stopping) {
			long seen = this.signal.changes();
			try {
				Optional<TrainingTables.QueuedJob> next = this.tables.nextQueued();
				if (next.isEmpty()) {
					this.signal.await(seen, LOOK_AGAIN);
				}
				else if (this.tables.start(next.get().id(), now())) {
					run(next.get());
				}
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				return;
			}
			catch (RuntimeException | Error ex) {
				log.error("The queue of trainings does not go on; trying again", ex);
				failWhatRan();
				pause(seen);
			}
		}
	}

	/// A job that the failure left running would be running for ever.
	private void failWhatRan() {
		try {
			this.tables.running().forEach((id) -> fail(id, failed()));
		}
		catch (RuntimeException ex) {
			log.error("The state of the trainings cannot be written", ex);
		}
	}

	private void pause(long seen) {
		try {
			this.signal.await(seen, LOOK_AGAIN);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private void run(TrainingTables.QueuedJob job) {
		Instant started = now();
		try {
			TrainingSettings settings = SettingsReader.read(this.mapper,
					job.accepted().settings().getBytes(StandardCharsets.UTF_8));
			PlaylistDataset dataset = dataset(job.accepted(), settings);
			log.info("Training {} starts: preset {}, {} playlists, for model '{}'", job.id(), settings.preset(),
					dataset.size(), settings.model());
			TrainedModel trained = new TrainingRun(dataset, settings,
					Torch.devices(this.properties.device()).getFirst())
				.run(new JobProgress(job.id(), settings.epochs(), this.tables, this.transactions, this.signal,
						this.meters, this.mapper, () -> this.stopping));
			publish(job, settings, trained, started);
		}
		catch (TrainingStoppedException ex) {
			log.info("Training {} was {}", job.id(), this.stopping ? "interrupted" : "cancelled");
		}
		catch (ProblemException ex) {
			log.info("Training {} failed: {}", job.id(), ex.detail());
			fail(job.id(), ex);
		}
		catch (IOException | RuntimeException | Error ex) {
			log.error("Training {} failed", job.id(), ex);
			fail(job.id(), failed());
		}
		finally {
			this.meters.ended(this.tables.job(job.id()).map(TrainingJob::state).orElse(JobState.FAILED), started,
					now());
			this.signal.change();
		}
	}

	private PlaylistDataset dataset(TrainingTables.Accepted accepted, TrainingSettings settings) throws IOException {
		Optional<MoodVocabulary> vocabulary = Optional.ofNullable(accepted.vocabulary()).map(MoodVocabulary::read);
		return TrainingJobs.dataset(new ByteArrayInputStream(this.tables.data(accepted.dataSha256())), vocabulary,
				settings, this.properties.maxTracks());
	}

	private void publish(TrainingTables.QueuedJob job, TrainingSettings settings, TrainedModel trained,
			Instant started) {
		this.transactions.executeWithoutResult((status) -> {
			ModelVersion version = this.registry
				.publish(this.artifacts.draft(trained, settings, job.accepted(), started, now()));
			if (!this.tables.succeed(job.id(), version.model(), version.number(), now())) {
				throw new TrainingStoppedException();
			}
			if (settings.activate() == Activate.ALWAYS) {
				this.registry.activate(version.model(), ModelRegistry.CHAMPION, version.number());
			}
			finish(job.id());
			log.info("Training {} published version {} of '{}': {} epochs in {} s, best epoch {}", job.id(),
					version.number(), version.model(), trained.epochs().size(),
					Duration.between(started, now()).toMillis() / 1000d, trained.bestEpoch());
		});
	}

	private void fail(String id, ProblemException problem) {
		this.transactions.executeWithoutResult((status) -> {
			ObjectNode json = this.mapper.createObjectNode()
				.put("type", problem.type().uri().toString())
				.put("title", problem.type().title())
				.put("status", problem.type().status())
				.put("detail", problem.detail());
			if (this.tables.fail(id, json.toString(), now())) {
				finish(id);
			}
		});
		this.signal.change();
	}

	private void finish(String id) {
		this.tables.insertEvent(id, TrainingEvent.FINISHED,
				this.mapper.writeValueAsString(this.tables.job(id).orElseThrow()));
	}

	private Instant now() {
		return this.clock.instant().truncatedTo(ChronoUnit.MICROS);
	}

	private static ProblemException failed() {
		return new ProblemException(FAILED,
				"This should not have happened. The log has it under the id of the training.");
	}

	private static ProblemException interrupted() {
		return new ProblemException(INTERRUPTED,
				"The service stopped before the training had ended; nothing was published. Send it again.");
	}

}
