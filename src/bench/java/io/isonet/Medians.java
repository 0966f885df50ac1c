package io.isonet;

import java.util.Arrays;
import java.util.Locale;

/// Median with range of repeated measurements.
public record Medians(double median, double min, double max) {

	public static Medians of(double[] values) {
		double[] sorted = values.clone();
		Arrays.sort(sorted);
		int middle = sorted.length / 2;
		double median = (sorted.length % 2 == 1) ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
		return new Medians(median, sorted[0], sorted[sorted.length - 1]);
	}

	/// In another unit.
	Medians times(double factor) {
		return new Medians(this.median * factor, this.min * factor, this.max * factor);
	}

	/// `median (min - max)` with so many decimals.
	public String text(int decimals) {
		String number = "%." + decimals + "f";
		return String.format(Locale.ROOT, number + " (" + number + " - " + number + ")", this.median, this.min,
				this.max);
	}

}
