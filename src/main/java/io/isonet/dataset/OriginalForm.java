package io.isonet.dataset;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.isonet.audio.AudioFeature;
import io.isonet.audio.FeatureSchema;
import io.isonet.mood.MoodSequence;
import io.isonet.problem.Excerpt;
import tools.jackson.databind.JsonNode;

/// One line a playlist, its moods and its tracks' features in JSON.
///
/// Columns in any order: `moods_states`, `features`, and the playlist's id, which is the
/// column without a name or else the first other one. A playlist whose features are
/// `[null]` has no tracks yet and is left out.
final class OriginalForm implements PlaylistForm {

	static final List<String> COLUMNS = List.of("moods_states", "features");

	private final CsvHeader header;

	private final PlaylistCsvReader.Options options;

	private final FileFaults faults;

	private final MoodsColumn moods;

	private final int featuresColumn;

	private final int idColumn;

	private final List<PlaylistExample> playlists = new ArrayList<>();

	private final List<String> withoutTracks = new ArrayList<>();

	private final Map<String, List<Long>> linesOfIds = new LinkedHashMap<>();

	OriginalForm(CsvHeader header, PlaylistCsvReader.Options options, FileFaults faults) {
		this.header = header;
		this.options = options;
		this.faults = faults;
		int moodsColumn = header.indexOf("moods_states");
		this.moods = new MoodsColumn(moodsColumn, header.label(moodsColumn), options, faults);
		this.featuresColumn = header.indexOf("features");
		this.idColumn = findId(header);
		if (this.idColumn < 0) {
			faults.add(header.line(), null,
					"No column is left for the playlists' ids; it stands first and may have any name or none.");
		}
	}

	private static int findId(CsvHeader header) {
		if (header.contains("")) {
			return header.indexOf("");
		}
		for (int i = 0; i < header.size(); i++) {
			if (i != header.indexOf("moods_states") && i != header.indexOf("features")) {
				return i;
			}
		}
		return -1;
	}

	@Override
	public String name() {
		return "original";
	}

	@Override
	public void read(CsvRow row) {
		String id = row.cells().get(this.idColumn).strip();
		if (id.isEmpty()) {
			this.faults.add(row.line(), this.header.label(this.idColumn), "The playlist has no id; any text will do.");
		}
		this.linesOfIds.computeIfAbsent(id, (key) -> new ArrayList<>(1)).add(row.line());
		Optional<MoodSequence> moods = this.moods.readJson(row);
		Optional<double[][]> features = JsonCell
			.readList(row, this.featuresColumn, featuresLabel(), "[[" + example() + "]]", this.faults)
			.flatMap((tracks) -> readTracks(row, tracks));
		if (features.isPresent() && features.get().length == 0) {
			this.withoutTracks.add(id);
		}
		else if (moods.isPresent() && features.isPresent()) {
			this.playlists.add(new PlaylistExample(id, moods.get(), features.get(), List.of()));
		}
	}

	/// @return no rows for a playlist without tracks, empty after a fault
	private Optional<double[][]> readTracks(CsvRow row, JsonNode tracks) {
		if (tracks.size() == 1 && tracks.get(0).isNull()) {
			return Optional.of(new double[0][]);
		}
		int limit = this.options.maxTracksPerPlaylist();
		if (tracks.isEmpty() || tracks.size() > limit) {
			this.faults.add(row.line(), featuresLabel(), "The playlist has " + tracks.size() + " tracks; it has 1 to "
					+ limit + ", or is [null] while it has none.");
			return Optional.empty();
		}
		int faultsBefore = this.faults.count();
		double[][] features = new double[tracks.size()][];
		for (int t = 0; t < features.length; t++) {
			features[t] = readTrack(row, t, tracks.get(t));
		}
		return (this.faults.count() == faultsBefore) ? Optional.of(features) : Optional.empty();
	}

	private double[] readTrack(CsvRow row, int track, JsonNode values) {
		FeatureSchema schema = this.options.schema();
		double[] features = new double[schema.size()];
		if (!values.isArray() || values.size() != features.length) {
			this.faults.add(row.line(), featuresLabel(),
					"Track " + (track + 1) + " is a list of " + features.length + " numbers, not "
							+ (values.isArray() ? "of " + values.size() : Excerpt.of(values.toString())) + ".");
			return features;
		}
		for (int f = 0; f < features.length; f++) {
			features[f] = values.get(f).doubleValue(Double.NaN);
			if (!values.get(f).isNumber() || !AudioFeature.isMeasurable(features[f])) {
				this.faults.add(row.line(), featuresLabel(),
						"Feature '" + schema.feature(f).name() + "' of track " + (track + 1)
								+ " is a finite number from -1e9 to 1e9, not " + Excerpt.of(values.get(f).toString())
								+ ".");
			}
		}
		return features;
	}

	private String featuresLabel() {
		return this.header.label(this.featuresColumn);
	}

	private String example() {
		return (this.options.schema().size() > 1) ? "0.5, ..." : "0.5";
	}

	@Override
	public List<PlaylistExample> playlists() {
		return this.playlists;
	}

	@Override
	public List<DataReport.Skipped> skipped() {
		return this.withoutTracks.isEmpty() ? List.of()
				: List.of(DataReport.Skipped.of("no tracks yet ([null])", this.withoutTracks));
	}

	@Override
	public Set<String> words() {
		return this.moods.words();
	}

	@Override
	public List<String> ignoredColumns() {
		return this.header.without(Set.of(this.idColumn, this.header.indexOf("moods_states"), this.featuresColumn));
	}

	@Override
	public List<String> notes() {
		return this.linesOfIds.entrySet()
			.stream()
			.filter((entry) -> entry.getValue().size() > 1)
			.map((entry) -> "Playlist " + Excerpt.of(entry.getKey()) + " stands on " + entry.getValue().size()
					+ " lines, first on line " + entry.getValue().getFirst() + "; each is a playlist of its own.")
			.toList();
	}

}
