package io.isonet.training;

import java.util.List;

import io.swagger.v3.oas.annotations.media.Schema;

/// Describes the settings in the OpenAPI document; [SettingsReader] reads them.
@Schema(name = "TrainingSettings", description = "What is left out comes from the preset",
		additionalProperties = Schema.AdditionalPropertiesValue.FALSE,
		example = "{\"preset\": \"notebook\", \"epochs\": 20, \"seed\": 1}")
record SettingsForm(
		@Schema(description = "`default`: masked attention with pace and position, fine-tuned from a base. "
				+ "`notebook`: the original network and settings",
				allowableValues = {
						"default", "notebook" }) String preset,
		@Schema(minimum = "1", maximum = "10000", description = "Most passes over the data") int epochs,
		@Schema(minimum = "1", maximum = "1024", description = "Playlists in a step") int batchSize,
		@Schema(allowableValues = { "sgd", "adam" }) String optimizer,
		@Schema(minimum = "1e-8", maximum = "10") double learningRate,
		@Schema(minimum = "0", maximum = "1") double weightDecay,
		@Schema(minimum = "0", maximum = "0.9",
				description = "Share of hidden units that the head does not see in a step") double dropout,
		@Schema(minimum = "1", maximum = "1024") int embeddingSize,
		@Schema(minimum = "1", maximum = "1024") int attentionSize,
		@Schema(minimum = "1", maximum = "1024") int hiddenSize,
		@Schema(minimum = "1", maximum = "16", description = "Most states in a journey") int maxStates,
		@Schema(minimum = "1", maximum = "16", description = "Most words in a state") int maxWordsPerState,
		@Schema(description = "Whether the order changes with each epoch") boolean shuffle,
		@Schema(description = "Seed of everything random; the same data, settings and seed give the same weights") long seed,
		@Schema(minimum = "0", maximum = "0.5",
				description = "Share of the playlists that is kept for validation; the version of the best epoch is "
						+ "published") double validationShare,
		@Schema(minimum = "0", maximum = "10000",
				description = "Epochs without a better validation loss before training stops; 0 never") int patience,
		@Schema(minimum = "0", maximum = "1000",
				description = "Largest norm of all gradients together; 0 leaves them") double gradientClip,
		@Schema(allowableValues = { "natural", "standard" },
				description = "Units in which the network speaks and the loss is taken") String scaling,
		@Schema(description = "Whether slots without a word are kept out of the attention") boolean maskPadding,
		@Schema(allowableValues = { "none", "standard" },
				description = "Prior on which state is played when") String pace,
		@Schema(description = "Whether the LSTM cell sees the position in the playlist") boolean positionInput,
		@Schema(allowableValues = { "linear", "tanh" }) String initialHidden,
		@Schema(allowableValues = { "paddedBlock", "perPlaylist" },
				description = "How much each track weighs in what is made small") String loss,
		@Schema(allowableValues = { "squared", "huber", "crossEntropy" },
				description = "What one feature of a track counts in it; `crossEntropy` of features between 0 and 1, squares of "
						+ "all others") String error,
		@Schema(minimum = "0.01", maximum = "100",
				description = "Where the straight line of `huber` begins, in the units of `scaling`") double huberDelta,
		@Schema(minimum = "0", maximum = "64",
				description = "Learn so many principal components of the features in place of the features; 0 learns the features") int components,
		@Schema(minimum = "0", maximum = "1",
				description = "Probability that a playlist to learn from is led back to front, its moods too, anew in each epoch") double reversedShare,
		@Schema(minimum = "0", maximum = "1",
				description = "Probability that a run of consecutive states of it is seen alone, with their tracks") double croppedShare,
		@Schema(minimum = "0", maximum = "10",
				description = "Deviation of noise on the features of its tracks, in standard units") double featureNoise,
		@Schema(allowableValues = { "base", "random" },
				description = "Where the weights begin. `base`: with what is known of mood words without any playlist; "
						+ "the base that ships where sizes and features are its own, else one that is trained first") String start,
		@Schema(allowableValues = { "constant", "cosine" },
				description = "How the learning rate goes over all epochs; `cosine` ends at 0") String schedule,
		@Schema(minimum = "0", maximum = "1000000",
				description = "How firmly word vectors are held at the base; it fades with the number of playlists") double wordAnchor,
		@Schema(minimum = "0", maximum = "1000000", description = "The same of all other weights") double weightAnchor,
		@Schema(minimum = "0", maximum = "1000000",
				description = "Playlists from which on some are kept for validation; 0 where `validationShare` is given") int validationFrom,
		@Schema(allowableValues = { "auto", "none", "holdout", "crossValidation" },
				description = "How the result is measured on playlists that it has not seen, beside simple baselines; the report "
						+ "stands in the metrics of the version. `auto`: cross-validation where it is expected to take less than "
						+ "a minute, else holdout; none where the playlists do not allow it") String evaluation,
		@Schema(description = "The features of the data; the eleven audio features if left out") List<FeatureForm> features,
		@Schema(description = "Name under which the result is published", example = "isonet") String model,
		@Schema(allowableValues = { "never", "always", "ifBetter" },
				description = "Whether the result becomes the champion; `ifBetter`: if its evaluation says so, intervals apart") String activate,
		@Schema(allowableValues = { "auto", "fused", "djl" },
				description = "What computes the training: `fused` is plain Java on the CPU, `djl` is PyTorch, on a GPU "
						+ "where the service trains on one; a job says what `auto` has become") String engine){

	@Schema(name = "Feature")
	record FeatureForm(@Schema(example = "energy") String name, @Schema(example = "") String unit,
			@Schema(example = "0") double min, @Schema(example = "1") double max) {
	}

}
