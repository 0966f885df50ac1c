package io.isonet.training;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.isonet.mood.MoodVocabulary;
import io.isonet.network.IsoNetConfig;
import io.isonet.network.Weights;

/// What a training gives.
///
/// @param epochs figures of every epoch that was run
/// @param bestEpoch the epoch whose weights these are
/// @param origin where the weights began
/// @param playlistsOfWords in how many of the playlists that it learned from each word of the
/// vocabulary was, in its order
record TrainedModel(IsoNetConfig config, MoodVocabulary vocabulary, Weights weights, List<EpochFigures> epochs,
		int bestEpoch, Origin origin, Map<String, Integer> playlistsOfWords) {

	TrainedModel {
		epochs = List.copyOf(epochs);
		playlistsOfWords = Collections.unmodifiableMap(new LinkedHashMap<>(playlistsOfWords));
	}

}
