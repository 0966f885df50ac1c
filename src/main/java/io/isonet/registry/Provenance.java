package io.isonet.registry;

import java.time.Instant;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Where a version comes from: enough to train it again.
///
/// @param dataSha256 SHA-256 of the training data, 64 hexadecimal digits in lower case
/// @param settings the settings of the training, as JSON; copied in and not to be changed
/// @param seed the seed of every random choice
/// @param codeVersion version of the code that trained, not blank
/// @param startedAt when the training started
/// @param finishedAt when the training finished
/// @param reproduction what came of it where another version was trained again, else null
public record Provenance(@Schema(description = "SHA-256 of the training data") String dataSha256,
		@Schema(description = "Settings of the training", implementation = Object.class) JsonNode settings,
		@Schema(description = "Seed of every random choice", example = "42") long seed,
		@Schema(description = "Version of the code that trained", example = "0.1.0") String codeVersion,
		Instant startedAt, Instant finishedAt,
		@Schema(description = "What came of it where another version was trained again") @JsonSetter(
				nulls = Nulls.SET) @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Reproduction reproduction) {

	public Provenance {
		if (!Sha256.isDigest(dataSha256)) {
			throw new IllegalArgumentException("the data's SHA-256 has 64 hexadecimal digits in lower case");
		}
		if (codeVersion.isBlank()) {
			throw new IllegalArgumentException("the version of the code is blank");
		}
		settings = settings.deepCopy();
	}

}
