package io.isonet.dataset;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.isonet.audio.AudioFeature;
import io.isonet.audio.FeatureSchema;
import io.isonet.mood.MoodState;
import io.isonet.mood.MoodVocabulary;
import io.isonet.problem.Excerpt;
import org.jspecify.annotations.Nullable;

/// Reads a lexicon of mood words from CSV in UTF-8: a line for each word, and a header
/// that says what its numbers are, `word,valence,arousal`, `word,group`, or `word` with
/// every feature. Columns stand in any order, and there are no others. Safe for any number
/// of threads.
///
/// A group is written as its number, or as one of its words.
public final class LexiconCsvReader {

	private static final String WORD = "word";

	private static final String GROUP = "group";

	private static final List<String> VALENCE_AROUSAL = List.of("valence", "arousal");

	private final MoodGroups groups;

	private final int maxWords;

	/// @param maxWords most words of a lexicon
	public LexiconCsvReader(MoodGroups groups, int maxWords) {
		this.groups = groups;
		this.maxWords = maxWords;
	}

	/// Reads a file to its end; the caller closes it.
	/// @param features those that a lexicon of features must have, each number within its
	/// range; without them, those that the header names, of any range
	/// @throws InvalidLexiconException with every fault, up to 100
	/// @throws IOException if reading fails
	public Lexicon read(InputStream in, Optional<FeatureSchema> features) throws IOException {
		FileFaults faults = new FileFaults();
		CsvRows rows = new CsvRows(in, faults);
		Optional<CsvRow> first = rows.next();
		if (first.isEmpty() && faults.isEmpty()) {
			faults.add(1, null, "The file is empty; it starts with a header such as word,valence,arousal.");
		}
		faults.throwIfAny(InvalidLexiconException::new);
		CsvHeader header = new CsvHeader(first.orElseThrow(), faults);
		faults.throwIfAny(InvalidLexiconException::new);
		Form form = form(header, features, faults);
		faults.throwIfAny(InvalidLexiconException::new);
		Map<String, double[]> words = readRows(rows, header, form, faults);
		if (words.isEmpty() && faults.isEmpty()) {
			faults.add(header.line(), null, "No row follows the header; there must be a word.");
		}
		faults.throwIfAny(InvalidLexiconException::new);
		return new Lexicon(form.kind(), form.columns(), words);
	}

	private static Form form(CsvHeader header, Optional<FeatureSchema> features, FileFaults faults) {
		if (isOf(header, VALENCE_AROUSAL)) {
			return new Form(Lexicon.Kind.VALENCE_AROUSAL, VALENCE_AROUSAL, null);
		}
		if (isOf(header, List.of(GROUP))) {
			return new Form(Lexicon.Kind.GROUP, List.of(GROUP), null);
		}
		List<String> wanted = features.map(FeatureSchema::names)
			.orElseGet(() -> header.without(List.of(header.indexOf(WORD))));
		if (!isOf(header, wanted)) {
			faults.add(header.line(), null,
					"The header has " + header.found()
							+ "; a lexicon has the columns word,valence,arousal or word,group or word,"
							+ String.join(",", wanted) + ", and no others.");
		}
		return new Form(Lexicon.Kind.FEATURES, wanted, features.orElse(null));
	}

	private static boolean isOf(CsvHeader header, List<String> columns) {
		return header.contains(WORD) && header.size() == columns.size() + 1
				&& columns.stream().allMatch(header::contains);
	}

	private Map<String, double[]> readRows(CsvRows rows, CsvHeader header, Form form, FileFaults faults)
			throws IOException {
		Map<String, double[]> words = new LinkedHashMap<>();
		Map<String, Long> lines = new HashMap<>();
		for (Optional<CsvRow> row = rows.next(); row.isPresent() && !faults.isOverfull(); row = rows.next()) {
			long line = row.get().line();
			if (row.get().cells().size() != header.size()) {
				faults.add(line, null, "The row has " + row.get().cells().size() + " cells, the header " + header.size()
						+ "; every row has as many as the header, and a cell with commas stands in quotes.");
				continue;
			}
			Optional<String> word = readWord(row.get(), header, faults);
			double[] numbers = readNumbers(row.get(), header, form, faults);
			if (word.isEmpty()) {
				continue;
			}
			Long other = lines.putIfAbsent(word.get(), line);
			if (other != null) {
				faults.add(line, WORD, "The word " + Excerpt.of(word.get()) + " stands in line " + other
						+ " already; case and spacing count for nothing.");
			}
			else if (lines.size() > this.maxWords) {
				faults.add(line, null, "With this line there are more than " + this.maxWords
						+ " words; the setting isonet.lexicon.max-words has that limit.");
				return words;
			}
			words.putIfAbsent(word.get(), numbers);
		}
		return words;
	}

	/// @return empty after a fault
	private static Optional<String> readWord(CsvRow row, CsvHeader header, FileFaults faults) {
		String word = MoodState.normalise(row.cells().get(header.indexOf(WORD)));
		if (word.isEmpty()) {
			faults.add(row.line(), WORD, "The word is empty.");
			return Optional.empty();
		}
		if (word.length() > MoodVocabulary.MAX_WORD_LENGTH) {
			faults.add(row.line(), WORD, "The word " + Excerpt.of(word) + " has " + word.length()
					+ " characters; at most " + MoodVocabulary.MAX_WORD_LENGTH + " are allowed.");
			return Optional.empty();
		}
		if (MoodVocabulary.isReserved(word)) {
			faults.add(row.line(), WORD, "The word " + Excerpt.of(word) + " is reserved for a special token.");
			return Optional.empty();
		}
		return Optional.of(word);
	}

	/// The numbers of a row, in the order of the form's columns; some have no meaning
	/// after a fault.
	private double[] readNumbers(CsvRow row, CsvHeader header, Form form, FileFaults faults) {
		double[] numbers = new double[form.columns().size()];
		for (int i = 0; i < numbers.length; i++) {
			String column = form.columns().get(i);
			String cell = row.cells().get(header.indexOf(column)).strip();
			if (form.kind() == Lexicon.Kind.GROUP) {
				Optional<MoodGroup> group = group(cell);
				if (group.isEmpty()) {
					faults.add(row.line(), column, "There is no group " + Excerpt.of(cell) + "; a group is " + known()
							+ ", or one of its words.");
				}
				numbers[i] = group.map(MoodGroup::number).orElse(0);
				continue;
			}
			numbers[i] = NumberCell.read(cell);
			if (!AudioFeature.isMeasurable(numbers[i])) {
				faults.add(row.line(), column, NumberCell.fault(cell));
			}
			else if (form.schema() != null && !form.schema().feature(i).contains(numbers[i])) {
				faults.add(row.line(), column, "The cell holds " + Excerpt.of(cell) + ", which lies outside "
						+ form.schema().feature(i).range() + ", the range of this feature.");
			}
		}
		return numbers;
	}

	private Optional<MoodGroup> group(String cell) {
		return this.groups.groups()
			.stream()
			.filter((group) -> String.valueOf(group.number()).equals(cell))
			.findFirst()
			.or(() -> this.groups.group(cell));
	}

	private String known() {
		List<String> known = new ArrayList<>();
		this.groups.groups().forEach((group) -> known.add(group.number() + " (" + group.words().getFirst() + ")"));
		return String.join(", ", known);
	}

	/// @param schema of the columns, in their order; null where their ranges are not
	/// known
	private record Form(Lexicon.Kind kind, List<String> columns, @Nullable FeatureSchema schema) {
	}

}
