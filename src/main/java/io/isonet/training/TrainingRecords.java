package io.isonet.training;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import io.isonet.database.PatientTransactions;
import io.isonet.problem.ProblemException;
import org.springframework.transaction.support.TransactionOperations;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// What a run writes down, each step in one transaction that waits while the database is
/// away. Every step asks whether the run has its job still, and does nothing where it has
/// not. Thread-safe.
final class TrainingRecords {

	/// Epochs are read back in one piece: no job has more.
	private static final int ALL = Integer.MAX_VALUE;

	private final TrainingTables tables;

	private final CheckpointTable checkpoints;

	private final PatientTransactions transactions;

	private final TrainingSignal signal;

	private final JsonMapper mapper;

	private final Clock clock;

	private volatile boolean givingUp;

	TrainingRecords(TrainingTables tables, CheckpointTable checkpoints, PatientTransactions transactions,
			TrainingSignal signal, JsonMapper mapper, Clock clock) {
		this.tables = tables;
		this.checkpoints = checkpoints;
		this.transactions = transactions;
		this.signal = signal;
		this.mapper = mapper;
		this.clock = clock;
	}

	/// From now on nothing waits for a database that is away; false turns that back.
	void giveUp(boolean givingUp) {
		this.givingUp = givingUp;
	}

	/// Begins a run.
	/// @return empty where the job has ended
	Optional<TrainingTables.Begun> begin(String id) {
		Optional<TrainingTables.Begun> begun = patiently(() -> this.tables.begin(id, now()));
		this.signal.change();
		return begun;
	}

	/// @throws TrainingStoppedException if it is gone: somebody has ended the evaluation
	/// that needed it
	byte[] data(String sha256) {
		return patiently(() -> this.tables.data(sha256)).orElseThrow(TrainingStoppedException::new);
	}

	/// Where a job can go on, if a run before has left a checkpoint.
	Optional<Resumption> resumption(String id) {
		return patiently(() -> this.checkpoints.find(id).flatMap((stored) -> {
			List<EpochFigures> epochs = this.tables.events(id, 0, ALL)
				.stream()
				.filter((event) -> event.name().equals(TrainingEvent.EPOCH))
				.map((event) -> this.mapper.readValue(event.data(), EpochFigures.class))
				.filter((figures) -> figures.epoch() <= stored.epoch())
				.toList();
			return (epochs.size() == stored.epoch()) ? Optional.of(new Resumption(stored.content(), epochs))
					: Optional.empty();
		}));
	}

	/// Counts an epoch and tells those who follow, unless a run before has done so.
	/// @return false where the run has lost its job
	boolean epoch(JobRun run, EpochFigures figures) {
		boolean mine = patiently(() -> {
			if (this.tables.advance(run, figures.epoch(), figures.epochsPerSecond())) {
				this.tables.insertEvent(run.id(), TrainingEvent.EPOCH, this.mapper.writeValueAsString(figures));
				return true;
			}
			return this.tables.isRunning(run);
		});
		this.signal.change();
		return mine;
	}

	/// Says how far the evaluation of a run is.
	/// @param event whether those who follow are told
	/// @return false where the run has lost its job
	boolean evaluated(JobRun run, TrainingJob.Progress progress, boolean event) {
		boolean mine = patiently(() -> {
			boolean written = this.tables.evaluated(run, progress);
			if (written && event) {
				this.tables.insertEvent(run.id(), TrainingEvent.EVALUATION, this.mapper.writeValueAsString(progress));
			}
			return written;
		});
		this.signal.change();
		return mine;
	}

	/// Replaces the checkpoint of the job.
	/// @return false where the run has lost its job
	boolean checkpoint(JobRun run, Checkpoint checkpoint) {
		byte[] content = checkpoint.toBytes();
		return patiently(() -> {
			boolean mine = this.tables.hold(run);
			if (mine) {
				this.checkpoints.put(run.id(), checkpoint.epoch(), content, now());
			}
			return mine;
		});
	}

	/// Whether the run has its job still; asked once, whatever the database says.
	boolean has(JobRun run) {
		return this.tables.isRunning(run);
	}

	/// Gives the job back to the queue.
	boolean putBack(JobRun run) {
		boolean done = patiently(() -> this.tables.putBack(run));
		this.signal.change();
		return done;
	}

	/// Ends the job with a version, which is published in the same transaction.
	/// @param publication publishes the version
	/// @return empty where the run has lost its job: then nothing is published
	Optional<TrainingJob.ModelReference> succeed(JobRun run, Supplier<TrainingJob.ModelReference> publication) {
		Optional<TrainingJob.ModelReference> published = patiently(() -> {
			if (!this.tables.hold(run)) {
				return Optional.empty();
			}
			TrainingJob.ModelReference version = publication.get();
			this.tables.succeed(run, version.model(), version.version(), now());
			finish(run.id());
			return Optional.of(version);
		});
		this.signal.change();
		return published;
	}

	/// Ends an evaluation with what it has found.
	/// @param report JSON
	/// @param page the same as HTML
	void succeed(JobRun run, TrainingJob.Progress progress, String report, String page) {
		patiently(() -> {
			boolean mine = this.tables.evaluated(run, progress) && this.tables.succeed(run, null, null, now());
			if (mine) {
				this.tables.insertReport(run.id(), report, page);
				finish(run.id());
			}
			return mine;
		});
		this.signal.change();
	}

	/// Ends the job with the reason of its failure.
	void fail(JobRun run, ProblemException problem) {
		ObjectNode json = this.mapper.createObjectNode()
			.put("type", problem.type().uri().toString())
			.put("title", problem.type().title())
			.put("status", problem.type().status())
			.put("detail", problem.detail());
		patiently(() -> {
			boolean mine = this.tables.fail(run, json.toString(), now());
			if (mine) {
				finish(run.id());
			}
			return mine;
		});
		this.signal.change();
	}

	/// Ends a job that waits or runs because somebody wants it to; who asks is not
	/// patient.
	/// @return false where it has ended already
	boolean cancel(String id, TransactionOperations impatient) {
		boolean cancelled = Boolean.TRUE.equals(impatient.execute((status) -> {
			boolean done = this.tables.cancel(id, now());
			if (done) {
				finish(id);
			}
			return done;
		}));
		this.signal.change();
		return cancelled;
	}

	/// The state that a job is in, asked patiently.
	JobState state(String id) {
		return patiently(() -> this.tables.job(id).map(TrainingJob::state).orElse(JobState.FAILED));
	}

	Instant now() {
		return this.clock.instant().truncatedTo(ChronoUnit.MICROS);
	}

	/// The last event of a job, which needs its checkpoint no more; an evaluation does
	/// not need its data either.
	private void finish(String id) {
		this.checkpoints.delete(id);
		TrainingJob job = this.tables.job(id).orElseThrow();
		if (job.kind() == JobKind.EVALUATION) {
			this.tables.releaseData(id);
		}
		this.tables.insertEvent(id, TrainingEvent.FINISHED, this.mapper.writeValueAsString(job.shown()));
	}

	private <T> T patiently(Supplier<T> work) {
		BooleanSupplier giveUp = () -> this.givingUp;
		return this.transactions.supply(work, giveUp);
	}

	/// @param checkpoint what [TrainingRun] goes on from
	/// @param epochs figures of the epochs that were finished by then
	record Resumption(byte[] checkpoint, List<EpochFigures> epochs) {
	}

}
