package io.isonet.training;

import java.util.ArrayList;
import java.util.List;

import io.isonet.dataset.PlaylistBatch;
import io.isonet.network.IsoNetTrainer;
import io.isonet.network.JourneyBatch;
import io.isonet.network.Weights;
import org.jspecify.annotations.Nullable;

/// Epoch after epoch of one training, from a checkpoint to the last epoch or to the end
/// of patience. Its fields are what a checkpoint holds. Not thread-safe, and runs once.
final class EpochLoop {

	private final TrainingData data;

	private final TrainingSettings settings;

	private final @Nullable PrincipalComponents components;

	private final IsoNetTrainer trainer;

	private final TrainingProgress progress;

	private final List<EpochFigures> epochs;

	private int epoch;

	private int step;

	private double lossSum;

	private int bestEpoch;

	private double bestLoss;

	private @Nullable Weights best;

	/// @param components what the trainer learns in place of features, null where it
	/// learns
	/// features
	/// @param trainer stands where the checkpoint does
	/// @param epochs figures of the epochs that have ended
	EpochLoop(TrainingData data, TrainingSettings settings, @Nullable PrincipalComponents components,
			IsoNetTrainer trainer, TrainingProgress progress, Checkpoint start, List<EpochFigures> epochs) {
		this.data = data;
		this.settings = settings;
		this.components = components;
		this.trainer = trainer;
		this.progress = progress;
		this.epochs = new ArrayList<>(epochs);
		this.epoch = start.epoch();
		this.step = start.step();
		this.lossSum = start.lossSum();
		this.bestEpoch = start.bestEpoch();
		this.bestLoss = start.bestLoss();
		this.best = start.best();
	}

	void run() {
		double resumedAt = this.epoch + (double) this.step / this.data.steps();
		long started = System.nanoTime();
		while (this.epoch < this.settings.epochs() && !isPatienceOver()) {
			double trainLoss = train(this.data.training(this.epoch + 1));
			Double validationLoss = this.data.hasValidation() ? validate(this.data.validation()) : null;
			finishEpoch(validationLoss);
			double seconds = (System.nanoTime() - started) / 1e9;
			EpochFigures figures = new EpochFigures(this.epoch, trainLoss, validationLoss,
					(this.epoch - resumedAt) / seconds);
			this.epochs.add(figures);
			this.progress.afterEpoch(figures, this::checkpoint);
		}
	}

	/// The weights of the best epoch.
	/// @throws DivergedException if one of them is not finite
	Weights weights() {
		Weights weights = (this.best != null) ? this.best : this.trainer.weights();
		if (!weights.isFinite()) {
			// the loss of a step is taken before it: the last step may be the one that
			// ran away
			throw new DivergedException(this.bestEpoch, this.data.steps(), Double.NaN, this.settings);
		}
		return weights;
	}

	List<EpochFigures> epochs() {
		return this.epochs;
	}

	int bestEpoch() {
		return this.bestEpoch;
	}

	private boolean isPatienceOver() {
		return this.data.hasValidation() && this.settings.patience() > 0 && this.bestEpoch > 0
				&& this.epoch - this.bestEpoch >= this.settings.patience();
	}

	private double train(TrainingData.Batches batches) {
		while (this.step < batches.size()) {
			this.progress.beforeStep(this::checkpoint);
			PlaylistBatch batch = batches.batch(this.step);
			double loss = this.trainer.step(new JourneyBatch(batch.tokens(), batch.lengths()), targets(batch), rate());
			if (!Double.isFinite(loss)) {
				throw new DivergedException(this.epoch + 1, this.step + 1, loss, this.settings);
			}
			this.step++;
			this.lossSum += loss * batch.size();
		}
		return this.lossSum / batches.playlists();
	}

	private double rate() {
		long taken = (long) this.epoch * this.data.steps() + this.step;
		return this.settings.schedule()
			.rate(this.settings.learningRate(), taken, (long) this.settings.epochs() * this.data.steps());
	}

	private double validate(TrainingData.Batches batches) {
		double sum = 0;
		for (int number = 0; number < batches.size(); number++) {
			this.progress.beforeStep(this::checkpoint);
			PlaylistBatch batch = batches.batch(number);
			sum += batch.size() * this.trainer.loss(new JourneyBatch(batch.tokens(), batch.lengths()), targets(batch));
		}
		double loss = sum / batches.playlists();
		if (!Double.isFinite(loss)) {
			throw new DivergedException(this.epoch + 1, this.step, loss, this.settings);
		}
		return loss;
	}

	private double[][][] targets(PlaylistBatch batch) {
		return (this.components != null) ? this.components.of(batch) : batch.features();
	}

	private void finishEpoch(@Nullable Double validationLoss) {
		this.epoch++;
		this.step = 0;
		this.lossSum = 0;
		if (validationLoss == null) {
			this.bestEpoch = this.epoch;
		}
		else if (validationLoss < this.bestLoss) {
			this.bestEpoch = this.epoch;
			this.bestLoss = validationLoss;
			this.best = this.trainer.weights();
		}
	}

	private Checkpoint checkpoint() {
		return new Checkpoint(this.epoch, this.step, this.lossSum, this.trainer.state(), this.bestEpoch, this.bestLoss,
				this.best);
	}

}
