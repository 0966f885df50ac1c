package io.isonet.inference;

import java.util.List;

import io.isonet.network.Forecast;
import io.isonet.network.JourneyBatch;

/// Computes batches for one worker. Not thread-safe; the [ServedModel] that had it made
/// closes it.
interface Forecaster extends AutoCloseable {

	/// One forecast a journey, in order.
	List<Forecast> forecast(JourneyBatch batch);

	@Override
	void close();

}
