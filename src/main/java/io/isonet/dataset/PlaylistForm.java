package io.isonet.dataset;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// One of the two layouts that a file of labelled playlists may have. Not thread-safe.
sealed interface PlaylistForm permits OriginalForm, LongForm {

	/// The form that a header belongs to; empty after a fault.
	static Optional<PlaylistForm> of(CsvRow row, PlaylistCsvReader.Options options, FileFaults faults) {
		CsvHeader header = new CsvHeader(row, faults);
		boolean original = isOriginal(header);
		if (!original && !header.containsAny(LongForm.COLUMNS)) {
			faults.add(row.line(), null, neither(header, options));
			return Optional.empty();
		}
		List<String> columns = original ? OriginalForm.COLUMNS : LongForm.columns(options.schema());
		columns.stream()
			.filter((column) -> !header.contains(column))
			.forEach((column) -> faults.add(row.line(), column, "This column is missing. The file has " + header.found()
					+ "; it needs " + String.join(", ", columns) + "."));
		if (!faults.isEmpty()) {
			return Optional.empty();
		}
		return Optional
			.of(original ? new OriginalForm(header, options, faults) : new LongForm(header, options, faults));
	}

	// with columns of both forms it is the original one only if that is complete
	private static boolean isOriginal(CsvHeader header) {
		return OriginalForm.COLUMNS.stream().allMatch(header::contains)
				|| (header.containsAny(OriginalForm.COLUMNS) && !header.containsAny(LongForm.COLUMNS));
	}

	private static String neither(CsvHeader header, PlaylistCsvReader.Options options) {
		String hint = header.found().matches("'[^,]*(;|\\\\t)[^,]*'") ? " Cells are separated by commas." : "";
		return "The header has neither form: found " + header.found() + ", expected either a playlist's id, "
				+ String.join(", ", OriginalForm.COLUMNS) + ", or "
				+ String.join(", ", LongForm.columns(options.schema())) + "." + hint;
	}

	/// `original` or `long`.
	String name();

	/// Reads a row; what is wrong with it goes to the faults.
	void read(CsvRow row);

	/// The playlists with tracks, once all rows have been read.
	List<PlaylistExample> playlists();

	/// The playlists that were left out.
	List<DataReport.Skipped> skipped();

	/// Every mood word of the file, those of playlists left out too.
	Set<String> words();

	/// Columns that the form does not know.
	List<String> ignoredColumns();

	/// Remarks for whoever made the file.
	Collection<String> notes();

}
