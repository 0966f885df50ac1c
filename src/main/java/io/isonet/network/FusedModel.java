package io.isonet.network;

/// Weights packed for the fused pass.
final class FusedModel extends IsoNetModel {

	private final PackedWeights<float[]> weights;

	FusedModel(IsoNetConfig config, Weights weights) {
		super(config);
		this.weights = new PackedWeights<>(config, weights, LanesChoice.lanes());
	}

	@Override
	public IsoNetPredictor newPredictor() {
		return new FusedPredictor(config(), this.weights);
	}

	/// There is nothing but memory of Java.
	@Override
	public void close() {
	}

}
