package io.isonet.training;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import org.springframework.transaction.support.TransactionOperations;
import tools.jackson.databind.json.JsonMapper;

/// Writes each epoch of a job down, and stops its run when the job is not running any
/// more or the service stops. Belongs to the thread of the run.
final class JobProgress implements TrainingProgress {

	private static final Duration CHECK_STATE = Duration.ofMillis(500);

	private final String id;

	private final int total;

	private final TrainingTables tables;

	private final TransactionOperations transactions;

	private final TrainingSignal signal;

	private final TrainingMeters meters;

	private final JsonMapper mapper;

	private final BooleanSupplier stopping;

	private long lastLook = System.nanoTime();

	/// @param total most epochs of the job
	/// @param stopping whether the service stops
	JobProgress(String id, int total, TrainingTables tables, TransactionOperations transactions, TrainingSignal signal,
			TrainingMeters meters, JsonMapper mapper, BooleanSupplier stopping) {
		this.id = id;
		this.total = total;
		this.tables = tables;
		this.transactions = transactions;
		this.signal = signal;
		this.meters = meters;
		this.mapper = mapper;
		this.stopping = stopping;
	}

	@Override
	public void beforeStep(Supplier<Checkpoint> checkpoint) {
		if (this.stopping.getAsBoolean()) {
			throw new TrainingStoppedException();
		}
		if (System.nanoTime() - this.lastLook > CHECK_STATE.toNanos()) {
			this.lastLook = System.nanoTime();
			if (!this.tables.isRunning(this.id)) {
				throw new TrainingStoppedException();
			}
		}
	}

	@Override
	public void afterEpoch(EpochFigures figures, Supplier<Checkpoint> checkpoint) {
		boolean running = Boolean.TRUE.equals(this.transactions.execute((status) -> {
			boolean advanced = this.tables.advance(this.id, figures.epoch(), figures.epochsPerSecond());
			if (advanced) {
				this.tables.insertEvent(this.id, TrainingEvent.EPOCH, this.mapper.writeValueAsString(figures));
			}
			return advanced;
		}));
		this.meters.epoch(figures, this.total);
		this.signal.change();
		if (!running) {
			throw new TrainingStoppedException();
		}
	}

}
