package io.isonet.training;

import java.util.function.Supplier;

import io.isonet.evaluation.CrossValidation;

/// Turns the epochs of the network that learns in each fold, which is nearly all of the
/// work, into how far an evaluation is. Not thread-safe.
final class FoldProgress implements TrainingProgress, CrossValidation.Progress {

	private final EvaluationProgress progress;

	private final int folds;

	private final int epochs;

	private int fold;

	private int epoch;

	/// @param folds number of folds
	/// @param epochs most epochs of the network in each
	FoldProgress(EvaluationProgress progress, int folds, int epochs) {
		this.progress = progress;
		this.folds = folds;
		this.epochs = epochs;
	}

	@Override
	public void before(int nextFold, int ofFolds, String model) {
		if (nextFold != this.fold) {
			this.fold = nextFold;
			this.epoch = 0;
		}
		check();
	}

	/// The evaluation has ended.
	void end() {
		this.progress.at(this.folds, this.folds, 1);
	}

	@Override
	public void check() {
		this.progress.at(this.fold, this.folds, (this.fold + (double) this.epoch / this.epochs) / this.folds);
	}

	@Override
	public void beforeStep(Supplier<Checkpoint> checkpoint) {
		check();
	}

	@Override
	public void afterEpoch(EpochFigures figures, Supplier<Checkpoint> checkpoint) {
		this.epoch = figures.epoch();
	}

}
