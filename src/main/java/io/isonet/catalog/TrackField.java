package io.isonet.catalog;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What a column of a track list may hold, and the names that real files give it.
enum TrackField {

	ID("id", "track id", "trackid", "song id", "spotify id", "spotify track id", "track uri id"),

	TITLE("title", "name", "track name", "track", "track title", "song", "song name", "song title"),

	ARTISTS("artists", "artist", "artist name", "artist names", "artists name", "track artist", "track artists",
			"artist s name", "artist name s"),

	ALBUM("album", "album name", "track album name", "release"),

	GENRES("genres", "genre", "track genre", "playlist genre", "top genre", "artist genres"),

	YEAR("year", "release date", "album release date", "track album release date", "release year", "released year",
			"album date"),

	EXPLICIT("explicit", "is explicit"),

	DURATION("duration ms", "duration", "length", "track duration", "track duration ms", "length ms", "duration s",
			"duration seconds"),

	POPULARITY("popularity", "track popularity"),

	ISRC("isrc", "track isrc"),

	URI("uri", "url", "track uri", "track url", "spotify uri", "spotify url", "track href", "href", "external url"),

	ACOUSTICNESS("acousticness"),

	DANCEABILITY("danceability"),

	ENERGY("energy"),

	INSTRUMENTALNESS("instrumentalness"),

	KEY("key", "audio key", "pitch class"),

	LIVENESS("liveness"),

	LOUDNESS("loudness", "loadness", "audio loudness", "loudness db"),

	MODE("mode", "audio mode"),

	SPEECHINESS("speechiness"),

	TEMPO("tempo", "bpm", "tempo bpm"),

	VALENCE("valence", "audio valence");

	/// In the order of the eleven features.
	static final List<TrackField> FEATURES = List.of(ACOUSTICNESS, DANCEABILITY, ENERGY, INSTRUMENTALNESS, KEY,
			LIVENESS, LOUDNESS, MODE, SPEECHINESS, TEMPO, VALENCE);

	private static final Map<String, TrackField> BY_NAME = byName();

	/// The first is what the service calls it.
	private final List<String> names;

	TrackField(String... names) {
		this.names = List.of(names);
	}

	/// As a mapping names it: `durationMs`, `acousticness`.
	String label() {
		String[] words = this.names.getFirst().split(" ");
		StringBuilder label = new StringBuilder(words[0]);
		for (int i = 1; i < words.length; i++) {
			label.append(Character.toUpperCase(words[i].charAt(0))).append(words[i].substring(1));
		}
		return label.toString();
	}

	/// Lower is the better name where a file has several columns of one field.
	int rank(String column) {
		int rank = this.names.indexOf(folded(column));
		return (rank < 0) ? this.names.size() : rank;
	}

	/// What a column of this name holds, whatever its case, and whatever stands between
	/// its words.
	static Optional<TrackField> of(String column) {
		return Optional.ofNullable(BY_NAME.get(folded(column)));
	}

	private static String folded(String column) {
		return column.replaceAll("(\\p{Ll})(\\p{Lu})", "$1 $2")
			.replaceAll("[^\\p{L}\\p{N}]+", " ")
			.strip()
			.toLowerCase(Locale.ROOT);
	}

	private static Map<String, TrackField> byName() {
		Map<String, TrackField> fields = new HashMap<>();
		for (TrackField field : values()) {
			for (String name : field.names) {
				fields.put(name, field);
			}
		}
		return Map.copyOf(fields);
	}

}
