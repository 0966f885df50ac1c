package io.isonet.registry;

import io.swagger.v3.oas.annotations.media.Schema;

/// What came of training a version again.
///
/// @param model name of the model that the version is of
/// @param version number of the version
/// @param weightsEqual whether the weights of both are the same to the bit
public record Reproduction(
		@Schema(description = "The version that was trained again is of this model", example = "isonet") String model,
		@Schema(example = "3") int version,
		@Schema(description = "Whether the weights of both are the same to the bit") boolean weightsEqual) {
}
