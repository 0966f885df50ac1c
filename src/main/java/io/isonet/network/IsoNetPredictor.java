package io.isonet.network;

import java.util.List;

/// Forward passes for batches of journeys. Not thread-safe: one thread at a time.
public abstract sealed class IsoNetPredictor implements AutoCloseable permits FusedPredictor, DjlPredictor {

	private final IsoNetConfig config;

	IsoNetPredictor(IsoNetConfig config) {
		this.config = config;
	}

	/// Predicts each journey of a batch; what one gets does not depend on the others.
	/// @return one forecast a journey, in order
	/// @throws IllegalArgumentException if a token, a length or the number of slots is
	/// outside what the network reads
	public final List<Forecast> predict(JourneyBatch batch) {
		batch.check(this.config);
		return compute(batch);
	}

	/// @param batch checked
	abstract List<Forecast> compute(JourneyBatch batch);

	final IsoNetConfig config() {
		return this.config;
	}

	@Override
	public abstract void close();

}
