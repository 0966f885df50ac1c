package io.isonet.inference;

import java.util.List;

import io.isonet.network.Forecast;
import io.isonet.network.JourneyBatch;

/// Who computes for the threads of requests, a bounded number at a time. Thread-safe.
interface Computation extends AutoCloseable {

	/// Makes workers ready, once.
	void start(int workers);

	/// Computes a batch.
	/// @param model the caller holds a lease
	/// @param urgency its place among those that wait, and how long it does
	/// @param arrivedNanos when the request arrived, by [System#nanoTime()]; the deadline
	/// counts from there
	/// @return one forecast a journey, in order
	/// @throws OverloadedException if as many wait as may wait, or the deadline passes
	/// first
	/// @throws IllegalStateException if it cannot be computed; the cause says why
	List<Forecast> compute(ServedModel model, JourneyBatch batch, Urgency urgency, long arrivedNanos);

	/// Refuses who comes, computes what waits for a short while, refuses the rest, and
	/// ends.
	@Override
	void close();

}
