package io.isonet.catalog;

import java.util.List;

import io.isonet.audio.AudioFeature;
import io.isonet.audio.FeatureSchema;
import org.jspecify.annotations.Nullable;

/// A track of a catalogue.
///
/// @param id by which the app knows it, not blank
/// @param title null where the file has none
/// @param artists in the order of the file, the main one first; may be empty
/// @param album null where the file has none
/// @param genres in the order of the file; may be empty
/// @param year of the release
/// @param explicit whether its words are marked as explicit
/// @param durationMillis above 0
/// @param popularity 0 to 100
/// @param isrc International Standard Recording Code, 12 letters and digits
/// @param uri where a player finds it
/// @param features of [FeatureSchema#ELEVEN], in its order and units, each one [a measurement][AudioFeature#isMeasurable]; not copied
public record Track(String id, @Nullable String title, List<String> artists, @Nullable String album,
		List<String> genres, @Nullable Integer year, @Nullable Boolean explicit, @Nullable Integer durationMillis,
		@Nullable Double popularity, @Nullable String isrc, @Nullable String uri, float[] features) {

	public Track {
		if (id.isBlank()) {
			throw new IllegalArgumentException("a track has an id");
		}
		if (features.length != FeatureSchema.ELEVEN.size()) {
			throw new IllegalArgumentException(
					"a track has " + FeatureSchema.ELEVEN.size() + " features, not " + features.length);
		}
		artists = List.copyOf(artists);
		genres = List.copyOf(genres);
	}

}
