package io.isonet.inference;

import io.swagger.v3.oas.annotations.media.Schema;

/// The spread of a request as the OpenAPI document has it; [PredictionRequest] reads it.
@Schema(name = "SpreadLevel", description = "Bounds of a level of your own",
		additionalProperties = Schema.AdditionalPropertiesValue.FALSE, example = "{\"level\": 0.9}")
record SpreadForm(@Schema(description = "Share of tracks that should lie between the bounds", example = "0.9",
		minimum = "0.5", maximum = "0.95", requiredMode = Schema.RequiredMode.REQUIRED) double level) {
}
