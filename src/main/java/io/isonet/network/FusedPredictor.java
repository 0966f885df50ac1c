package io.isonet.network;

import java.util.ArrayList;
import java.util.List;

/// The fused pass with scratch space of its own.
final class FusedPredictor extends IsoNetPredictor {

	private final PackedLayout layout;

	private final FusedPass<float[]> pass;

	private final Tape<float[]> tape;

	FusedPredictor(IsoNetConfig config, PackedWeights<float[]> weights) {
		this(config, weights, LanesChoice.lanes());
	}

	FusedPredictor(IsoNetConfig config, PackedWeights<float[]> weights, FloatLanes lanes) {
		super(config);
		this.layout = weights.layout;
		this.pass = new FusedPass<>(config, weights, lanes);
		this.tape = new Tape<>(config, weights, lanes, false);
	}

	@Override
	List<Forecast> compute(JourneyBatch batch) {
		if (batch.size() <= JourneyBatch.PART) {
			return forecasts(batch);
		}
		List<Forecast> forecasts = new ArrayList<>(batch.size());
		for (int from = 0; from < batch.size(); from += JourneyBatch.PART) {
			forecasts.addAll(forecasts(batch.part(from, Math.min(from + JourneyBatch.PART, batch.size()))));
		}
		return forecasts;
	}

	private List<Forecast> forecasts(JourneyBatch batch) {
		this.tape.reset(batch);
		this.pass.run(this.tape);
		this.pass.head(this.tape, this.tape.hidden, this.tape.hiddenRow(0) * this.layout.hiddenWidth, 0,
				this.tape.rows());
		Forecast[] forecasts = new Forecast[batch.size()];
		for (int b = 0; b < batch.size(); b++) {
			forecasts[this.tape.order[b]] = new Forecast(features(b), this.tape.attention[b]);
		}
		return List.of(forecasts);
	}

	/// Natural units, clamped.
	private float[][] features(int b) {
		float[][] features = new float[this.tape.lengths[b]][config().features()];
		for (int t = 0; t < features.length; t++) {
			int row = (this.tape.offset(t) + b) * this.layout.featuresWidth;
			for (int f = 0; f < features[t].length; f++) {
				features[t][f] = config().natural(f, this.tape.output[row + f]);
			}
		}
		return features;
	}

	/// There is nothing but memory of Java.
	@Override
	public void close() {
	}

}
