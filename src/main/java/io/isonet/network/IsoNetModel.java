package io.isonet.network;

import ai.djl.Device;
import ai.djl.Model;

/// A network with its weights on a device, ready to predict. It owns native memory until
/// it is closed; close its predictors first.
///
/// Thread-safe: any thread may ask it for a predictor, but a predictor belongs to one
/// thread at a time.
public final class IsoNetModel implements AutoCloseable {

	private final IsoNetConfig config;

	private final Model model;

	private IsoNetModel(IsoNetConfig config, Model model) {
		this.config = config;
		this.model = model;
	}

	/// Puts a network on a device.
	/// @throws InvalidModelException if the weights are not the configuration's
	public static IsoNetModel load(IsoNetConfig config, Weights weights, Device device) {
		Weights checked = Weights.of(config, weights.tensors(), TensorType.F32);
		Torch.prepareThread();
		Model model = Model.newInstance("isonet", device, Torch.engine().getEngineName());
		try {
			IsoNet block = new IsoNet(config);
			block.load(model.getNDManager(), checked);
			block.freezeParameters(true);
			model.setBlock(block);
			return new IsoNetModel(config, model);
		}
		catch (RuntimeException | Error ex) {
			model.close();
			throw ex;
		}
	}

	/// A predictor for one thread at a time, to be closed by the caller before the model.
	public IsoNetPredictor newPredictor() {
		return new IsoNetPredictor(this.config, this.model.newPredictor(new JourneyTranslator(this.config)));
	}

	public IsoNetConfig config() {
		return this.config;
	}

	/// Native arrays that the model holds, for tests of memory.
	int openArrays() {
		return this.model.getNDManager().getManagedArrays().size();
	}

	@Override
	public void close() {
		this.model.close();
	}

}
