package io.isonet.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.Set;

import io.isonet.audio.FeatureSchema;
import io.isonet.dataset.PlaylistDataset;
import io.isonet.dataset.PlaylistExample;
import io.isonet.mood.MoodSequence;
import io.isonet.mood.MoodVocabulary;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// [QualityBench] on playlists that are named by their journeys: a JSON object from titles, such as
/// `iso16 - sad to animated to joyful`, to lists of tracks with their features by name and `id`, or
/// of null where a playlist is still empty.
///
///     mvn -q -Pbench test-compile exec:exec@bench -Dbench=io.isonet.training.TitledBench -Dbench.arguments="PLAYLISTS.json nested"
public final class TitledBench {

	private TitledBench() {
	}

	public static void main(String[] arguments) throws IOException {
		JsonNode file = JsonMapper.shared().readTree(Files.readAllBytes(Path.of(arguments[0])));
		List<PlaylistExample> playlists = new ArrayList<>();
		for (Map.Entry<String, JsonNode> playlist : file.properties()) {
			if (!playlist.getValue().get(0).isNull()) {
				playlists.add(playlist(playlist.getKey(), playlist.getValue()));
			}
		}
		Set<String> words = new TreeSet<>();
		playlists.forEach((playlist) -> playlist.moods().words().forEach(words::addAll));
		PlaylistDataset data = QualityBench.dataset(FeatureSchema.ELEVEN, MoodVocabulary.of(List.copyOf(words)), playlists);
		QualityBench.run(data, "titled", arguments.length > 1);
	}

	private static PlaylistExample playlist(String title, JsonNode tracks) {
		double[][] rows = new double[tracks.size()][FeatureSchema.ELEVEN.size()];
		List<String> ids = new ArrayList<>();
		for (int t = 0; t < rows.length; t++) {
			JsonNode track = tracks.get(t);
			for (int f = 0; f < rows[t].length; f++) {
				rows[t][f] = track.get(FeatureSchema.ELEVEN.feature(f).name()).doubleValue();
			}
			ids.add(track.get("id").stringValue());
		}
		return new PlaylistExample(title, MoodSequence.parse(title.substring(title.indexOf(" - ") + 3)), rows, ids);
	}

}
