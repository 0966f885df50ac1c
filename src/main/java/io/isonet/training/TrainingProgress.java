package io.isonet.training;

import java.util.function.Supplier;

/// Who follows a training. The checkpoints that it is offered are of the moment of the
/// call: take one before returning, or none. Taking one changes nothing in the training.
interface TrainingProgress {

	/// Called between steps before the training itself, which are done again where a
	/// training is resumed.
	/// @throws TrainingStoppedException to end the training here
	void check();

	/// Called before each step of an epoch, also of its validation. A checkpoint taken in
	/// validation begins it anew.
	/// @throws TrainingStoppedException to end the training here
	void beforeStep(Supplier<Checkpoint> checkpoint);

	/// Called after each epoch.
	/// @throws TrainingStoppedException to end the training here
	void afterEpoch(EpochFigures figures, Supplier<Checkpoint> checkpoint);

}
