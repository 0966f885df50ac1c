package io.isonet.training;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import io.isonet.dataset.PlaylistDataset;
import io.isonet.database.DatabaseFailure;
import io.isonet.mood.MoodVocabulary;
import io.isonet.network.ComputeTarget;
import io.isonet.network.InvalidModelException;
import io.isonet.problem.ProblemException;
import io.isonet.problem.ProblemType;
import io.isonet.registry.ModelAliases;
import io.isonet.registry.ModelRegistry;
import io.isonet.registry.ModelVersion;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Works on one job: from its beginning, or from where a run before left it.
///
/// Publishing the version and ending the job are one transaction: a job that was cancelled
/// or taken over meanwhile publishes nothing. When the service stops, the job goes back to
/// the queue, a training with a checkpoint. Thread-safe.
class TrainingWorker {

	private static final Logger log = LoggerFactory.getLogger(TrainingWorker.class);

	private final TrainingRecords records;

	private final TrainingProperties properties;

	private final TrainingEngines engines;

	private final ModelRegistry registry;

	private final ModelAliases aliases;

	private final ModelArtifacts artifacts;

	private final TrainingMeters meters;

	private final JsonMapper mapper;

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition idle = this.lock.newCondition();

	/// Runs that have not ended; guarded by `lock`.
	private int open;

	private volatile boolean started;

	TrainingWorker(TrainingRecords records, TrainingProperties properties, TrainingEngines engines,
			ModelRegistry registry, ModelAliases aliases, ModelArtifacts artifacts, TrainingMeters meters,
			JsonMapper mapper) {
		this.records = records;
		this.properties = properties;
		this.engines = engines;
		this.registry = registry;
		this.aliases = aliases;
		this.artifacts = artifacts;
		this.meters = meters;
		this.mapper = mapper;
	}

	void start() {
		this.records.giveUp(false);
		this.started = true;
	}

	/// Lets the runs end after their present step, and waits for that.
	void stop(Duration longest) {
		this.started = false;
		this.records.giveUp(true);
		long left = longest.toNanos();
		this.lock.lock();
		try {
			while (this.open > 0 && left > 0) {
				left = this.idle.awaitNanos(left);
			}
			if (this.open > 0) {
				log.warn(
						"A job is still in a long step; whoever is alive takes it up, a training from its last checkpoint,"
								+ " an evaluation from the beginning");
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		finally {
			this.lock.unlock();
		}
	}

	boolean isStarted() {
		return this.started;
	}

	/// Works on a job until it has ended, or is not this process's any more.
	/// @throws RuntimeException if the database stays away while the service stops: the
	/// job is resumed later
	Outcome run(String id) {
		count(1);
		try {
			if (!this.started) {
				return Outcome.PUT_BACK;
			}
			Optional<TrainingTables.Begun> begun = this.records.begin(id);
			return begun.isPresent() ? run(begun.get()) : Outcome.ENDED;
		}
		finally {
			count(-1);
		}
	}

	private Outcome run(TrainingTables.Begun job) {
		JobRun run = job.run();
		try {
			if (job.idleAttempts() > this.properties.maxAttempts()) {
				throw abandoned(job);
			}
			TrainingSettings settings = settings(job.accepted());
			JobProgress progress = new JobProgress(job.run(), settings.epochs(), this.records, this.meters,
					this.properties, () -> !this.started);
			PlaylistDataset dataset = dataset(job.accepted(), settings);
			switch (job.accepted().kind()) {
				case TRAINING -> train(job, dataset, settings, progress);
				case EVALUATION -> evaluate(job, dataset, settings, progress);
			}
		}
		catch (TrainingStoppedException ex) {
			return stopped(job);
		}
		catch (ProblemException ex) {
			log.info("{} failed: {}", run, ex.detail());
			this.records.fail(run, ex);
		}
		catch (IOException | RuntimeException | Error ex) {
			if (DatabaseFailure.of(ex).isPresent()) {
				throw new IllegalStateException(run + " was left to others, its database is away", ex);
			}
			log.error("{} failed", run, ex);
			this.records.fail(run, failed(job.accepted().kind()));
		}
		return ended(job);
	}

	/// Whether it was this run that ended the job, or a cancel, or the job is another's.
	private Outcome ended(TrainingTables.Begun job) {
		JobState state = this.records.state(job.run().id());
		if (state.isFinal()) {
			this.meters.ended(job.accepted().kind(), state, job.started(), this.records.now());
			return Outcome.ENDED;
		}
		this.meters.left();
		return Outcome.LOST;
	}

	private void train(TrainingTables.Begun job, PlaylistDataset dataset, TrainingSettings settings,
			JobProgress progress) {
		// a champion that cannot be compared with is told before the work, not after it
		champion(settings);
		ComputeTarget target = this.engines.target(settings);
		TrainedModel trained = train(job, new TrainingRun(dataset, settings, target), progress);
		// again: it may be another by now
		Optional<Champion> champion = champion(settings);
		TrainingEvaluation evaluation = TrainingEvaluation.of(dataset, settings, target, job.accepted().dataSha256(),
				champion, progress);
		publish(job, settings, trained, evaluation, activation(settings, trained, evaluation, champion));
	}

	private void evaluate(TrainingTables.Begun job, PlaylistDataset dataset, TrainingSettings settings,
			JobProgress progress) {
		log.info("{} starts", job.run());
		TrainingEvaluation evaluation = Objects.requireNonNull(TrainingEvaluation.of(dataset, settings,
				this.engines.target(settings), job.accepted().dataSha256(), Optional.empty(), progress));
		int folds = evaluation.report().protocol().folds();
		this.records.succeed(job.run(), TrainingJob.Progress.ofFolds(folds, folds, null),
				this.mapper.writeValueAsString(ReportForm.of(evaluation)),
				EvaluationPage.of(title(job.accepted().from(), settings), evaluation));
	}

	private static String title(TrainingTables.@Nullable Origin from, TrainingSettings settings) {
		return (from != null) ? from.model() + ", settings of version " + from.version()
				: "preset " + settings.preset();
	}

	private TrainedModel train(TrainingTables.Begun job, TrainingRun training, JobProgress progress) {
		JobRun run = job.run();
		Optional<TrainingRecords.Resumption> resumption = this.records.resumption(run.id());
		if (resumption.isPresent()) {
			try {
				log.info("Training {} goes on after epoch {}, run {}", run.id(), resumption.get().epochs().size(),
						run.attempt());
				return training.resume(resumption.get().checkpoint(), resumption.get().epochs(), progress);
			}
			catch (InvalidModelException ex) {
				log.warn("The checkpoint of training {} cannot be read, it begins again", run.id(), ex);
			}
		}
		log.info("Training {} starts, run {}", run.id(), run.attempt());
		return training.run(progress);
	}

	private TrainingSettings settings(TrainingTables.Accepted accepted) {
		ObjectNode stored = (ObjectNode) this.mapper.readTree(accepted.settings());
		return SettingsReader.read(this.mapper, this.mapper.writeValueAsBytes(SettingsJson.completed(stored)));
	}

	private PlaylistDataset dataset(TrainingTables.Accepted accepted, TrainingSettings settings) throws IOException {
		Optional<MoodVocabulary> vocabulary = Optional.ofNullable(accepted.vocabulary()).map(MoodVocabulary::read);
		return JobAcceptance.dataset(new ByteArrayInputStream(this.records.data(accepted.dataSha256())), vocabulary,
				settings, this.properties.maxTracks());
	}

	private void publish(TrainingTables.Begun job, TrainingSettings settings, TrainedModel trained,
			@Nullable TrainingEvaluation evaluation, @Nullable Activation activation) {
		Optional<TrainingJob.ModelReference> published = this.records.succeed(job.run(), () -> {
			ModelVersion version = this.registry.publish(this.artifacts.draft(trained, evaluation, activation, settings,
					job.accepted(), job.started(), this.records.now()));
			if (settings.activate() == Activate.ALWAYS || (activation != null && activation.activated())) {
				this.aliases.activate(version.model(), ModelRegistry.CHAMPION, version.number(),
						"training " + job.run().id());
			}
			return new TrainingJob.ModelReference(version.model(), version.number());
		});
		published.ifPresent((version) -> log.info("Training {} published version {} of '{}': {} epochs, best epoch {}",
				job.run().id(), version.version(), version.model(), trained.epochs().size(), trained.bestEpoch()));
	}

	/// Null where it is not for the evaluation to say.
	private static @Nullable Activation activation(TrainingSettings settings, TrainedModel trained,
			@Nullable TrainingEvaluation evaluation, Optional<Champion> champion) {
		return (settings.activate() == Activate.IF_BETTER && evaluation != null)
				? Activation.ifBetter(trained, evaluation, champion) : null;
	}

	/// The champion that a version may replace if it is better.
	/// @throws ProblemException if it cannot be used: `champion-unusable`
	private Optional<Champion> champion(TrainingSettings settings) {
		if (settings.activate() != Activate.IF_BETTER) {
			return Optional.empty();
		}
		return this.registry.champion(settings.model())
			.map((version) -> Champion.read(version, (file) -> this.registry.artifact(version, file)));
	}

	private Outcome stopped(TrainingTables.Begun job) {
		JobRun run = job.run();
		if (!this.started && this.records.putBack(run)) {
			log.info("{} goes back to the queue", run);
			this.meters.left();
			return Outcome.PUT_BACK;
		}
		log.info("{} was ended by others, or is run by others", run);
		return ended(job);
	}

	private void count(int change) {
		this.lock.lock();
		try {
			this.open += change;
			this.idle.signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

	private static ProblemException abandoned(TrainingTables.Begun job) {
		String word = job.accepted().kind().word();
		String further = (job.accepted().kind() == JobKind.TRAINING) ? "before another epoch was finished"
				: "before it ended";
		return new ProblemException(new ProblemType(word + "-abandoned", "The " + word + " never got any further", 500),
				"The " + word + " was begun " + (job.idleAttempts() - 1)
						+ " times in a row and its process died each time " + further
						+ "; nothing was published. It may need more memory than there is.");
	}

	private static ProblemException failed(JobKind kind) {
		String word = kind.word();
		return new ProblemException(new ProblemType(word + "-failed", "The " + word + " failed", 500),
				"This should not have happened. The log has it under the id of the " + word + ".");
	}

	/// What has become of a job.
	enum Outcome {

		/// It has ended, by this run or otherwise.
		ENDED,

		/// It waits in the queue again.
		PUT_BACK,

		/// Another process runs it.
		LOST

	}

}
