package io.isonet.network;

import java.util.List;

/// The fused pass with scratch space of its own.
final class FusedPredictor extends IsoNetPredictor {

	private final FusedPass pass;

	FusedPredictor(IsoNetConfig config, PackedWeights weights) {
		super(config);
		this.pass = new FusedPass(config, weights, LanesChoice.lanes());
	}

	@Override
	List<Forecast> compute(JourneyBatch batch) {
		return this.pass.predict(batch);
	}

	/// There is nothing but memory of Java.
	@Override
	public void close() {
	}

}
