package io.isonet.inference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.isonet.mood.MoodVocabulary;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/// What serving takes from the metrics of a version. They are for readers: where there are
/// none, or they are written otherwise, nothing is known. Immutable.
///
/// @param warnings what to know before its predictions are used
/// @param words object with the number of playlists by word, where there is one
/// @param untaught whether it says that it was trained on no playlist
record VersionMetrics(List<String> warnings, JsonNode words, boolean untaught) {

	static final VersionMetrics NONE = new VersionMetrics(List.of(), MissingNode.getInstance(), false);

	private static final int MOST_WARNINGS = 20;

	private static final int LONGEST_WARNING = 500;

	/// Reads `metrics.json`.
	static VersionMetrics read(byte[] json) {
		try {
			JsonNode metrics = JsonMapper.shared().readTree(json);
			JsonNode playlists = metrics.path("data").path("playlists");
			return new VersionMetrics(warnings(metrics), metrics.path("words"),
					playlists.isInt() && playlists.intValue() == 0);
		}
		catch (JacksonException ex) {
			return NONE;
		}
	}

	private static List<String> warnings(JsonNode metrics) {
		List<String> warnings = new ArrayList<>();
		for (JsonNode warning : metrics.path("warnings")) {
			if (warning.isString() && warnings.size() < MOST_WARNINGS) {
				String text = warning.stringValue();
				warnings.add(text.substring(0, Math.min(text.length(), LONGEST_WARNING)));
			}
		}
		return warnings;
	}

	/// In how many playlists of the training each word was, by its id: -1 where that is
	/// not
	/// said, 0 for a version that was trained on none; null where nothing is said.
	int @Nullable [] playlists(MoodVocabulary vocabulary) {
		List<String> moods = vocabulary.moods();
		if (this.untaught) {
			return new int[moods.size()];
		}
		if (!this.words.isObject()) {
			return null;
		}
		int[] playlists = new int[moods.size()];
		Arrays.setAll(playlists, (id) -> count(this.words.path(moods.get(id)).path("playlists")));
		return playlists;
	}

	private static int count(JsonNode count) {
		return (count.isInt() && count.intValue() >= 0) ? count.intValue() : -1;
	}

}
