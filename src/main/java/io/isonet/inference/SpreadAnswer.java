package io.isonet.inference;

import io.isonet.network.TrackSpread;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonSerialize;

/// The bounds of an answer.
@Schema(name = "Spread", description = "Between what tracks should lie, in natural units and within each feature's "
		+ "range, as playlists showed that the training had not seen. Instrumentalness and key cannot be predicted: "
		+ "theirs are the bounds of all tracks. Mode is 0 or 1, and its predicted value, from 0 to 1, is the probability "
		+ "of 1: its bounds are 0 and 1, or one of them twice where that alone is as likely as the level")
record SpreadAnswer(
		@Schema(description = "Share of tracks that should lie between the bounds", example = "0.8") double level,
		@Schema(description = "Lower bounds, rows and columns as those of the trajectory",
				example = "[[0.47, 0.35, 0.08], [0.02, 0.46, 0.51]]") @JsonSerialize(
						using = NumberRowsSerializer.class) float[][] lower,
		@Schema(description = "Upper bounds", example = "[[0.97, 0.73, 0.46], [0.45, 0.83, 0.94]]") @JsonSerialize(
				using = NumberRowsSerializer.class) float[][] upper) {

	static @Nullable SpreadAnswer of(TrackSpread.@Nullable Bounds bounds) {
		return (bounds != null) ? new SpreadAnswer(bounds.level(), bounds.lower(), bounds.upper()) : null;
	}

}
