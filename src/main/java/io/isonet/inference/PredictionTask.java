package io.isonet.inference;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.isonet.network.Forecast;
import io.isonet.network.JourneyBatch;

/// Journeys of one request that wait for a worker.
///
/// @param model holds a lease for this task
/// @param batch what to compute
/// @param priority its place among those that wait
/// @param sinceNanos when it was queued
/// @param leftNanos how long it could wait for its answer then
/// @param answer completed by a worker, or cancelled by the request when its deadline
/// passes
record PredictionTask(ServedModel model, JourneyBatch batch, Priority priority, long sinceNanos, long leftNanos,
		CompletableFuture<List<Forecast>> answer) implements WaitingLine.Member {

	/// How long it waits for others to join, from when it was queued: half of its time at
	/// most, so that it can still be computed.
	long joiningNanos(Duration delay) {
		return Math.min(delay.toNanos(), this.leftNanos / 2);
	}

	/// Whether one pass may compute both: the same model, and no more than twice the
	/// steps that either needs alone.
	boolean fits(PredictionTask other) {
		int mine = this.batch.longest();
		int theirs = other.batch.longest();
		return this.model == other.model && Math.max(mine, theirs) <= 2 * Math.min(mine, theirs);
	}

}
