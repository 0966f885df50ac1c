package io.isonet.training;

import java.util.List;

import io.isonet.problem.ProblemException;
import io.isonet.problem.ProblemType;
import org.springframework.transaction.support.TransactionOperations;

/// The jobs of one kind: shows, lists, cancels. Who runs them is [TrainingQueue].
/// Thread-safe.
abstract class Jobs {

	private static final int SHOWN_IDS = 3;

	private static final int MOST_LISTED = 1000;

	private final JobKind kind;

	private final TrainingTables tables;

	private final TrainingRecords records;

	private final TransactionOperations transactions;

	Jobs(JobKind kind, TrainingTables tables, TrainingRecords records, TransactionOperations transactions) {
		this.kind = kind;
		this.tables = tables;
		this.records = records;
		this.transactions = transactions;
	}

	/// @throws JobNotFoundException if there is no such job of this kind
	TrainingJob job(String id) {
		return this.tables.job(this.kind, id)
			.orElseThrow(() -> new JobNotFoundException(this.kind, id,
					this.tables.jobs(this.kind, SHOWN_IDS).stream().map(TrainingJob::id).toList()));
	}

	/// Newest first.
	/// @throws ProblemException if the limit is not 1 to 1,000
	List<TrainingJob> jobs(int limit) {
		if (limit < 1 || limit > MOST_LISTED) {
			String detail = "limit is 1 to " + MOST_LISTED + ", not " + limit + ".";
			throw new ProblemException(ProblemType.INVALID_PARAMETER, detail);
		}
		return this.tables.jobs(this.kind, limit);
	}

	/// Cancels a job that waits or runs. It is CANCELLED when this returns; a step that
	/// is being computed is thrown away.
	/// @throws JobNotFoundException if there is no such job
	/// @throws TrainingRefusedException if it has ended already
	TrainingJob cancel(String id) {
		job(id);
		boolean cancelled = this.records.cancel(id, this.transactions);
		TrainingJob job = job(id);
		if (!cancelled) {
			throw TrainingRefusedException.finished(job);
		}
		return job;
	}

	/// Events of a job after a number, in order; a bounded number of them.
	List<TrainingEvent> events(String id, int after) {
		return this.tables.events(id, after, 500);
	}

}
