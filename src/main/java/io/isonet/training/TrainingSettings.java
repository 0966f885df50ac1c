package io.isonet.training;

import java.util.Set;

import io.isonet.audio.FeatureScaler;
import io.isonet.audio.FeatureSchema;
import io.isonet.dataset.Augmentation;
import io.isonet.network.Anchors;
import io.isonet.network.EngineName;
import io.isonet.network.IsoNetConfig;
import io.isonet.network.IsoNetConfig.InitialHidden;
import io.isonet.network.IsoNetConfig.Outputs;
import io.isonet.network.IsoNetConfig.Pace;
import io.isonet.network.IsoNetLoss;
import io.isonet.network.TrainerOptions;
import org.jspecify.annotations.Nullable;

/// Every setting of a training, each with a value.
///
/// @param preset name of the preset that gave what the request left out
/// @param epochs most passes over the data, 1 to 10,000
/// @param batchSize playlists in a step, 1 to 1,024
/// @param optimizer how a gradient becomes a step
/// @param learningRate 1e-8 to 10
/// @param weightDecay 0 to 1
/// @param dropout share of hidden units that the head does not see, 0 to .9
/// @param embeddingSize numbers per word vector, 1 to 1,024
/// @param attentionSize hidden units of the attention, 1 to 1,024
/// @param hiddenSize units of the LSTM cell, 1 to 1,024
/// @param maxStates most states in a journey, 1 to 16
/// @param maxWordsPerState most words in a state, 1 to 16
/// @param shuffle whether the order changes with each epoch
/// @param seed seed of everything random: first weights, shuffle, validation split,
/// dropout
/// @param validationShare share of the playlists that is kept for validation, 0 to .5; 0
/// turns validation off
/// @param patience epochs without a better validation loss before training stops, 0 to
/// 10,000; 0 never stops early
/// @param gradientClip largest norm of all gradients together, 0 to 1,000; 0 leaves them
/// @param scaling units in which the network speaks and the loss is taken
/// @param maskPadding whether slots without a word are kept out of the attention
/// @param pace prior on which state is played when
/// @param positionInput whether the LSTM cell sees the position
/// @param initialHidden how the first hidden state is made
/// @param loss how much each track weighs in what is made small
/// @param error what one feature of it counts
/// @param huberDelta where the straight line of a Huber loss begins, in the units in which
/// the network speaks, .01 to 100
/// @param components principal components of the features that are learned in their place,
/// up to their number; 0 learns the features
/// @param augmentation how the playlists to learn from are varied
/// @param evaluation how it finds out what the result is worth
/// @param features the features of the data, in the order of the network's output
/// @param model name under which the result is published
/// @param activate whether the result becomes the champion
/// @param start where the weights begin
/// @param schedule how the learning rate goes
/// @param wordAnchor how firmly word vectors are held at a base, from 0
/// @param weightAnchor how firmly all other weights are, from 0
/// @param validationFrom playlists from which on there is validation, from 0
/// @param engine what computes the training; an accepted one names it, and so goes on
/// where it stopped to the bit
record TrainingSettings(String preset, int epochs, int batchSize, OptimizerName optimizer, double learningRate,
		double weightDecay, double dropout, int embeddingSize, int attentionSize, int hiddenSize, int maxStates,
		int maxWordsPerState, boolean shuffle, long seed, double validationShare, int patience, double gradientClip,
		Outputs scaling, boolean maskPadding, Pace pace, boolean positionInput, InitialHidden initialHidden,
		IsoNetLoss loss, ErrorName error, double huberDelta, int components, Augmentation augmentation, Start start,
		Schedule schedule, double wordAnchor, double weightAnchor, int validationFrom, EvaluationMethod evaluation,
		FeatureSchema features, String model, Activate activate, EngineName engine) {

	/// The network that these settings describe.
	IsoNetConfig config(int vocabularySize, FeatureScaler scaler) {
		return new IsoNetConfig(vocabularySize, this.embeddingSize, this.attentionSize, this.hiddenSize, this.maxStates,
				this.maxWordsPerState, this.maskPadding, this.pace, this.positionInput, this.initialHidden,
				this.scaling, this.features, scaler);
	}

	/// The same with another engine.
	TrainingSettings with(EngineName other) {
		return with(other, this.evaluation);
	}

	/// The same with another evaluation.
	TrainingSettings with(EvaluationMethod other) {
		return with(this.engine, other);
	}

	private TrainingSettings with(EngineName otherEngine, EvaluationMethod otherEvaluation) {
		return new TrainingSettings(this.preset, this.epochs, this.batchSize, this.optimizer, this.learningRate,
				this.weightDecay, this.dropout, this.embeddingSize, this.attentionSize, this.hiddenSize, this.maxStates,
				this.maxWordsPerState, this.shuffle, this.seed, this.validationShare, this.patience, this.gradientClip,
				this.scaling, this.maskPadding, this.pace, this.positionInput, this.initialHidden, this.loss,
				this.error, this.huberDelta, this.components, this.augmentation, this.start, this.schedule,
				this.wordAnchor, this.weightAnchor, this.validationFrom, otherEvaluation, this.features, this.model,
				this.activate, otherEngine);
	}

	/// @param dropoutSeed seed of the dropout masks
	/// @param anchors null where there is no base
	TrainerOptions trainerOptions(long dropoutSeed, @Nullable Anchors anchors) {
		return new TrainerOptions(this.loss, this.error.error(this.huberDelta), this.optimizer.optimizer(),
				this.weightDecay, this.gradientClip, this.dropout, Set.of(), dropoutSeed, anchors);
	}

}
