package io.isonet.training;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import io.isonet.database.DatabaseFailure;

/// Writes each epoch of a run down, a checkpoint now and then and how far its evaluation is, and ends the run where
/// its job is not its own any more or the service stops. Belongs to the thread of the run.
final class JobProgress implements TrainingProgress, EvaluationProgress {

	private static final Duration CHECK_STATE = Duration.ofMillis(500);

	/// How often an evaluation tells of itself.
	private static final Duration TELL = Duration.ofSeconds(2);

	private final JobRun run;

	private final int total;

	private final TrainingRecords records;

	private final TrainingMeters meters;

	private final TrainingProperties properties;

	private final BooleanSupplier stopping;

	private long lastLook = System.nanoTime();

	private long lastCheckpoint = System.nanoTime();

	/// When the evaluation began; 0 before that.
	private long evaluationBegan;

	private long lastTold;

	/// @param total most epochs of the job
	/// @param stopping whether the service stops
	JobProgress(JobRun run, int total, TrainingRecords records, TrainingMeters meters, TrainingProperties properties,
			BooleanSupplier stopping) {
		this.run = run;
		this.total = total;
		this.records = records;
		this.meters = meters;
		this.properties = properties;
		this.stopping = stopping;
	}

	@Override
	public void check() {
		if (this.stopping.getAsBoolean()) {
			throw new TrainingStoppedException();
		}
		look();
	}

	@Override
	public void beforeStep(Supplier<Checkpoint> checkpoint) {
		if (this.stopping.getAsBoolean()) {
			write(checkpoint);
			throw new TrainingStoppedException();
		}
		look();
		if (isOver(this.properties.checkpointInterval(), this.lastCheckpoint)) {
			write(checkpoint);
		}
	}

	private void look() {
		if (isOver(CHECK_STATE, this.lastLook)) {
			this.lastLook = System.nanoTime();
			if (!hasJob()) {
				throw new TrainingStoppedException();
			}
		}
	}

	@Override
	public void afterEpoch(EpochFigures figures, Supplier<Checkpoint> checkpoint) {
		boolean mine = this.records.epoch(this.run, figures);
		this.meters.epoch(figures, this.total);
		if (!mine) {
			throw new TrainingStoppedException();
		}
		if (figures.epoch() % this.properties.checkpointEpochs() == 0) {
			write(checkpoint);
		}
	}

	@Override
	public void at(int done, int ofFolds, double share) {
		check();
		boolean first = this.evaluationBegan == 0;
		if (first) {
			this.evaluationBegan = System.nanoTime();
		}
		if (!first && !isOver(TELL, this.lastTold)) {
			return;
		}
		this.lastTold = System.nanoTime();
		double seconds = (this.lastTold - this.evaluationBegan) / 1e9;
		Long left = (share > 0) ? (long) Math.ceil(seconds * (1 - share) / share) : null;
		if (!this.records.evaluated(this.run, TrainingJob.Progress.ofFolds(done, ofFolds, left), !first)) {
			throw new TrainingStoppedException();
		}
	}

	/// A database that is away does not say; the next epoch waits for it.
	private boolean hasJob() {
		try {
			return this.records.has(this.run);
		}
		catch (RuntimeException ex) {
			if (DatabaseFailure.of(ex).isEmpty()) {
				throw ex;
			}
			return true;
		}
	}

	private void write(Supplier<Checkpoint> checkpoint) {
		if (!this.records.checkpoint(this.run, checkpoint.get())) {
			throw new TrainingStoppedException();
		}
		this.lastCheckpoint = System.nanoTime();
	}

	private static boolean isOver(Duration time, long since) {
		return System.nanoTime() - since > time.toNanos();
	}

}
