package io.isonet.training;

import ai.djl.Device;
import io.isonet.evaluation.FittedModel;
import io.isonet.mood.MoodSequence;
import io.isonet.mood.MoodTokenizer;
import io.isonet.mood.MoodVocabulary;
import io.isonet.network.Engine;
import io.isonet.network.IsoNetConfig;
import io.isonet.network.IsoNetModel;
import io.isonet.network.IsoNetPredictor;
import io.isonet.network.JourneyBatch;
import io.isonet.network.Weights;

/// A network that predicts playlists held out, with the fused engine. Not thread-safe.
final class FittedNetwork implements FittedModel {

	private final MoodTokenizer tokenizer;

	private final IsoNetModel model;

	private final IsoNetPredictor predictor;

	FittedNetwork(IsoNetConfig config, MoodVocabulary vocabulary, Weights weights) {
		this.tokenizer = new MoodTokenizer(vocabulary, config.maxStates(), config.maxWordsPerState());
		this.model = IsoNetModel.load(config, weights, Engine.FUSED, Device.cpu());
		this.predictor = this.model.newPredictor();
	}

	@Override
	public double[][] predict(MoodSequence moods, int length) {
		JourneyBatch one = new JourneyBatch(new int[][] { this.tokenizer.encode(moods) }, new int[] { length });
		float[][] rows = this.predictor.predict(one).getFirst().features();
		double[][] predicted = new double[rows.length][];
		for (int t = 0; t < rows.length; t++) {
			predicted[t] = new double[rows[t].length];
			for (int f = 0; f < rows[t].length; f++) {
				predicted[t][f] = rows[t][f];
			}
		}
		return predicted;
	}

	@Override
	public void close() {
		this.predictor.close();
		this.model.close();
	}

}
