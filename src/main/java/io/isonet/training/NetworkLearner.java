package io.isonet.training;

import java.util.function.Supplier;

import io.isonet.dataset.PlaylistDataset;
import io.isonet.evaluation.FittedModel;
import io.isonet.evaluation.Learner;
import io.isonet.network.ComputeTarget;

/// A training with given settings as a way to make models. Everything random comes from
/// the settings' own seed.
///
/// @param check called before each step; may throw to end it
record NetworkLearner(String name, TrainingSettings settings, ComputeTarget target, Runnable check) implements Learner {

	@Override
	public boolean spreads() {
		return true;
	}

	@Override
	public FittedModel learn(PlaylistDataset fold, long seed) {
		TrainedModel trained = new TrainingRun(fold, this.settings, this.target).run(new Unrecorded(this.check));
		return new FittedNetwork(trained.config(), trained.vocabulary(), trained.weights());
	}

	/// Nothing of it is written down.
	record Unrecorded(Runnable ask) implements TrainingProgress {

		@Override
		public void check() {
			this.ask.run();
		}

		@Override
		public void beforeStep(Supplier<Checkpoint> checkpoint) {
			this.ask.run();
		}

		@Override
		public void afterEpoch(EpochFigures figures, Supplier<Checkpoint> checkpoint) {
			// the next step asks
		}

	}

}
