package io.isonet.network;

import ai.djl.Device;

/// A network with its weights, ready to predict. With [Engine#DJL] it owns native memory
/// until it is closed; close its predictors first.
///
/// Thread-safe: any thread may ask it for a predictor, but a predictor belongs to one
/// thread at a time.
public abstract sealed class IsoNetModel implements AutoCloseable permits FusedModel, DjlModel {

	private final IsoNetConfig config;

	IsoNetModel(IsoNetConfig config) {
		this.config = config;
	}

	/// Makes a network ready.
	/// @param device where [Engine#DJL] puts it; the fused engine has the CPU alone
	/// @throws InvalidModelException if the weights are not the configuration's
	public static IsoNetModel load(IsoNetConfig config, Weights weights, Engine engine, Device device) {
		Weights checked = Weights.of(config, weights.tensors(), TensorType.F32);
		return switch (engine) {
			case FUSED -> new FusedModel(config, checked);
			case DJL -> DjlModel.load(config, checked, device);
		};
	}

	/// A predictor for one thread at a time, to be closed by the caller before the model.
	public abstract IsoNetPredictor newPredictor();

	public final IsoNetConfig config() {
		return this.config;
	}

	@Override
	public abstract void close();

}
