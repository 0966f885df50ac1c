package io.isonet.catalog;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

import io.isonet.audio.AudioFeature;
import io.isonet.audio.FeatureSchema;
import io.isonet.problem.Excerpt;
import org.jspecify.annotations.Nullable;

/// Turns rows of a file into tracks: knows which column holds what. Immutable.
final class TrackTable {

	/// Most characters of a text of a track.
	static final int LONGEST_TEXT = 1000;

	private static final Set<TrackField> ZERO_WHERE_NEVER_ANALYSED = EnumSet.of(TrackField.TEMPO,
			TrackField.DANCEABILITY, TrackField.SPEECHINESS);

	/// Beyond rounding, a share outside of 0 to 1 is another measure.
	private static final double ROUNDING = .001;

	private final int cells;

	private final Map<TrackField, Column> columns;

	private TrackTable(int cells, Map<TrackField, Column> columns) {
		this.cells = cells;
		this.columns = columns;
	}

	/// Finds the columns of a header.
	/// @return a table, or the fields that it lacks
	static TrackTable of(List<String> header) {
		Map<TrackField, Column> columns = new EnumMap<>(TrackField.class);
		for (int i = 0; i < header.size(); i++) {
			Column column = new Column(i, header.get(i));
			TrackField.of(column.name())
				.ifPresent((field) -> columns.merge(field, column,
						(a, b) -> (field.rank(b.name()) < field.rank(a.name())) ? b : a));
		}
		return new TrackTable(header.size(), columns);
	}

	/// The features without which there are no tracks, that the file has no column for.
	List<TrackField> missing() {
		return TrackField.FEATURES.stream().filter((feature) -> !this.columns.containsKey(feature)).toList();
	}

	/// What was recognised as what: the name of a column by its field.
	Map<TrackField, String> recognised() {
		Map<TrackField, String> names = new EnumMap<>(TrackField.class);
		this.columns.forEach((field, column) -> names.put(field, column.name()));
		return names;
	}

	/// Reads a row.
	TrackRow read(List<String> row) {
		if (row.size() != this.cells) {
			return new TrackRow.Skipped(TrackRow.Reason.WRONG_CELLS,
					"The row has " + row.size() + " cells, the header " + this.cells + ".");
		}
		try {
			EnumSet<TrackField> clamped = EnumSet.noneOf(TrackField.class);
			float[] features = features(row, clamped);
			return new TrackRow.Read(track(row, features), clamped);
		}
		catch (SkippedException ex) {
			return ex.row;
		}
	}

	private float[] features(List<String> row, Set<TrackField> clamped) throws SkippedException {
		refuseNeverAnalysed(row);
		float[] features = new float[TrackField.FEATURES.size()];
		for (int f = 0; f < features.length; f++) {
			TrackField field = TrackField.FEATURES.get(f);
			features[f] = (float) feature(field, FeatureSchema.ELEVEN.feature(f), row, clamped);
		}
		return features;
	}

	private void refuseNeverAnalysed(List<String> row) throws SkippedException {
		boolean all = true;
		for (TrackField field : ZERO_WHERE_NEVER_ANALYSED) {
			OptionalDouble value = text(field, row).map(CellValues::number).orElse(OptionalDouble.empty());
			boolean zero = value.isPresent() && value.getAsDouble() == 0;
			if (zero && field == TrackField.TEMPO) {
				throw skipped(TrackRow.Reason.NEVER_ANALYSED, "Its tempo is 0.");
			}
			all &= zero;
		}
		if (all) {
			throw skipped(TrackRow.Reason.NEVER_ANALYSED, "Tempo, danceability and speechiness are 0.");
		}
	}

	private double feature(TrackField field, AudioFeature feature, List<String> row, Set<TrackField> clamped)
			throws SkippedException {
		Optional<String> text = text(field, row);
		if (text.isEmpty()) {
			throw skipped(TrackRow.Reason.MISSING, "It has no " + feature.name() + ".");
		}
		OptionalDouble read = switch (field) {
			case KEY -> CellValues.key(text.get());
			case MODE -> CellValues.mode(text.get());
			default -> CellValues.number(text.get());
		};
		if (read.isEmpty()) {
			throw skipped(TrackRow.Reason.NOT_A_VALUE, "Its " + feature.name() + " is " + Excerpt.of(text.get()) + ".");
		}
		double value = column(field).isPercent() ? read.getAsDouble() / 100 : read.getAsDouble();
		if (Double.isNaN(value) || feature.contains(value)) {
			return value;
		}
		boolean isScale = field == TrackField.LOUDNESS || field == TrackField.TEMPO;
		if (!AudioFeature.isMeasurable(value) || (!isScale && Math.abs(value - feature.clamp(value)) > ROUNDING)) {
			throw skipped(TrackRow.Reason.OUT_OF_RANGE, "Its " + feature.name() + " is " + Excerpt.unquoted(text.get())
					+ "; it lies from " + feature.min() + " to " + feature.max() + ".");
		}
		clamped.add(field);
		return feature.clamp(value);
	}

	private Track track(List<String> row, float[] features) throws SkippedException {
		Optional<String> title = shortText(TrackField.TITLE, row);
		List<String> artists = names(TrackField.ARTISTS, row, ";|");
		Optional<String> uri = shortText(TrackField.URI, row);
		String id = shortText(TrackField.ID, row).or(() -> uri)
			.map(CellValues::id)
			.orElseGet(() -> contentId(title.orElse(""), artists, features));
		return new Track(id, title.orElse(null), artists, shortText(TrackField.ALBUM, row).orElse(null),
				names(TrackField.GENRES, row, ";|,"), year(row),
				text(TrackField.EXPLICIT, row).flatMap(CellValues::truth).orElse(null), duration(row), popularity(row),
				isrc(row), uri.orElse(null), features);
	}

	private @Nullable Integer year(List<String> row) {
		Optional<String> text = text(TrackField.YEAR, row);
		return text.map(CellValues::year)
			.filter((year) -> year.isPresent())
			.map((year) -> year.getAsInt())
			.orElse(null);
	}

	private @Nullable Integer duration(List<String> row) {
		Optional<String> text = text(TrackField.DURATION, row);
		return text.map((duration) -> CellValues.millis(duration, column(TrackField.DURATION).millis(duration)))
			.filter((millis) -> millis.isPresent())
			.map((millis) -> millis.getAsInt())
			.orElse(null);
	}

	private @Nullable Double popularity(List<String> row) {
		Optional<String> text = text(TrackField.POPULARITY, row);
		return text.map(CellValues::number)
			.filter((number) -> number.isPresent() && number.getAsDouble() >= 0 && number.getAsDouble() <= 100)
			.map((number) -> number.getAsDouble())
			.orElse(null);
	}

	private @Nullable String isrc(List<String> row) {
		return text(TrackField.ISRC, row).map((text) -> text.replace("-", "").toUpperCase(java.util.Locale.ROOT))
			.filter((isrc) -> isrc.matches("[A-Z]{2}[A-Z0-9]{3}\\d{7}"))
			.orElse(null);
	}

	private List<String> names(TrackField field, List<String> row, String separators) throws SkippedException {
		Optional<String> text = shortText(field, row);
		return text.isPresent() ? CellValues.names(text.get(), separators) : List.of();
	}

	private Optional<String> shortText(TrackField field, List<String> row) throws SkippedException {
		Optional<String> text = text(field, row);
		if (text.isPresent() && text.get().length() > LONGEST_TEXT) {
			throw skipped(TrackRow.Reason.TOO_LONG, "Its " + field.label() + " has " + text.get().length()
					+ " characters, at most " + LONGEST_TEXT + " are allowed.");
		}
		return text;
	}

	private Optional<String> text(TrackField field, List<String> row) {
		Column column = this.columns.get(field);
		return (column == null) ? Optional.empty() : CellValues.text(row.get(column.index()));
	}

	private Column column(TrackField field) {
		Column column = this.columns.get(field);
		if (column == null) {
			throw new IllegalStateException("no column of " + field);
		}
		return column;
	}

	/// An id for a row without one: the same row has the same, in any file.
	private static String contentId(String title, List<String> artists, float[] features) {
		List<String> content = new ArrayList<>(artists);
		content.addFirst(title);
		for (float feature : features) {
			content.add(Float.toString(feature));
		}
		try {
			byte[] digest = MessageDigest.getInstance("SHA-256")
				.digest(String.join("\n", content).getBytes(StandardCharsets.UTF_8));
			return "row-" + HexFormat.of().formatHex(digest, 0, 10);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static SkippedException skipped(TrackRow.Reason reason, String detail) {
		return new SkippedException(new TrackRow.Skipped(reason, detail));
	}

	/// @param index from 0
	private record Column(int index, String name) {

		/// Numbers below this are seconds where a column does not say its unit.
		private static final double SECONDS_BELOW = 5000;

		boolean isPercent() {
			return this.name.contains("%");
		}

		/// Milliseconds of the unit of a duration.
		double millis(String duration) {
			String lower = this.name.toLowerCase(java.util.Locale.ROOT);
			if (lower.contains("ms") || lower.contains("milli")) {
				return 1;
			}
			double number = CellValues.number(duration).orElse(0);
			return (lower.endsWith("_s") || lower.contains("sec") || number < SECONDS_BELOW) ? 1000 : 1;
		}

	}

	private static final class SkippedException extends Exception {

		private final transient TrackRow.Skipped row;

		SkippedException(TrackRow.Skipped row) {
			super(row.detail(), null, false, false);
			this.row = row;
		}

	}

}
