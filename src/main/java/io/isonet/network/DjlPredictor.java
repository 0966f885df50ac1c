package io.isonet.network;

import java.util.ArrayList;
import java.util.List;

import ai.djl.inference.Predictor;
import ai.djl.translate.TranslateException;

/// Passes of the DJL block, batches at once. It owns native memory until it is closed.
final class DjlPredictor extends IsoNetPredictor {

	/// Native memory that one pass may take; a larger batch is computed in several.
	private static final long PASS_BYTES = 256L << 20;

	private final Predictor<JourneyBatch, List<Forecast>> predictor;

	DjlPredictor(IsoNetConfig config, Predictor<JourneyBatch, List<Forecast>> predictor) {
		super(config);
		this.predictor = predictor;
	}

	@Override
	List<Forecast> compute(JourneyBatch batch) {
		Torch.prepareThread();
		long each = config().bytesPerStep() * batch.longest();
		int most = Math.clamp(PASS_BYTES / each, 1, batch.size());
		if (most == batch.size()) {
			return pass(batch);
		}
		List<Forecast> forecasts = new ArrayList<>(batch.size());
		for (int from = 0; from < batch.size(); from += most) {
			forecasts.addAll(pass(batch.part(from, Math.min(batch.size(), from + most))));
		}
		return forecasts;
	}

	private List<Forecast> pass(JourneyBatch batch) {
		try {
			return this.predictor.predict(batch);
		}
		catch (TranslateException ex) {
			throw new IllegalStateException("the engine could not compute a prediction", ex);
		}
	}

	@Override
	public void close() {
		this.predictor.close();
	}

}
