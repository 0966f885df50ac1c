package io.isonet.training;

import io.isonet.dataset.PlaylistDataset;
import io.isonet.evaluation.FittedModel;
import io.isonet.evaluation.Learner;
import io.isonet.network.ComputeTarget;

/// A training with given settings as a way to make models. Everything random comes from
/// the settings' own seed.
///
/// @param progress follows each training; it takes no checkpoint
record NetworkLearner(String name, TrainingSettings settings, ComputeTarget target,
		TrainingProgress progress) implements Learner {

	@Override
	public boolean spreads() {
		return true;
	}

	@Override
	public FittedModel learn(PlaylistDataset fold, long seed) {
		TrainedModel trained = new TrainingRun(fold, this.settings, this.target).run(this.progress);
		return new FittedNetwork(trained.config(), trained.vocabulary(), trained.weights());
	}

}
