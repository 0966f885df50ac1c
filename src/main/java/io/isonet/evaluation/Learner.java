package io.isonet.evaluation;

import io.isonet.dataset.PlaylistDataset;

/// A way to make a model from playlists. The same data and seed give the same model.
public interface Learner {

	/// Name of the row in the report.
	String name();

	/// Whether its row is to say how wide a spread is that its own residuals make.
	default boolean spreads() {
		return false;
	}

	/// Learns from playlists alone that this call hands over.
	/// @param fold playlists with one track or more that counts; tracks that are ignored
	/// hold their place, and nothing is to be learned from them
	/// @param seed of all that is random
	/// @return closed by the caller
	FittedModel learn(PlaylistDataset fold, long seed);

}
