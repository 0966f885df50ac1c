package io.isonet.dataset;

import java.util.List;

/// One record of a CSV file.
///
/// @param line where it starts in the file, from 1
/// @param cells as they stand in the file, without their quotes
record CsvRow(long line, List<String> cells) {

	/// Whether nothing stands in the line but white space.
	boolean isBlank() {
		return this.cells.size() == 1 && this.cells.getFirst().isBlank();
	}

}
