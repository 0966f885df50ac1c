package io.isonet.training;

import java.util.List;

import org.jspecify.annotations.Nullable;

/// Where the weights of a training began.
///
/// @param start what was asked for
/// @param base SHA-256 of the weights of the base that ships; null where another was
/// trained first, or none
/// @param newWords words of which the base knows no figures, and that were learned from
/// the playlists alone
record Origin(Start start, @Nullable String base, List<String> newWords) {

	/// Weights drawn at random.
	static final Origin RANDOM = new Origin(Start.RANDOM, null, List.of());

	Origin {
		newWords = List.copyOf(newWords);
	}

}
