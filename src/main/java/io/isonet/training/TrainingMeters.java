package io.isonet.training;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

import io.isonet.database.DatabaseFailure;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.springframework.stereotype.Component;

/// The meters of jobs, named `isonet.training...` and `isonet.evaluation...`. Thread-safe.
@Component
final class TrainingMeters {

	private static final Figures NONE = new Figures(Double.NaN, Double.NaN, 0);

	private final MeterRegistry meters;

	private final Counter epochs;

	private final AtomicReference<Figures> current = new AtomicReference<>(NONE);

	TrainingMeters(MeterRegistry meters) {
		this.meters = meters;
		this.epochs = Counter.builder("isonet.training.epochs").description("Epochs trained").register(meters);
		Gauge.builder("isonet.training.loss", this.current, (figures) -> figures.get().trainLoss())
			.description("Training loss of the last epoch of the running job")
			.register(meters);
		Gauge.builder("isonet.training.validation.loss", this.current, (figures) -> figures.get().validationLoss())
			.description("Validation loss of the last epoch of the running job")
			.register(meters);
		Gauge.builder("isonet.training.progress", this.current, (figures) -> figures.get().progress())
			.description("Share of the running job's epochs that are done")
			.register(meters);
		// from 0 on, so that the first failure is seen as an increase
		for (JobKind kind : JobKind.values()) {
			for (JobState state : JobState.values()) {
				if (state.isFinal()) {
					duration(kind, state);
				}
			}
		}
	}

	void watch(TrainingTables tables) {
		for (JobKind kind : JobKind.values()) {
			for (JobState state : new JobState[] { JobState.QUEUED, JobState.RUNNING }) {
				Gauge.builder("isonet." + kind.word() + ".jobs", tables, (rows) -> count(rows, kind, state))
					.description("Jobs of the database that wait or run, the same in every process")
					.tag("state", state.name())
					.register(this.meters);
			}
		}
	}

	void epoch(EpochFigures figures, int total) {
		this.epochs.increment();
		Double validation = figures.validationLoss();
		this.current.set(new Figures(figures.trainLoss(), (validation != null) ? validation : Double.NaN,
				(double) figures.epoch() / total));
	}

	/// A job is no longer run here, but has not ended.
	void left() {
		this.current.set(NONE);
	}

	void ended(JobKind kind, JobState state, Instant started, Instant ended) {
		left();
		duration(kind, state).record(Duration.between(started, ended));
	}

	private Timer duration(JobKind kind, JobState state) {
		return Timer.builder("isonet." + kind.word() + ".duration")
			.description("Time from a job's start to its end")
			.tag("state", state.name())
			.register(this.meters);
	}

	/// No number where the database does not answer.
	private static double count(TrainingTables tables, JobKind kind, JobState state) {
		try {
			return tables.count(kind, state);
		}
		catch (RuntimeException ex) {
			if (DatabaseFailure.of(ex).isEmpty()) {
				throw ex;
			}
			return Double.NaN;
		}
	}

	private record Figures(double trainLoss, double validationLoss, double progress) {
	}

}
