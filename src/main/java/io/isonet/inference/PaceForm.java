package io.isonet.inference;

import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// The pace of a request as the OpenAPI document has it; [PaceReader] reads it.
@Schema(name = "Pace", description = "Which state is played when: exactly one of shares, hold and curve",
		minProperties = 1, maxProperties = 1, additionalProperties = Schema.AdditionalPropertiesValue.FALSE,
		example = "{\"hold\": 0.5}")
record PaceForm(
		@ArraySchema(
				arraySchema = @Schema(description = "One number above 0 for each state: "
						+ "its share of the playlist, in proportion to the others", example = "[1, 2, 1]"),
				minItems = 1) double @Nullable [] shares,
		@Schema(description = "Each state keeps still for this part of its equal share, in the middle of it; linear "
				+ "between: 0 is the standard pace, 1 goes in steps", example = "0.5", minimum = "0",
				maximum = "1") @Nullable Double hold,
		@ArraySchema(
				arraySchema = @Schema(description = "Points [x, y], linear between: at the part x of the playlist the "
						+ "journey is as far as at the part y with the standard pace. From [0, 0] to [1, 1], x rises "
						+ "from each to the next, y never falls", example = "[[0, 0], [0.3, 0.5], [1, 1]]"),
				minItems = 2, maxItems = 100) double @Nullable [][] curve) {
}
