package io.isonet.training;

import java.util.List;

import io.isonet.mood.MoodVocabulary;
import io.isonet.network.IsoNetConfig;
import io.isonet.network.Weights;

/// What a training gives.
///
/// @param epochs figures of every epoch that was run
/// @param bestEpoch the epoch whose weights these are
/// @param origin where the weights began
record TrainedModel(IsoNetConfig config, MoodVocabulary vocabulary, Weights weights, List<EpochFigures> epochs,
		int bestEpoch, Origin origin) {

	TrainedModel {
		epochs = List.copyOf(epochs);
	}

}
