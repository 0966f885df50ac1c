package io.isonet.inference;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The body of a prediction. Fields that a caller left out are null.
@Schema(name = "PredictionRequest", description = "A journey of moods and the number of tracks to lead through it",
		requiredProperties = { "moods", "length" }, additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
record PredictionRequest(@Schema(
		description = "States split by \" to \" and words by \",\", or a list of states that are lists of words; "
				+ "as many as the model takes (GET /api/v1/moods)",
		example = "sad, lonely to serene to powerful", oneOf = {
				String.class, String[][].class }) @Nullable JsonNode moods,
		@Schema(description = "Number of tracks", example = "20", minimum = "1", maximum = "500",
				implementation = Integer.class) @Nullable JsonNode length,
		@Schema(description = "Name of the model, the default one if left out",
				example = "isonet") @Nullable String model,
		@Schema(description = "Number or alias of the version, the champion if left out", example = "champion",
				oneOf = { Integer.class, String.class }) @Nullable JsonNode version,
		@Schema(description = "Whether the answer has the attention, one weight for each slot of each track",
				example = "false") @Nullable Boolean includeAttention){
}
