package io.isonet.network;

import java.util.ArrayList;
import java.util.List;

/// A caller's own pace: how far a journey has come at each position of its playlist, in
/// the positions of the standard pace. Where the standard pace asks for the weights
/// `w(u)` of [Pacing], this one asks for `w(g(u))`.
///
/// `g` is linear between the points `(x, y)`, never falls, and has `g(0) = 0` and
/// `g(1) = 1`. Points may share an `x`: `g` jumps there, and has the highest `y` of them
/// at the jump itself, but for one at 0, where it is 0. Immutable.
///
/// @param points two or more, from `(0, 0)` to `(1, 1)`, neither `x` nor `y` ever falling
public record PaceCurve(List<Point> points) {

	/// Most points that a caller may give.
	public static final int MOST_POINTS = 100;

	/// The standard pace, `g(u) = u`, to the bit.
	public static final PaceCurve STANDARD = new PaceCurve(List.of(new Point(0, 0), new Point(1, 1)));

	public PaceCurve {
		points = List.copyOf(points);
		if (points.size() < 2) {
			throw new IllegalArgumentException("a pace has two points or more, not " + points.size());
		}
		check(points.getFirst(), 0);
		check(points.getLast(), 1);
		for (int i = 1; i < points.size(); i++) {
			Point before = points.get(i - 1);
			Point point = points.get(i);
			if (!(point.x >= before.x && point.y >= before.y)) {
				throw new IllegalArgumentException("a pace never falls, but " + before + " is before " + point);
			}
		}
	}

	/// Gives each state a share of the playlist; within its share a state is played as at
	/// the standard pace. `g` is linear between the points
	/// `((s_0 + ... + s_(k-1)) / sum, k / K)`, `k` from 0 to `K`.
	/// @param shares one number a state, above 0 and finite; only their proportions count
	public static PaceCurve shares(double... shares) {
		if (shares.length == 0) {
			throw new IllegalArgumentException("a pace has one share or more");
		}
		double largest = 0;
		boolean equal = true;
		for (double share : shares) {
			if (!(share > 0) || Double.isInfinite(share)) {
				throw new IllegalArgumentException("a share is above 0 and finite, not " + share);
			}
			largest = Math.max(largest, share);
			equal &= share == shares[0];
		}
		if (equal) {
			return STANDARD;
		}
		// of the largest, so that their sum is finite
		double[] sums = new double[shares.length + 1];
		for (int k = 0; k < shares.length; k++) {
			sums[k + 1] = sums[k] + shares[k] / largest;
		}
		List<Point> points = new ArrayList<>(sums.length);
		for (int k = 0; k < sums.length; k++) {
			points.add(new Point(sums[k] / sums[shares.length], (double) k / shares.length));
		}
		return new PaceCurve(points);
	}

	/// Holds each state for the central part of its equal share. `g` is `(k + .5) / K`
	/// from `(k + .5 - h / 2) / K` to `(k + .5 + h / 2) / K`, and linear between those
	/// plateaus, before the first and after the last. With 0 that is the standard pace,
	/// with 1 it is steps: a position on the border of two shares belongs to the later
	/// one, and `g(0) = 0` and `g(1) = 1` even then.
	/// @param hold `h`, the part of a share, 0 to 1
	/// @param states `K`, from 1
	public static PaceCurve hold(double hold, int states) {
		if (!(hold >= 0 && hold <= 1)) {
			throw new IllegalArgumentException("a pace holds for 0 to 1 of a share, not " + hold);
		}
		if (states < 1) {
			throw new IllegalArgumentException("a journey has one state or more, not " + states);
		}
		if (hold == 0) {
			return STANDARD;
		}
		List<Point> points = new ArrayList<>(2 * states + 2);
		points.add(new Point(0, 0));
		for (int k = 0; k < states; k++) {
			double centre = k + .5;
			points.add(new Point((centre - hold / 2) / states, centre / states));
			points.add(new Point((centre + hold / 2) / states, centre / states));
		}
		points.add(new Point(1, 1));
		return new PaceCurve(points);
	}

	/// Takes the points as they are.
	/// @param points 2 to 100, from `(0, 0)` to `(1, 1)`, `x` rising from each to the
	/// next, `y` never falling
	public static PaceCurve curve(List<Point> points) {
		if (points.size() < 2 || points.size() > MOST_POINTS) {
			throw new IllegalArgumentException("a curve has 2 to " + MOST_POINTS + " points, not " + points.size());
		}
		for (int i = 1; i < points.size(); i++) {
			if (!(points.get(i).x > points.get(i - 1).x)) {
				throw new IllegalArgumentException(
						"x rises from point to point, but " + points.get(i - 1) + " is before " + points.get(i));
			}
		}
		PaceCurve curve = new PaceCurve(points);
		return points.stream().allMatch((point) -> point.x == point.y) ? STANDARD : curve;
	}

	/// `g(u)`, in `[0, 1]`.
	/// @param u position in the playlist, in `[0, 1]`
	public double at(double u) {
		if (u <= 0) {
			return 0;
		}
		if (u >= 1) {
			return 1;
		}
		int i = this.points.size() - 2;
		while (this.points.get(i).x > u) {
			i--;
		}
		Point from = this.points.get(i);
		Point to = this.points.get(i + 1);
		// the last one at or before u: the next is after it, not at the same x
		double y = from.y + (u - from.x) / (to.x - from.x) * (to.y - from.y);
		return Math.min(y, to.y);
	}

	/// Whether this is [#STANDARD].
	public boolean isStandard() {
		return equals(STANDARD);
	}

	private static void check(Point end, double wanted) {
		if (end.x != wanted || end.y != wanted) {
			throw new IllegalArgumentException("a pace goes from (0, 0) to (1, 1), not by way of " + end);
		}
	}

	/// A place on the way.
	///
	/// @param x position in the playlist, 0 to 1
	/// @param y position at the standard pace, 0 to 1
	public record Point(double x, double y) {

		@Override
		public String toString() {
			return "(" + this.x + ", " + this.y + ")";
		}

	}

}
