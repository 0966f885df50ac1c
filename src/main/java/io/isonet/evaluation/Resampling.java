package io.isonet.evaluation;

import java.util.stream.IntStream;

import io.isonet.dataset.PlaylistExample;
import io.isonet.network.Pacing;

/// Brings playlists to one length: linear interpolation over the position `u` in
/// `[0, 1]` between the tracks that count, constant before the first and after the last.
final class Resampling {

	private Resampling() {
	}

	/// A playlist, one track of which counts at least, at `length` positions:
	/// `[length][F]`
	/// in the units of its features.
	static double[][] rows(PlaylistExample playlist, int length) {
		double[] places = IntStream.range(0, playlist.length())
			.filter(playlist::counts)
			.mapToDouble((t) -> Pacing.position(t, playlist.length()))
			.toArray();
		return rows(places, playlist.counted(), length);
	}

	/// Rows that lie at equal distances, from 0 to 1, at `length` positions.
	static double[][] rows(double[][] rows, int length) {
		double[] places = IntStream.range(0, rows.length).mapToDouble((t) -> Pacing.position(t, rows.length)).toArray();
		return rows(places, rows, length);
	}

	private static double[][] rows(double[] places, double[][] rows, int length) {
		double[][] resampled = new double[length][];
		for (int t = 0; t < length; t++) {
			double u = Pacing.position(t, length);
			int next = 0;
			while (next < places.length && places[next] < u) {
				next++;
			}
			int above = Math.min(next, places.length - 1);
			int below = Math.max(0, next - 1);
			double share = (above == below) ? 0 : (u - places[below]) / (places[above] - places[below]);
			resampled[t] = between(rows[below], rows[above], share);
		}
		return resampled;
	}

	private static double[] between(double[] one, double[] other, double share) {
		return IntStream.range(0, one.length).mapToDouble((f) -> (1 - share) * one[f] + share * other[f]).toArray();
	}

}
