package io.isonet;

import java.time.Duration;
import java.util.Arrays;
import java.util.stream.IntStream;

/// What became of requests that were to be sent at given moments. Each is written once, by
/// one thread; read when all have ended.
final class Arrivals {

	private static final int NEVER_SENT = -1;

	private final long[] moments;

	private final int[] statuses;

	private final long[] latencies;

	/// @param moments nanoseconds from the start, ascending
	Arrivals(long[] moments) {
		this.moments = moments;
		this.statuses = new int[moments.length];
		this.latencies = new long[moments.length];
		Arrays.fill(this.statuses, NEVER_SENT);
	}

	int count() {
		return this.moments.length;
	}

	/// When it was to be sent, nanoseconds from the start.
	long moment(int index) {
		return this.moments[index];
	}

	/// @param status 0 where the connection broke
	/// @param latency nanoseconds from the moment at which it was to be sent
	void answered(int index, int status, long latency) {
		this.statuses[index] = status;
		this.latencies[index] = latency;
	}

	/// Those with a status.
	long with(int status) {
		return Arrays.stream(this.statuses).filter((found) -> found == status).count();
	}

	/// Those whose callers found no connection free for as long as they would wait.
	long neverSent() {
		return with(NEVER_SENT);
	}

	/// Milliseconds within which this share of the answers with 200 came, from 0 to 1; not a
	/// number where there is none.
	double millis(double share) {
		return share(IntStream.range(0, count()), share);
	}

	/// The end of the first window in which everything is answered with 200, half of it
	/// within so many milliseconds; the end of all where there is none.
	Duration settled(Duration window, double millis) {
		long length = window.toNanos();
		long last = this.moments[count() - 1] / length;
		for (long w = 0; w < last; w++) {
			long begin = w * length;
			int[] inside = IntStream.range(0, count())
				.filter((i) -> this.moments[i] >= begin && this.moments[i] < begin + length)
				.toArray();
			boolean all = Arrays.stream(inside).allMatch((i) -> this.statuses[i] == 200);
			if (all && share(Arrays.stream(inside), .5) <= millis) {
				return Duration.ofNanos(begin + length);
			}
		}
		return Duration.ofNanos((last + 1) * length);
	}

	private double share(IntStream indices, double share) {
		long[] sorted = indices.filter((i) -> this.statuses[i] == 200).mapToLong((i) -> this.latencies[i]).sorted().toArray();
		if (sorted.length == 0) {
			return Double.NaN;
		}
		return sorted[Math.clamp((long) Math.ceil(share * sorted.length) - 1, 0, sorted.length - 1)] / 1e6;
	}

}
