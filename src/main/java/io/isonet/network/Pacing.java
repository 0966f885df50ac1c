package io.isonet.network;

/// Which state of a journey is played when: the standard pace,
/// `w_k(u) = .3 tent_k(u) + .7 seg_k(u)`.
///
/// - `u` in `[0, 1]` is the position in the playlist, `K` the number of states, `k` from
///   0
/// - `tent_k(u) = max(0, 1 - |u (K - 1) - k|)`: state k is reached at `k / (K - 1)`
/// - `seg` interpolates linearly between the centres `(k + .5) / K` of equal shares,
///   constant before the first and after the last
///
/// The weights of all states sum to 1 at every position. A caller's own pace, a
/// [PaceCurve], asks for those of another position. Stateless.
public final class Pacing {

	private static final double TENT_SHARE = .3;

	private Pacing() {
	}

	/// Weight of state `k` of `states` at position `u`, in `[0, 1]`.
	public static double weight(int k, int states, double u) {
		if (states == 1) {
			return 1;
		}
		double tent = hat(u * (states - 1) - k);
		double seg = hat(Math.clamp(u * states - .5, 0, states - 1) - k);
		return TENT_SHARE * tent + (1 - TENT_SHARE) * seg;
	}

	/// Position of track `t`, from 0, in a playlist of `length` tracks:
	/// `t / (length - 1)`, 0 for a single track.
	public static double position(int t, int length) {
		return (length == 1) ? 0 : (double) t / (length - 1);
	}

	private static double hat(double distance) {
		return Math.max(0, 1 - Math.abs(distance));
	}

}
