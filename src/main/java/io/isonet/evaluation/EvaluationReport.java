package io.isonet.evaluation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// What learners are worth on some playlists. Written as JSON as it is. Immutable.
///
/// @param protocol how it was measured
/// @param rows one for each learner, in the order in which they were given
/// @param curves what the last learner said of some playlists held out, beside what they
/// are; empty where it makes no spread
public record EvaluationReport(Protocol protocol, List<Row> rows, List<Curve> curves) {

	public EvaluationReport {
		rows = List.copyOf(rows);
		curves = List.copyOf(curves);
	}

	/// The same with another note.
	public EvaluationReport with(String note) {
		List<String> notes = new ArrayList<>(this.protocol.notes());
		notes.add(note);
		return new EvaluationReport(new Protocol(this.protocol.folds(), this.protocol.data(), notes), this.rows,
				this.curves);
	}

	/// How it was measured.
	///
	/// @param folds number of times that each learner learned
	/// @param data SHA-256 of the file with the playlists, hexadecimal
	/// @param notes what a reader of the figures has to know
	@Schema(name = "EvaluationProtocol")
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
	@Schema(name = "EvaluationRow")
	public record Row(String model, double mseZ, double mseZ9, double dtwZ, double startError, double endError,
			@Nullable Double directionCosine, @Nullable Integer wins, int of, @Nullable Difference againstRidge,
			Map<String, Double> perFeature, @Nullable Spread spread) {

		public Row {
			perFeature = Collections.unmodifiableMap(new LinkedHashMap<>(perFeature));
		}

	}

	/// A difference of two means, with its 95 % bootstrap interval. Of fewer than
	/// [#FEWEST] playlists it says nothing that is certain: all of five are better by
	/// chance
	/// once in 32 times.
	///
	/// @param difference negative where the first is better
	/// @param low lower end of the interval
	/// @param high upper end of the interval
	@Schema(name = "EvaluationDifference")
	public record Difference(double difference, double low, double high) {

		/// Playlists of which an interval is worth its name.
		public static final int FEWEST = 6;

	}

	/// How well forecast quantiles are where the tracks are.
	///
	/// @param crpsZ continuous ranked probability score in standard units, mean over the
	/// playlists; lower is better
	/// @param coverage share of tracks within an interval
	/// @param calibration the same over all features at several levels
	@Schema(name = "EvaluationSpread")
	public record Spread(double crpsZ, Coverage coverage, List<Calibration> calibration) {

		public Spread {
			calibration = List.copyOf(calibration);
		}

	}

	/// Share of the values held out within intervals of a level.
	///
	/// @param level share that should be
	/// @param observed share that is
	@Schema(name = "EvaluationCalibration")
	public record Calibration(double level, double observed) {

	}

	/// One playlist held out.
	///
	/// @param playlist its id
	/// @param moods its journey
	/// @param tracks number of its tracks, of which the first 100 are shown
	/// @param features some of the features by name, energy and valence first
	@Schema(name = "EvaluationCurve")
	public record Curve(String playlist, String moods, int tracks, Map<String, Line> features) {

		public Curve {
			features = Collections.unmodifiableMap(new LinkedHashMap<>(features));
		}

	}

	/// One feature of a playlist, track by track, in natural units.
	///
	/// @param actual what the tracks are
	/// @param predicted what was said of them, by a model that had not seen them
	@Schema(name = "EvaluationLine")
	public record Line(List<Double> actual, List<Double> predicted) {

		public Line {
			actual = List.copyOf(actual);
			predicted = List.copyOf(predicted);
		}

	}

	/// Share of the tracks held out that lie between two forecast quantiles.
	///
	/// @param level share that should
	/// @param pooled share over all features
	/// @param perFeature share of each feature by name
	@Schema(name = "EvaluationCoverage")
	public record Coverage(double level, double pooled, Map<String, Double> perFeature) {

		public Coverage {
			perFeature = Collections.unmodifiableMap(new LinkedHashMap<>(perFeature));
		}

	}

}
