package io.isonet.evaluation;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/// What learners are worth on some playlists. Written as JSON as it is. Immutable.
///
/// @param protocol how it was measured
/// @param rows one for each learner, in the order in which they were given
public record EvaluationReport(Protocol protocol, List<Row> rows) {

	public EvaluationReport {
		rows = List.copyOf(rows);
	}

	/// How it was measured.
	///
	/// @param folds number of times that each learner learned
	/// @param data SHA-256 of the file with the playlists, hexadecimal
	/// @param notes what a reader of the figures has to know
	public record Protocol(int folds, String data, List<String> notes) {

		public Protocol {
			notes = List.copyOf(notes);
		}

	}

	/// Figures of one learner: means over the playlists held out, in standard units of
	/// each
	/// fold's training part.
	///
	/// @param model name of the learner
	/// @param mseZ mean square error over all features; 1 is about what a constant scores
	/// @param mseZ9 the same without key and mode
	/// @param dtwZ cost of dynamic time warping for each pair of rows on its path
	/// @param startError distance at the first two tracks
	/// @param endError distance at the last two tracks
	/// @param directionCosine between the change predicted and the true one, over
	/// playlists
	/// where both are there; null where they are nowhere
	/// @param wins number of playlists with a lower [#mseZ] than the per-position mean
	/// has;
	/// null for that one itself, and where it did not take part
	/// @param of number of playlists
	/// @param againstRidge [#mseZ] less that of ridge; null for ridge itself, and where
	/// it
	/// did not take part
	/// @param perFeature mean square error of each feature by name, in the order of the
	/// schema
	/// @param spread figures of the forecast quantiles; null for a learner that has none
	public record Row(String model, double mseZ, double mseZ9, double dtwZ, double startError, double endError,
			@Nullable Double directionCosine, @Nullable Integer wins, int of, @Nullable Difference againstRidge,
			Map<String, Double> perFeature, @Nullable Spread spread) {

		public Row {
			perFeature = Collections.unmodifiableMap(new LinkedHashMap<>(perFeature));
		}

	}

	/// A difference of two means, with its 95 % bootstrap interval.
	///
	/// @param difference negative where the first is better
	/// @param low lower end of the interval
	/// @param high upper end of the interval
	public record Difference(double difference, double low, double high) {

	}

	/// How well forecast quantiles are where the tracks are.
	///
	/// @param crpsZ continuous ranked probability score in standard units, mean over the
	/// playlists; lower is better
	/// @param coverage share of tracks within an interval
	public record Spread(double crpsZ, Coverage coverage) {

	}

	/// Share of the tracks held out that lie between two forecast quantiles.
	///
	/// @param level share that should
	/// @param pooled share over all features
	/// @param perFeature share of each feature by name
	public record Coverage(double level, double pooled, Map<String, Double> perFeature) {

		public Coverage {
			perFeature = Collections.unmodifiableMap(new LinkedHashMap<>(perFeature));
		}

	}

}
