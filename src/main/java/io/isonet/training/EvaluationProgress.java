package io.isonet.training;

/// Who follows an evaluation.
@FunctionalInterface
interface EvaluationProgress {

	/// Called before each step, and once at the end.
	/// @param done folds that have been measured
	/// @param total number of folds
	/// @param share of the whole work that is done, 0 to 1
	/// @throws TrainingStoppedException to end the evaluation here
	void at(int done, int total, double share);

}
