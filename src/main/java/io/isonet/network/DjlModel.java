package io.isonet.network;

import ai.djl.Device;
import ai.djl.Model;

/// The DJL block with its weights on a device.
final class DjlModel extends IsoNetModel {

	private final Model model;

	private DjlModel(IsoNetConfig config, Model model) {
		super(config);
		this.model = model;
	}

	/// @param weights checked
	static DjlModel load(IsoNetConfig config, Weights weights, Device device) {
		Torch.prepareThread();
		Model model = Model.newInstance("isonet", device, Torch.engine().getEngineName());
		try {
			IsoNet block = new IsoNet(config);
			block.load(model.getNDManager(), weights);
			block.freezeParameters(true);
			model.setBlock(block);
			return new DjlModel(config, model);
		}
		catch (RuntimeException | Error ex) {
			model.close();
			throw ex;
		}
	}

	@Override
	public IsoNetPredictor newPredictor() {
		return new DjlPredictor(config(), this.model.newPredictor(new JourneyTranslator(config())));
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
