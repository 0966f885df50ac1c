package io.isonet.inference;

import java.time.Duration;
import java.util.function.LongSupplier;

/// Both computations, for tests of what they promise alike.
enum ComputationKind {

	REQUEST_THREADS {

		@Override
		Computation create(Limits limits, PredictionMeters meters, LongSupplier nanoTime) {
			return new RequestThreads(2, limits, meters, nanoTime);
		}

	},

	PREDICTOR_POOL {

		@Override
		Computation create(Limits limits, PredictionMeters meters, LongSupplier nanoTime) {
			Watchdog watchdog = new Watchdog(Duration.ofHours(1), (state) -> {
			}, nanoTime);
			return new PredictorPool(limits, new Batching(1, Duration.ZERO), watchdog, meters, nanoTime);
		}

	};

	/// @param nanoTime the clock; answers are still awaited on the real one
	abstract Computation create(Limits limits, PredictionMeters meters, LongSupplier nanoTime);

}
