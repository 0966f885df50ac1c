package io.isonet.dataset;

import java.util.Optional;

import io.isonet.problem.Excerpt;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Cells that hold JSON, read strictly.
final class JsonCell {

	private static final int MAX_DEPTH = 10;

	private static final int MAX_NUMBER_LENGTH = 100;

	// NaN is no JSON either, but Python writes it: let through here, it is refused where
	// a number is read
	private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
		.streamReadConstraints(
				StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).maxNumberLength(MAX_NUMBER_LENGTH).build())
		.build())
		.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
		.enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
		.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
		.build();

	private JsonCell() {
	}

	/// The list in a cell; empty after a fault, for anything else.
	/// @param example of what would be right
	static Optional<JsonNode> readList(CsvRow row, int index, String column, String example, FileFaults faults) {
		String cell = row.cells().get(index);
		try {
			JsonNode list = JSON.readTree(cell);
			if (list.isArray()) {
				return Optional.of(list);
			}
			faults.add(row.line(), column, "The cell is a list such as " + example + ", not " + Excerpt.of(cell) + ".");
		}
		catch (StreamConstraintsException ex) {
			faults.add(row.line(), column, "The cell holds a number of more than " + MAX_NUMBER_LENGTH
					+ " characters or lists more than " + MAX_DEPTH + " deep; it is a list such as " + example + ".");
		}
		catch (JacksonException ex) {
			faults.add(row.line(), column,
					"The cell is not JSON " + place(cell, ex) + "; it is a list such as " + example + ".");
		}
		return Optional.empty();
	}

	private static String place(String cell, JacksonException ex) {
		int offset = (ex.getLocation() != null) ? (int) ex.getLocation().getCharOffset() : -1;
		if (offset < 0 || offset >= cell.length()) {
			return "up to its end " + Excerpt.of(cell.substring(Math.max(0, cell.length() - 20)));
		}
		return "near character " + (offset + 1) + ", at "
				+ Excerpt.of(cell.substring(offset, Math.min(cell.length(), offset + 20)));
	}

}
