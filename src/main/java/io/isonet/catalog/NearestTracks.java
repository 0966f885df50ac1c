package io.isonet.catalog;

import java.util.Arrays;
import java.util.List;

/// The tracks nearest to each of several points, exactly, in one pass over all tracks.
///
/// The distance of a track `x` to a point `y` is `sum_f w_f d_f(x_f, y_f)^2`: `d` is the difference, for key and tempo the shorter way round
/// (see [FeatureColumns]), and 0 where a track has no key. Sums are in single precision, of one order. Of equally near tracks the
/// first come first. Immutable, for any number of threads.
final class NearestTracks {

	private static final int FEATURES = TrackField.FEATURES.size();

	private final FeatureColumns columns;

	NearestTracks(FeatureColumns columns) {
		this.columns = columns;
	}

	/// @param points in natural units, a row of eleven each
	/// @param weights of each feature at each point, in inverse squares of the units in
	/// which its column stands; 0 or more
	/// @param allowed whether a track takes part
	/// @param count of tracks wanted for each point
	/// @return for each point the nearest first, fewer where fewer are allowed
	List<List<Neighbour>> find(double[][] points, double[][] weights, boolean[] allowed, int count) {
		Nearest[] nearest = new Nearest[points.length];
		float[][] targets = new float[points.length][FEATURES];
		float[][] scales = new float[points.length][FEATURES];
		for (int p = 0; p < points.length; p++) {
			nearest[p] = new Nearest(Math.min(count, this.columns.size()));
			for (int f = 0; f < FEATURES; f++) {
				targets[p][f] = FeatureColumns.coordinate(f, points[p][f]);
				scales[p][f] = (float) weights[p][f];
			}
		}
		float[] distances = new float[FeatureColumns.BLOCK];
		for (int b = 0; b < this.columns.blocks(); b++) {
			float[] block = this.columns.block(b);
			int tracks = this.columns.tracksIn(b);
			for (int p = 0; p < points.length; p++) {
				distances(block, targets[p], scales[p], distances);
				nearest[p].take(distances, tracks, b * FeatureColumns.BLOCK, allowed);
			}
		}
		return Arrays.stream(nearest).map(Nearest::sorted).toList();
	}

	/// Plain loops of one array each, which the compiler turns into vectors.
	private static void distances(float[] block, float[] target, float[] scales, float[] distances) {
		Arrays.fill(distances, 0);
		for (int f = 0; f < FEATURES; f++) {
			if (scales[f] == 0) {
				continue;
			}
			int column = f * FeatureColumns.BLOCK;
			if (FeatureColumns.isRound(f)) {
				addRound(block, column, target[f], scales[f], distances);
			}
			else {
				add(block, column, target[f], scales[f], distances);
			}
		}
	}

	private static void add(float[] block, int column, float target, float scale, float[] distances) {
		for (int i = 0; i < FeatureColumns.BLOCK; i++) {
			float difference = block[column + i] - target;
			distances[i] += scale * difference * difference;
		}
	}

	private static void addRound(float[] block, int column, float target, float scale, float[] distances) {
		for (int i = 0; i < FeatureColumns.BLOCK; i++) {
			float way = Math.abs(block[column + i] - target);
			float shorter = Math.min(way, 1 - way);
			float square = scale * shorter * shorter;
			distances[i] += (square == square) ? square : 0;
		}
	}

	/// @param track its index
	/// @param distance 0 or more
	record Neighbour(int track, float distance) {

	}

	/// The nearest of what was seen so far: a heap with the farthest at its top. Not
	/// thread-safe.
	private static final class Nearest {

		private final int[] tracks;

		private final float[] distances;

		private int size;

		Nearest(int most) {
			this.tracks = new int[most];
			this.distances = new float[most];
		}

		void take(float[] candidates, int count, int first, boolean[] allowed) {
			if (this.tracks.length == 0) {
				return;
			}
			float farthest = (this.size < this.tracks.length) ? Float.POSITIVE_INFINITY : this.distances[0];
			for (int i = 0; i < count; i++) {
				// tracks come in their order: one as far as the farthest comes after it
				if (candidates[i] < farthest && allowed[first + i]) {
					put(first + i, candidates[i]);
					farthest = (this.size < this.tracks.length) ? Float.POSITIVE_INFINITY : this.distances[0];
				}
			}
		}

		private void put(int track, float distance) {
			if (this.size < this.tracks.length) {
				up(this.size++, track, distance);
			}
			else {
				down(track, distance);
			}
		}

		private void up(int from, int track, float distance) {
			int at = from;
			while (at > 0 && isFarther(distance, track, (at - 1) / 2)) {
				move((at - 1) / 2, at);
				at = (at - 1) / 2;
			}
			this.tracks[at] = track;
			this.distances[at] = distance;
		}

		private void down(int track, float distance) {
			int at = 0;
			while (2 * at + 1 < this.size) {
				int child = 2 * at + 1;
				if (child + 1 < this.size && isFarther(this.distances[child + 1], this.tracks[child + 1], child)) {
					child++;
				}
				if (isFarther(distance, track, child)) {
					break;
				}
				move(child, at);
				at = child;
			}
			this.tracks[at] = track;
			this.distances[at] = distance;
		}

		private boolean isFarther(float distance, int track, int than) {
			return distance > this.distances[than] || (distance == this.distances[than] && track > this.tracks[than]);
		}

		private void move(int from, int to) {
			this.tracks[to] = this.tracks[from];
			this.distances[to] = this.distances[from];
		}

		List<Neighbour> sorted() {
			Neighbour[] sorted = new Neighbour[this.size];
			for (int i = 0; i < this.size; i++) {
				sorted[i] = new Neighbour(this.tracks[i], this.distances[i]);
			}
			Arrays.sort(sorted, (a, b) -> (a.distance() != b.distance()) ? Float.compare(a.distance(), b.distance())
					: Integer.compare(a.track(), b.track()));
			return List.of(sorted);
		}

	}

}
