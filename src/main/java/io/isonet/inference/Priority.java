package io.isonet.inference;

import java.time.Duration;

/// Who goes first among those that wait. A level is worth a second of waiting: nobody is
/// overtaken by what comes later than that, and within a level the order is that of
/// arrival.
public enum Priority {

	HIGH, NORMAL, LOW;

	private static final Duration LEVEL = Duration.ofSeconds(1);

	/// How much later than it came a request counts as having come.
	long nanosBehind() {
		return ordinal() * LEVEL.toNanos();
	}

}
