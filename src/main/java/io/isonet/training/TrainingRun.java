package io.isonet.training;

import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

import io.isonet.audio.FeatureScaler;
import io.isonet.dataset.PlaylistDataset;
import io.isonet.mood.MoodVocabulary;
import io.isonet.network.Anchors;
import io.isonet.network.ComputeTarget;
import io.isonet.network.InvalidModelException;
import io.isonet.network.IsoNetConfig;
import io.isonet.network.IsoNetTrainer;
import io.isonet.network.TrainerOptions;
import io.isonet.network.TrainerState;
import io.isonet.network.Weights;
import org.jspecify.annotations.Nullable;

/// One training from data to weights: split, scale, epochs in batches, early stopping. It
/// knows no queue and no database.
///
/// Everything random comes from the seed, so that the same data, settings and seed give
/// the same weights to the bit, in one go or from checkpoint to checkpoint in as many
/// processes. Not thread-safe; any number may run side by side.
final class TrainingRun {

	private final MoodVocabulary vocabulary;

	private final TrainingSettings settings;

	private final ComputeTarget target;

	private final TrainingData data;

	/// Of what is published.
	private final IsoNetConfig config;

	/// What the network learns in place of features; null where it learns features.
	private final @Nullable PrincipalComponents components;

	/// Of the network that learns.
	private final IsoNetConfig learning;

	private final long weightsSeed;

	private final long dropoutSeed;

	/// The base that ships, where the training begins with it.
	private final @Nullable Base base;

	TrainingRun(PlaylistDataset dataset, TrainingSettings settings, ComputeTarget target) {
		RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(settings.seed());
		this.vocabulary = dataset.vocabulary();
		this.settings = settings;
		this.target = target;
		this.data = new TrainingData(dataset, settings, random);
		Base shipped = (settings.start() == Start.BASE) ? Base.shipped() : null;
		this.base = (shipped != null && shipped.fits(settings)) ? shipped : null;
		this.config = settings.config(this.vocabulary.size(), scaler(settings));
		this.components = (settings.components() > 0)
				? PrincipalComponents.of(this.data.counted(), settings.components()) : null;
		this.learning = (this.components != null) ? this.components.config(this.config) : this.config;
		this.weightsSeed = random.nextLong();
		this.dropoutSeed = random.nextLong();
	}

	/// Trains.
	/// @throws DivergedException if a loss is not finite
	/// @throws TrainingStoppedException if whoever follows it ends it
	TrainedModel run(TrainingProgress progress) {
		Weights initial = initial(progress);
		return train(Checkpoint.initial(TrainerState.initial(initial)), options(initial), List.of(), progress);
	}

	/// Goes on from a checkpoint that a run with the same data and settings has taken,
	/// and
	/// ends as that run would have ended.
	/// @param checkpoint what [Checkpoint#toBytes()] gave
	/// @param epochs figures of the epochs that had ended by then
	/// @throws InvalidModelException if the bytes are damaged or do not fit the data and
	/// the settings, or there are figures of more or fewer epochs
	/// @throws DivergedException if a loss is not finite
	/// @throws TrainingStoppedException if whoever follows it ends it
	TrainedModel resume(byte[] checkpoint, List<EpochFigures> epochs, TrainingProgress progress) {
		TrainerOptions options = options(initial(progress));
		Checkpoint start = Checkpoint.read(this.learning, options, checkpoint);
		check(start);
		if (epochs.size() != start.epoch()) {
			throw new InvalidModelException("the checkpoint is of " + start.epoch()
					+ " finished epochs, but there are figures of " + epochs.size());
		}
		return train(start, options, epochs, progress);
	}

	private void check(Checkpoint start) {
		int steps = this.data.steps();
		if (start.epoch() > this.settings.epochs() || start.step() > steps) {
			throw new InvalidModelException("the checkpoint is of step " + start.step() + " after " + start.epoch()
					+ " epochs, the training has " + this.settings.epochs() + " epochs of " + steps);
		}
		long taken = (long) start.epoch() * steps + start.step();
		if (start.trainer().steps() != taken) {
			throw new InvalidModelException("the checkpoint's trainer has taken " + start.trainer().steps()
					+ " steps, not the " + taken + " of " + start.epoch() + " epochs and " + start.step() + " steps");
		}
	}

	private FeatureScaler scaler(TrainingSettings settings) {
		Optional<FeatureScaler> known = (settings.start() == Start.BASE) ? Base.scaler(settings.features())
				: Optional.empty();
		return known.orElseGet(this.data::scaler);
	}

	/// The weights before the first step: the same however often they are asked for.
	private Weights initial(TrainingProgress progress) {
		if (this.settings.start() == Start.RANDOM) {
			return Weights.random(this.learning, this.weightsSeed);
		}
		Weights weights = (this.base != null) ? this.base.weights(this.vocabulary)
				: Base.trained(this.config, this.data.learned(), this.weightsSeed, progress::check);
		return (this.components != null) ? this.components.project(this.config, weights) : weights;
	}

	private TrainerOptions options(Weights initial) {
		Anchors anchors = (this.settings.start() == Start.RANDOM) ? null : Base.anchors(this.learning, initial,
				this.vocabulary, this.settings.wordAnchor(), this.settings.weightAnchor(), this.data.playlists());
		return this.settings.trainerOptions(this.dropoutSeed, anchors);
	}

	private Origin origin() {
		if (this.settings.start() == Start.RANDOM) {
			return Origin.RANDOM;
		}
		return new Origin(Start.BASE, (this.base != null) ? this.base.sha256() : null,
				Base.newWords(this.config.schema(), this.vocabulary));
	}

	private TrainedModel train(Checkpoint start, TrainerOptions options, List<EpochFigures> epochs,
			TrainingProgress progress) {
		try (IsoNetTrainer trainer = IsoNetTrainer.create(this.learning, start.trainer(), options, this.target)) {
			EpochLoop loop = new EpochLoop(this.data, this.settings, this.components, trainer, progress, start, epochs);
			loop.run();
			Weights weights = (this.components != null) ? this.components.fold(this.config, loop.weights())
					: loop.weights();
			return new TrainedModel(this.config, this.vocabulary, weights, loop.epochs(), loop.bestEpoch(), origin(),
					this.data.playlistsOfWords());
		}
	}

}
