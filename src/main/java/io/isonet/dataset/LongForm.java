package io.isonet.dataset;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.isonet.audio.AudioFeature;
import io.isonet.audio.FeatureSchema;
import io.isonet.mood.MoodSequence;
import io.isonet.problem.Excerpt;

/// One line a track.
///
/// Columns in any order: `playlist`, `position`, `moods`, one for each feature by its
/// name, and `track_id` where there is one. The lines of a playlist need not be adjacent;
/// their positions give the order.
final class LongForm implements PlaylistForm {

	static final List<String> COLUMNS = List.of("playlist", "position", "moods");

	private static final String TRACK_ID = "track_id";

	private static final Pattern POSITION = Pattern.compile("\\d{1,9}");

	private final CsvHeader header;

	private final PlaylistCsvReader.Options options;

	private final FileFaults faults;

	private final MoodsColumn moods;

	private final Map<String, LongPlaylist> playlists = new LinkedHashMap<>();

	LongForm(CsvHeader header, PlaylistCsvReader.Options options, FileFaults faults) {
		this.header = header;
		this.options = options;
		this.faults = faults;
		this.moods = new MoodsColumn(header.indexOf("moods"), label("moods"), options, faults);
	}

	/// The columns that a file with these features must have.
	static List<String> columns(FeatureSchema schema) {
		return Stream.concat(COLUMNS.stream(), schema.names().stream()).toList();
	}

	@Override
	public String name() {
		return "long";
	}

	@Override
	public void read(CsvRow row) {
		String id = cell(row, "playlist");
		if (id.isEmpty()) {
			this.faults.add(row.line(), label("playlist"), "The playlist has no id; any text will do.");
			return;
		}
		LongPlaylist playlist = this.playlists.computeIfAbsent(id, (key) -> new LongPlaylist(key, row.line()));
		readMoods(row, playlist);
		OptionalInt position = readPosition(row);
		double[] features = readFeatures(row);
		String trackId = this.header.contains(TRACK_ID) ? cell(row, TRACK_ID) : "";
		if (position.isPresent()) {
			addTrack(row, playlist, position.getAsInt(), new LongPlaylist.Track(row.line(), trackId, features));
		}
	}

	private void readMoods(CsvRow row, LongPlaylist playlist) {
		String cell = cell(row, "moods");
		if (cell.isEmpty() && row.line() != playlist.firstLine()) {
			return;
		}
		if (cell.isEmpty()) {
			this.faults.add(row.line(), label("moods"),
					"The playlist's first line has no moods; write some such as \"sad, lonely to serene\".");
			return;
		}
		if (!playlist.isNew(cell)) {
			return;
		}
		Optional<MoodSequence> moods = this.moods.readJsonOrText(row);
		if (moods.isPresent() && !playlist.accept(moods.get())) {
			this.faults.add(row.line(), label("moods"),
					"The moods " + Excerpt.of(moods.get().toString()) + " differ from those on other lines of playlist "
							+ Excerpt.of(playlist.id()) + "; a playlist has the same moods throughout.");
		}
	}

	private OptionalInt readPosition(CsvRow row) {
		String cell = cell(row, "position");
		if (!POSITION.matcher(cell).matches()) {
			this.faults.add(row.line(), label("position"),
					"A position is a whole number from 0 to 999999999, not " + Excerpt.of(cell) + ".");
			return OptionalInt.empty();
		}
		return OptionalInt.of(Integer.parseInt(cell));
	}

	private double[] readFeatures(CsvRow row) {
		FeatureSchema schema = this.options.schema();
		double[] features = new double[schema.size()];
		for (int f = 0; f < features.length; f++) {
			String cell = cell(row, schema.feature(f).name());
			features[f] = NumberCell.read(cell);
			if (!AudioFeature.isMeasurable(features[f])) {
				this.faults.add(row.line(), label(schema.feature(f).name()), NumberCell.fault(cell));
			}
		}
		return features;
	}

	private void addTrack(CsvRow row, LongPlaylist playlist, int position, LongPlaylist.Track track) {
		LongPlaylist.Track other = playlist.add(position, track);
		if (other != null) {
			this.faults.add(row.line(), label("position"),
					"Position " + position + " of playlist " + Excerpt.of(playlist.id()) + " is taken by line "
							+ other.line() + " already; each position is used once.");
		}
		else if (playlist.length() == this.options.maxTracksPerPlaylist() + 1) {
			this.faults.add(row.line(), label("playlist"), "With this line playlist " + Excerpt.of(playlist.id())
					+ " has more than " + this.options.maxTracksPerPlaylist() + " tracks, which is the limit.");
		}
	}

	private String cell(CsvRow row, String column) {
		return row.cells().get(this.header.indexOf(column)).strip();
	}

	private String label(String column) {
		return this.header.label(this.header.indexOf(column));
	}

	@Override
	public List<PlaylistExample> playlists() {
		return this.playlists.values().stream().map(LongPlaylist::example).toList();
	}

	@Override
	public List<DataReport.Skipped> skipped() {
		return List.of();
	}

	@Override
	public Set<String> words() {
		return this.moods.words();
	}

	@Override
	public List<String> ignoredColumns() {
		Set<Integer> read = new HashSet<>();
		columns(this.options.schema()).forEach((column) -> read.add(this.header.indexOf(column)));
		read.add(this.header.indexOf(TRACK_ID));
		return this.header.without(read);
	}

	@Override
	public Collection<String> notes() {
		List<String> notes = new ArrayList<>();
		for (LongPlaylist playlist : this.playlists.values()) {
			int missing = playlist.missingPositions();
			if (missing > 0) {
				notes.add("Playlist " + Excerpt.of(playlist.id()) + " leaves out " + missing
						+ " positions between its first and its last; its tracks were taken as adjacent.");
			}
		}
		return notes;
	}

}
