package io.isonet.evaluation;

import java.util.List;

import io.isonet.audio.FeatureScaler;
import io.isonet.dataset.PlaylistDataset;
import io.isonet.dataset.PlaylistExample;

/// Playlists to learn from and playlists to be measured on, with no track that counts on
/// both sides.
///
/// @param training with the tracks ignored that also occur in the playlists held out
/// @param heldOut one or more
/// @param scaler mean and population deviation of the training part's tracks that count:
/// the standard units in which errors are measured
public record Fold(PlaylistDataset training, List<PlaylistExample> heldOut, FeatureScaler scaler) {

	public Fold {
		heldOut = List.copyOf(heldOut);
	}

}
