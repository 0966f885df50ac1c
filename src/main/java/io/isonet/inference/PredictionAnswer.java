package io.isonet.inference;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.isonet.registry.ModelVersion;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonSerialize;

/// The answer to a prediction.
@Schema(name = "Prediction", description = "One row of features for each track")
record PredictionAnswer(VersionName model,
		@Schema(description = "Names of the features, in the order of a row",
				example = "[\"acousticness\", \"danceability\", \"energy\"]") List<String> features,
		@Schema(description = "One row for each track, in natural units and within each feature's range; "
				+ "that of mode is the probability of 1, major",
				example = "[[0.75, 0.54, 0.28], [0.14, 0.64, 0.73]]") @JsonSerialize(
						using = NumberRowsSerializer.class) float[][] trajectory,
		@JsonInclude(JsonInclude.Include.NON_NULL) @Schema(
				description = "Weight of each word slot at each track, only where it was "
						+ "asked for: word w of state s, from 0, stands in slot s times maxWordsPerState plus w") @JsonSerialize(
								using = NumberRowsSerializer.class) float @Nullable [][] attention,
		@JsonInclude(JsonInclude.Include.NON_NULL) @Schema(
				description = "Between what tracks should lie, only where it was asked for and the version has it; "
						+ "warnings say so where it has not") @Nullable SpreadAnswer spread,
		@Schema(description = "What to know before the figures are used", example = "[]") List<String> warnings) {

	static PredictionAnswer of(Prediction prediction, boolean withAttention) {
		return new PredictionAnswer(VersionName.of(prediction.version()), prediction.trajectory().schema().names(),
				prediction.trajectory().rows(), withAttention ? prediction.attention() : null,
				SpreadAnswer.of(prediction.spread()), prediction.warnings());
	}

	@Schema(name = "VersionName", description = "A version of a model")
	record VersionName(@Schema(example = "isonet") String name, @Schema(example = "1") int version) {

		static VersionName of(ModelVersion version) {
			return new VersionName(version.model(), version.number());
		}

	}

}
