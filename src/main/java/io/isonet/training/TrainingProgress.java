package io.isonet.training;

/// Who follows a training.
interface TrainingProgress {

	/// Called before each step.
	/// @throws TrainingStoppedException to end the training here
	void beforeStep();

	/// Called after each epoch.
	/// @throws TrainingStoppedException to end the training here
	void afterEpoch(EpochFigures figures);

}
