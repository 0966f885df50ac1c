package io.isonet.training;

import io.isonet.dataset.PlaylistDataset;
import io.isonet.evaluation.FittedModel;
import io.isonet.evaluation.Learner;

/// The base that ships, as it is: it learns nothing from the playlists.
final class BaseLearner implements Learner {

	/// Name of its row.
	static final String NAME = "base alone";

	private final Base base = Base.shipped();

	@Override
	public String name() {
		return NAME;
	}

	@Override
	public FittedModel learn(PlaylistDataset fold, long seed) {
		return new FittedNetwork(this.base.config(fold.vocabulary()), fold.vocabulary(),
				this.base.weights(fold.vocabulary()));
	}

}
