package io.isonet.dataset;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

import io.isonet.audio.FeatureSchema;
import io.isonet.mood.InvalidVocabularyException;
import io.isonet.mood.MoodVocabulary;
import io.isonet.problem.ProblemError;

/// Reads labelled playlists from CSV in UTF-8, row by row. Stateless, safe for any number
/// of threads.
///
/// The header tells which of two forms a file has; names of columns are found in any
/// order and any case, further columns are ignored and reported.
///
/// - **Original**, one line a playlist: its id, `moods_states` as JSON lists of token ids
///   or of words, and `features` as a JSON list with one list of numbers per track, or
///   `[null]` for a playlist without tracks, which is left out.
/// - **Long**, one line a track: `playlist`, `position`, `moods` (text or JSON), one
///   column per feature, `track_id` if any.
public final class PlaylistCsvReader {

	/// Reads a file to its end; the caller closes it.
	/// @throws InvalidPlaylistFileException with every fault, up to 100
	/// @throws IOException if reading fails
	public PlaylistDataset read(InputStream in, Options options) throws IOException {
		FileFaults faults = new FileFaults();
		CsvRows rows = new CsvRows(in, faults);
		Optional<CsvRow> header = rows.next();
		if (header.isEmpty() && faults.isEmpty()) {
			faults.add(1, null, "The file is empty; it starts with a header that names the columns.");
		}
		Optional<PlaylistForm> form = header.flatMap((row) -> PlaylistForm.of(row, options, faults));
		faults.throwIfAny();
		readRows(rows, header.orElseThrow().cells().size(), form.orElseThrow(), faults);
		faults.throwIfAny();
		return dataset(form.orElseThrow(), options, header.orElseThrow().line());
	}

	private static void readRows(CsvRows rows, int columns, PlaylistForm form, FileFaults faults) throws IOException {
		for (Optional<CsvRow> row = rows.next(); row.isPresent() && !faults.isOverfull(); row = rows.next()) {
			int cells = row.get().cells().size();
			if (cells == columns) {
				form.read(row.get());
			}
			else {
				faults.add(row.get().line(), null, "The row has " + cells + " cells, the header " + columns
						+ "; every row has as many as the header, and a cell with commas stands in quotes.");
			}
		}
	}

	private static PlaylistDataset dataset(PlaylistForm form, Options options, long headerLine) {
		List<PlaylistExample> playlists = form.playlists();
		if (playlists.isEmpty()) {
			throw nothingToLearn(form, headerLine);
		}
		MoodVocabulary vocabulary = options.vocabulary().orElseGet(() -> vocabulary(form, headerLine));
		return new PlaylistDataset(options.schema(), vocabulary, playlists,
				new DataReporter(form, playlists, options.schema(), vocabulary).report());
	}

	private static InvalidPlaylistFileException nothingToLearn(PlaylistForm form, long headerLine) {
		int skipped = form.skipped().stream().mapToInt(DataReport.Skipped::count).sum();
		return new InvalidPlaylistFileException(ProblemError.inFile(headerLine, null,
				(skipped > 0) ? "None of the " + skipped + " playlists has tracks; one or more must."
						: "No row follows the header; there must be a playlist to learn from."));
	}

	private static MoodVocabulary vocabulary(PlaylistForm form, long headerLine) {
		try {
			return MoodVocabulary.of(form.words());
		}
		catch (InvalidVocabularyException ex) {
			// each word was checked with its row, so that only their number is left
			throw new InvalidPlaylistFileException(
					ProblemError.inFile(headerLine, null, String.valueOf(ex.getMessage())));
		}
	}

	/// What a file is read for.
	///
	/// @param schema features of each track; in the original form in this order
	/// @param vocabulary the only words that are allowed, and the meaning of token ids;
	/// without one, the file's own words are numbered
	/// @param maxStates most states of a journey
	/// @param maxWordsPerState most words of a state
	/// @param maxTracksPerPlaylist most tracks of a playlist
	public record Options(FeatureSchema schema, Optional<MoodVocabulary> vocabulary, int maxStates,
			int maxWordsPerState, int maxTracksPerPlaylist) {

		public Options {
			if (maxStates < 1 || maxWordsPerState < 1 || maxTracksPerPlaylist < 1) {
				throw new IllegalArgumentException("limits are 1 or more, not " + maxStates + ", " + maxWordsPerState
						+ " and " + maxTracksPerPlaylist);
			}
		}

		/// The eleven features, no vocabulary, 5 states of 5 words, 500 tracks.
		public static Options standard() {
			return new Options(FeatureSchema.ELEVEN, Optional.empty(), 5, 5, 500);
		}

		/// The same with a vocabulary.
		public Options withVocabulary(MoodVocabulary vocabulary) {
			return new Options(this.schema, Optional.of(vocabulary), this.maxStates, this.maxWordsPerState,
					this.maxTracksPerPlaylist);
		}

	}

}
