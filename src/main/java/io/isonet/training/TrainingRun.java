package io.isonet.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;

import ai.djl.Device;
import io.isonet.audio.FeatureScaler;
import io.isonet.dataset.PlaylistBatch;
import io.isonet.dataset.PlaylistDataset;
import io.isonet.mood.MoodTokenizer;
import io.isonet.network.IsoNetConfig;
import io.isonet.network.IsoNetTrainer;
import io.isonet.network.JourneyBatch;
import io.isonet.network.TrainerOptions;
import io.isonet.network.Weights;
import org.jspecify.annotations.Nullable;

/// One training from data to weights: split, scale, epochs in batches, early stopping. It
/// knows no queue and no database.
///
/// Everything random comes from the seed, so that the same data, settings and seed give
/// the same weights to the bit. Not thread-safe, and one at a time in a process.
final class TrainingRun {

	private final PlaylistDataset dataset;

	private final TrainingSettings settings;

	private final Device device;

	private final RandomGenerator random;

	private final MoodTokenizer tokenizer;

	TrainingRun(PlaylistDataset dataset, TrainingSettings settings, Device device) {
		this.dataset = dataset;
		this.settings = settings;
		this.device = device;
		this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(settings.seed());
		this.tokenizer = new MoodTokenizer(dataset.vocabulary(), settings.maxStates(), settings.maxWordsPerState());
	}

	/// Trains.
	/// @throws DivergedException if a loss is not finite
	/// @throws TrainingStoppedException if whoever follows it ends it
	TrainedModel run(TrainingProgress progress) {
		Split split = split();
		FeatureScaler scaler = FeatureScaler.fit(Arrays.stream(split.training())
			.mapToObj((index) -> this.dataset.examples().get(index).features())
			.toList());
		IsoNetConfig config = this.settings.config(this.dataset.vocabulary().size(), scaler);
		List<EpochFigures> epochs = new ArrayList<>();
		Weights initial = Weights.random(config, this.random.nextLong());
		TrainerOptions options = this.settings.trainerOptions(this.random.nextLong());
		try (IsoNetTrainer trainer = new IsoNetTrainer(config, initial, options, this.device)) {
			Best best = new Best(0, Double.POSITIVE_INFINITY, null);
			long started = System.nanoTime();
			for (int epoch = 1; epoch <= this.settings.epochs() && !isPatienceOver(epoch, best); epoch++) {
				double trainLoss = epoch(trainer, split.training(), epoch, progress);
				Double validationLoss = (split.validation().length > 0)
						? validate(trainer, split.validation(), progress) : null;
				if (validationLoss != null && !Double.isFinite(validationLoss)) {
					throw new DivergedException(epoch, steps(split.training().length), validationLoss, this.settings);
				}
				double seconds = (System.nanoTime() - started) / 1e9;
				EpochFigures figures = new EpochFigures(epoch, trainLoss, validationLoss, epoch / seconds);
				epochs.add(figures);
				if (validationLoss == null) {
					best = new Best(epoch, Double.POSITIVE_INFINITY, null);
				}
				else if (validationLoss < best.loss()) {
					best = new Best(epoch, validationLoss, trainer.weights());
				}
				progress.afterEpoch(figures);
			}
			Weights weights = Objects.requireNonNullElseGet(best.weights(), trainer::weights);
			if (!weights.isFinite()) {
				// the loss of a step is taken before it: the last step may be the one
				// that ran away
				throw new DivergedException(best.epoch(), steps(split.training().length), Double.NaN, this.settings);
			}
			return new TrainedModel(config, this.dataset.vocabulary(), weights, epochs, best.epoch());
		}
	}

	private boolean isPatienceOver(int epoch, Best best) {
		return this.settings.validationShare() > 0 && this.settings.patience() > 0 && best.epoch() > 0
				&& epoch - best.epoch() > this.settings.patience();
	}

	private double epoch(IsoNetTrainer trainer, int[] indices, int epoch, TrainingProgress progress) {
		int[] order = indices.clone();
		if (this.settings.shuffle()) {
			shuffle(order);
		}
		double sum = 0;
		for (int from = 0; from < order.length; from += this.settings.batchSize()) {
			progress.beforeStep();
			PlaylistBatch batch = batch(order, from);
			double loss = trainer.step(new JourneyBatch(batch.tokens(), batch.lengths()), batch.features(),
					this.settings.learningRate());
			if (!Double.isFinite(loss)) {
				throw new DivergedException(epoch, steps(from + 1), loss, this.settings);
			}
			sum += loss * batch.size();
		}
		return sum / order.length;
	}

	private double validate(IsoNetTrainer trainer, int[] indices, TrainingProgress progress) {
		double sum = 0;
		for (int from = 0; from < indices.length; from += this.settings.batchSize()) {
			progress.beforeStep();
			PlaylistBatch batch = batch(indices, from);
			sum += batch.size() * trainer.loss(new JourneyBatch(batch.tokens(), batch.lengths()), batch.features());
		}
		return sum / indices.length;
	}

	private int steps(int playlists) {
		return (playlists + this.settings.batchSize() - 1) / this.settings.batchSize();
	}

	/// Natural units: the trainer scales as its configuration says.
	private PlaylistBatch batch(int[] order, int from) {
		int[] indices = Arrays.copyOfRange(order, from, Math.min(order.length, from + this.settings.batchSize()));
		return this.dataset.batch(indices, this.tokenizer, FeatureScaler.identity(this.settings.features().size()));
	}

	private Split split() {
		int[] all = IntStream.range(0, this.dataset.size()).toArray();
		int kept = validationSize(all.length);
		if (kept == 0) {
			return new Split(all, new int[0]);
		}
		int[] shuffled = all.clone();
		shuffle(shuffled);
		int[] validation = Arrays.copyOf(shuffled, kept);
		int[] training = Arrays.copyOfRange(shuffled, kept, shuffled.length);
		// file order, so that the split alone is random where the order is not
		Arrays.sort(validation);
		Arrays.sort(training);
		return new Split(training, validation);
	}

	/// At least one on each side where there is validation at all; none from a single
	/// playlist.
	private int validationSize(int playlists) {
		if (this.settings.validationShare() == 0 || playlists < 2) {
			return 0;
		}
		return Math.clamp(Math.round(playlists * this.settings.validationShare()), 1, playlists - 1);
	}

	/// Fisher and Yates.
	private void shuffle(int[] values) {
		for (int i = values.length - 1; i > 0; i--) {
			int j = this.random.nextInt(i + 1);
			int swapped = values[i];
			values[i] = values[j];
			values[j] = swapped;
		}
	}

	private record Split(int[] training, int[] validation) {
	}

	/// @param epoch 0 before the first
	/// @param weights null for those that the trainer ends with
	private record Best(int epoch, double loss, @Nullable Weights weights) {
	}

}
