package io.isonet.network;

/// What a network says of one journey.
///
/// @param features `(n, F)`, natural units, clamped to each feature's range where the
/// network's answer is finite; not copied
/// @param attention weight of each token slot at each step, `(n, S)`, rows sum to 1; not
/// copied
public record Forecast(float[][] features, float[][] attention) {

	/// Whether every number is finite.
	public boolean isFinite() {
		return isFinite(this.features) && isFinite(this.attention);
	}

	private static boolean isFinite(float[][] rows) {
		for (float[] row : rows) {
			for (float value : row) {
				if (!Float.isFinite(value)) {
					return false;
				}
			}
		}
		return true;
	}

}
