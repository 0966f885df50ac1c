package io.isonet.dataset;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

import io.isonet.mood.MoodSequence;
import io.isonet.mood.MoodTokenizer;
import io.isonet.mood.MoodVocabulary;
import io.isonet.problem.Excerpt;
import io.isonet.problem.ProblemError;
import io.isonet.problem.ProblemException;
import tools.jackson.databind.JsonNode;

/// The column with the moods of a playlist: JSON lists of words or of token ids, or the
/// text form. Not thread-safe.
final class MoodsColumn {

	private static final String EXAMPLE = "[[\"sad\", \"lonely\"], [\"serene\"]]";

	private final int index;

	private final String name;

	private final PlaylistCsvReader.Options options;

	private final FileFaults faults;

	private final Set<String> words = new TreeSet<>();

	MoodsColumn(int index, String name, PlaylistCsvReader.Options options, FileFaults faults) {
		this.index = index;
		this.name = name;
		this.options = options;
		this.faults = faults;
	}

	/// Every word read so far.
	Set<String> words() {
		return this.words;
	}

	/// The moods of a row in JSON or, unless the cell starts with a bracket, as text.
	/// @return empty after a fault
	Optional<MoodSequence> readJsonOrText(CsvRow row) {
		String cell = row.cells().get(this.index).strip();
		return cell.startsWith("[") ? readJson(row) : check(row, () -> MoodSequence.parse(cell));
	}

	/// The moods of a row in JSON.
	/// @return empty after a fault
	Optional<MoodSequence> readJson(CsvRow row) {
		return JsonCell.readList(row, this.index, this.name, EXAMPLE, this.faults).flatMap((states) -> {
			boolean tokens = states.values()
				.stream()
				.anyMatch((state) -> state.values().stream().anyMatch(JsonNode::isNumber));
			if (!tokens) {
				return check(row, () -> MoodSequence.fromJson(states, ""));
			}
			return words(row, states).flatMap((words) -> check(row, () -> MoodSequence.of(words)));
		});
	}

	private Optional<List<List<String>>> words(CsvRow row, JsonNode states) {
		if (this.options.vocabulary().isEmpty()) {
			this.faults.add(row.line(), this.name, "The cell holds token ids, but no vocabulary came with the file;"
					+ " send the vocabulary too, or write words such as " + EXAMPLE + ".");
			return Optional.empty();
		}
		int faultsBefore = this.faults.count();
		List<List<String>> words = new ArrayList<>();
		for (JsonNode state : states) {
			List<String> wordsOfState = new ArrayList<>();
			for (JsonNode token : state) {
				word(row, words.size() + 1, token, this.options.vocabulary().get()).ifPresent(wordsOfState::add);
			}
			words.add(wordsOfState);
		}
		return (this.faults.count() == faultsBefore) ? Optional.of(words) : Optional.empty();
	}

	private Optional<String> word(CsvRow row, int state, JsonNode token, MoodVocabulary vocabulary) {
		if (!token.isInt()) {
			this.faults.add(row.line(), this.name, "State " + state + " holds " + Excerpt.of(token.toString())
					+ " among token ids, which are whole numbers.");
			return Optional.empty();
		}
		int id = token.intValue();
		Optional<String> word = vocabulary.word(id);
		if (word.isEmpty()) {
			this.faults.add(row.line(), this.name, "State " + state + " holds the unknown token id " + id
					+ "; the vocabulary's ids are 0 to " + (vocabulary.size() - 1) + ".");
		}
		else if (!vocabulary.isMood(id)) {
			this.faults.add(row.line(), this.name, "State " + state + " holds the token id " + id
					+ " of the special token " + Excerpt.of(word.get()) + ", which is not a mood.");
			return Optional.empty();
		}
		return word;
	}

	private Optional<MoodSequence> check(CsvRow row, Supplier<MoodSequence> source) {
		try {
			MoodSequence moods = source.get();
			// without a vocabulary the row's own words are one: it knows them all, and
			// still checks each
			MoodVocabulary vocabulary = this.options.vocabulary().orElseGet(() -> MoodVocabulary.of(moods.words()));
			new MoodTokenizer(vocabulary, this.options.maxStates(), this.options.maxWordsPerState()).encode(moods);
			moods.words().forEach(this.words::addAll);
			return Optional.of(moods);
		}
		catch (ProblemException ex) {
			for (ProblemError error : ex.errors()) {
				this.faults.add(row.line(), this.name, error.detail(), error.suggestions());
			}
			return Optional.empty();
		}
	}

}
