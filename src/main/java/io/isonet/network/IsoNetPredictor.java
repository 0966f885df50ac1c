package io.isonet.network;

import java.util.ArrayList;
import java.util.List;

import ai.djl.inference.Predictor;
import ai.djl.translate.TranslateException;

/// Forward passes for batches of journeys. Not thread-safe: one thread at a time.
public final class IsoNetPredictor implements AutoCloseable {

	/// Native memory that one pass may take; a larger batch is computed in several.
	private static final long PASS_BYTES = 256L << 20;

	private final IsoNetConfig config;

	private final Predictor<JourneyBatch, List<Forecast>> predictor;

	IsoNetPredictor(IsoNetConfig config, Predictor<JourneyBatch, List<Forecast>> predictor) {
		this.config = config;
		this.predictor = predictor;
	}

	/// Predicts each journey of a batch; what one gets does not depend on the others.
	/// @return one forecast a journey, in order
	/// @throws IllegalArgumentException if a token, a length or the number of slots is
	/// outside what the network reads
	public List<Forecast> predict(JourneyBatch batch) {
		Torch.prepareThread();
		batch.check(this.config);
		long each = this.config.bytesPerStep() * batch.longest();
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
