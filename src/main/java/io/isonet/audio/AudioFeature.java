package io.isonet.audio;

import java.math.BigDecimal;

/// One measurable property of a track.
///
/// @param name column name, 1 to 64 characters
/// @param unit `dB`, `BPM`, ..., empty where the number has no unit
/// @param min smallest value that makes sense, in the unit
/// @param max largest value that makes sense, in the unit, above `min`
public record AudioFeature(String name, String unit, double min, double max) {

	/// Largest magnitude of a value; what is beyond is no measurement, and would overflow
	/// where features are squared.
	public static final double LARGEST = 1e9;

	public AudioFeature {
		if (name.isBlank() || name.length() > 64) {
			throw new IllegalArgumentException("a feature's name has 1 to 64 characters, not '" + name + "'");
		}
		if (!isMeasurable(min) || !isMeasurable(max) || min >= max) {
			throw new IllegalArgumentException("feature '" + name + "' needs numbers min < max from -1e9 to 1e9, not "
					+ plain(min) + " and " + plain(max));
		}
	}

	/// Whether a number can be a value at all: finite, and not beyond [#LARGEST].
	public static boolean isMeasurable(double value) {
		return Math.abs(value) <= LARGEST;
	}

	/// Whether a value lies in the range, its ends included.
	public boolean contains(double value) {
		return value >= this.min && value <= this.max;
	}

	/// The range for a person, such as `0 to 250`.
	public String range() {
		return plain(this.min) + " to " + plain(this.max);
	}

	private static String plain(double value) {
		return Double.isFinite(value) ? BigDecimal.valueOf(value).stripTrailingZeros().toPlainString()
				: String.valueOf(value);
	}

	/// The nearest value within the range; what is not finite stays what it is.
	public double clamp(double value) {
		return Double.isFinite(value) ? Math.clamp(value, this.min, this.max) : value;
	}

}
