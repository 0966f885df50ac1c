package io.isonet.catalog;

import java.util.Set;

/// What became of one row of a file.
sealed interface TrackRow {

	/// @param clamped features whose value lay beyond the range and was brought to its
	/// end
	record Read(Track track, Set<TrackField> clamped) implements TrackRow {

		public Read {
			clamped = Set.copyOf(clamped);
		}

	}

	/// @param detail what was found, for a person
	record Skipped(Reason reason, String detail) implements TrackRow {

	}

	/// Why a row is no track.
	enum Reason {

		NEVER_ANALYSED("never analysed: tempo, danceability and speechiness, or tempo alone, are 0"),

		MISSING("a feature is missing"),

		NOT_A_VALUE("a cell is not what its column holds"),

		OUT_OF_RANGE("a feature is out of its range"),

		WRONG_CELLS("the row has more or fewer cells than the header"),

		TOO_LONG("a text is longer than it may be");

		private final String text;

		Reason(String text) {
			this.text = text;
		}

		/// For a person.
		String text() {
			return this.text;
		}

	}

}
