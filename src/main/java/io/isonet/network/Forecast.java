package io.isonet.network;

/// What a network says of one journey.
///
/// @param features `(n, F)`, natural units, clamped to each feature's range unless the
/// network's answer is not a number; not copied
/// @param attention weight of each token slot at each step, `(n, S)`, rows sum to 1; not
/// copied
public record Forecast(float[][] features, float[][] attention) {

	/// Whether every number is finite.
	public boolean isFinite() {
		for (float[] row : this.features) {
			for (float value : row) {
				if (!Float.isFinite(value)) {
					return false;
				}
			}
		}
		return true;
	}

}
