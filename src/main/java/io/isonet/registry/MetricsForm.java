package io.isonet.registry;

import java.util.List;
import java.util.Map;

import io.swagger.v3.oas.annotations.media.Schema;

/// Describes `metrics.json` in the OpenAPI document. The registry does not read it; a
/// version that was imported may have another, or none.
@Schema(name = "Metrics",
		description = "What a training of this service writes; a version from elsewhere may say other things")
record MetricsForm(Learning training,
		@Schema(implementation = Object.class, description = "What was found in the data") Object data,
		@Schema(ref = "#/components/schemas/EvaluationReport") Object evaluation,
		@Schema(description = "What share of each feature's variance it explains; empty where it was not evaluated",
				example = "{\"energy\": 0.4}") Map<String, Double> skill,
		@Schema(description = "For whoever uses the version") List<String> warnings,
		@Schema(description = "Each word that it knows, with the playlists that it was trained on and that have it",
				example = "{\"sad\": {\"playlists\": 4}}") Map<String, Seen> words,
		@Schema(description = "Why it was activated or not, where its evaluation decided that",
				nullable = true) Decision activation) {

	@Schema(name = "Learning")
	record Learning(@Schema(description = "The epoch whose weights these are", example = "150") int bestEpoch,
			List<Epoch> epochs, Beginning start) {
	}

	@Schema(name = "LearningEpoch")
	record Epoch(@Schema(example = "1") int epoch, @Schema(example = "0.9") double trainLoss,
			@Schema(example = "0.95", nullable = true) Double validationLoss) {
	}

	@Schema(name = "LearningStart")
	record Beginning(@Schema(allowableValues = {
			"base", "random" }) String from,
			@Schema(description = "SHA-256 of the base that ships, where it was that",
					nullable = true) String baseSha256,
			@Schema(description = "Words that the base did not know") List<String> newWords){
	}

	@Schema(name = "WordFigures")
	record Seen(@Schema(example = "4") int playlists) {
	}

	@Schema(name = "ActivationDecision")
	record Decision(boolean activated, String reason) {
	}

}
