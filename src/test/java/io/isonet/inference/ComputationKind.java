package io.isonet.inference;

import java.time.Duration;
import java.util.function.LongSupplier;

/// Both computations, for tests of what they promise alike.
enum ComputationKind {

	REQUEST_THREADS {

		@Override
		Computation create(Limits limits, int maxBatch, PredictionMeters meters, LongSupplier nanoTime) {
			return new RequestThreads(2, limits, meters, nanoTime);
		}

	},

	PREDICTOR_POOL {

		@Override
		Computation create(Limits limits, int maxBatch, PredictionMeters meters, LongSupplier nanoTime) {
			Watchdog watchdog = new Watchdog(Duration.ofHours(1), (state) -> {
			}, nanoTime);
			return new PredictorPool(limits, new Batching(maxBatch, Duration.ZERO), watchdog, meters, nanoTime);
		}

	};

	/// One that computes each request alone.
	Computation create(Limits limits, PredictionMeters meters, LongSupplier nanoTime) {
		return create(limits, 1, meters, nanoTime);
	}

	/// @param maxBatch journeys of different requests that the pool joins
	/// @param nanoTime the clock; answers are still awaited on the real one
	abstract Computation create(Limits limits, int maxBatch, PredictionMeters meters, LongSupplier nanoTime);

}
