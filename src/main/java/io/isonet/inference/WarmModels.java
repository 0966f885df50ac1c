package io.isonet.inference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import ai.djl.Device;
import io.isonet.network.Engine;
import io.isonet.network.InvalidModelException;
import io.isonet.network.IsoNetModel;
import io.isonet.network.IsoNetPredictor;
import io.isonet.network.JourneyBatch;

/// One network on every device, each warm. With [Engine#DJL] it owns native memory until
/// it is closed; close the predictors first. Thread-safe.
///
/// @param models in the order of the devices
record WarmModels(List<IsoNetModel> models) implements AutoCloseable {

	private static final int WARM_UP_PASSES = 3;

	private static final int WARM_UP_LENGTH = 20;

	WarmModels {
		models = List.copyOf(models);
	}

	/// Puts a network on every device, and lets it answer.
	/// @throws FaultyFileException where an answer is not finite; nothing stays behind
	static WarmModels load(NetworkFiles network, Engine engine, List<Device> devices) {
		List<IsoNetModel> models = new ArrayList<>();
		try {
			for (Device device : devices) {
				IsoNetModel model = IsoNetModel.load(network.config(), network.weights(), engine, device);
				models.add(model);
				warmUp(model);
			}
			return new WarmModels(models);
		}
		catch (InvalidModelException ex) {
			models.forEach(IsoNetModel::close);
			throw new FaultyFileException(NetworkFiles.WEIGHTS, ex);
		}
		catch (RuntimeException | Error ex) {
			models.forEach(IsoNetModel::close);
			throw ex;
		}
	}

	/// A predictor for one thread, to be closed before the models.
	/// @param worker computes on the device of its number modulo their count
	IsoNetPredictor newPredictor(int worker) {
		return this.models.get(worker % this.models.size()).newPredictor();
	}

	private static void warmUp(IsoNetModel model) {
		int[] tokens = new int[model.config().slots()];
		Arrays.fill(tokens, model.config().paddingId());
		tokens[0] = 0;
		JourneyBatch batch = new JourneyBatch(new int[][] { tokens }, new int[] { WARM_UP_LENGTH });
		try (IsoNetPredictor predictor = model.newPredictor()) {
			for (int pass = 0; pass < WARM_UP_PASSES; pass++) {
				if (!predictor.predict(batch).getFirst().isFinite()) {
					throw new InvalidModelException("the network's answer to a first journey is not finite");
				}
			}
		}
	}

	@Override
	public void close() {
		this.models.forEach(IsoNetModel::close);
	}

}
