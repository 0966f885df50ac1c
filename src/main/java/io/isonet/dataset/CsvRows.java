package io.isonet.dataset;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;

/// The rows of a CSV file, one at a time. What is not CSV is a fault and ends the rows.
/// Not thread-safe.
final class CsvRows {

	/// Most characters of a cell: room for 500 tracks of 64 features written with 17
	/// digits.
	static final int MAX_CELL_LENGTH = 1024 * 1024;

	private static final int MAX_COLUMNS = 1000;

	private final FileFaults faults;

	private final RowHandler handler = new RowHandler();

	private final Iterator<CsvRow> rows;

	CsvRows(InputStream in, FileFaults faults) {
		this.faults = faults;
		this.rows = CsvReader.builder()
			.allowUnclosedQuote(false)
			.extraFieldStrategy(FieldMismatchStrategy.IGNORE)
			.missingFieldStrategy(FieldMismatchStrategy.IGNORE)
			.maxBufferSize(2 * MAX_CELL_LENGTH)
			.build(this.handler, new StrictUtf8Reader(in))
			.iterator();
	}

	/// The next row that is not blank; empty at the end of the file, or of what can be
	/// read of it.
	/// @throws IOException if reading fails
	Optional<CsvRow> next() throws IOException {
		try {
			while (this.rows.hasNext()) {
				CsvRow row = this.rows.next();
				if (!row.isBlank()) {
					return Optional.of(row);
				}
			}
		}
		catch (UncheckedIOException ex) {
			if (!(ex.getCause() instanceof StrictUtf8Reader.NotTextException notText)) {
				throw ex.getCause();
			}
			this.faults.add(notText.line(), null, String.valueOf(notText.getMessage()));
		}
		catch (CsvParseException ex) {
			this.faults
				.add(this.handler.line(), String.valueOf(this.handler.cell()), "The row is not CSV from this cell on: "
						+ reason(ex)
						+ ". A cell with a comma, a quote or a line break stands in quotes, each quote in it doubled;"
						+ " it has at most " + MAX_CELL_LENGTH + " characters.");
		}
		return Optional.empty();
	}

	private static String reason(CsvParseException ex) {
		Throwable cause = (ex.getCause() instanceof CsvParseException inner) ? inner : ex;
		return String.valueOf(cause.getMessage()).replaceFirst("\\.? \\(record starting at line \\d+\\)$", "");
	}

	/// Collects the cells of a row and knows where it was when the parser gave up.
	private static final class RowHandler extends AbstractBaseCsvCallbackHandler<CsvRow> {

		private List<String> cells = new ArrayList<>();

		@Override
		protected void handleBegin(long line) {
			this.cells = new ArrayList<>(this.cells.size());
		}

		@Override
		protected void handleField(int index, char[] buffer, int offset, int length, boolean quoted) {
			if (index == MAX_COLUMNS) {
				throw new CsvParseException("the row has more than " + MAX_COLUMNS + " cells");
			}
			if (length > MAX_CELL_LENGTH) {
				throw new CsvParseException("the cell has " + length + " characters");
			}
			this.cells.add(new String(buffer, offset, length));
		}

		@Override
		protected void handleEmpty() {
			this.cells.add("");
		}

		@Override
		protected CsvRow buildRecord() {
			return new CsvRow(line(), this.cells);
		}

		long line() {
			return getStartingLineNumber();
		}

		int cell() {
			return this.cells.size() + 1;
		}

	}

}
