package io.isonet.inference;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/// How soon a request wants its answer.
///
/// @param priority its place among those that wait
/// @param timeout how long it waits for its answer, above 0; null for as long as the
/// service lets anybody wait
public record Urgency(Priority priority, @Nullable Duration timeout) {

	static final Urgency NORMAL = new Urgency(Priority.NORMAL, null);

	/// What both want together: the higher priority, the shorter timeout.
	Urgency and(Urgency other) {
		Priority higher = (this.priority.compareTo(other.priority) <= 0) ? this.priority : other.priority;
		return new Urgency(higher, (this.timeout == null) ? other.timeout : other.patience(this.timeout));
	}

	/// How long it waits: its own timeout can only shorten the time.
	/// @param longest that anybody may wait
	Duration patience(Duration longest) {
		return (this.timeout == null || this.timeout.compareTo(longest) > 0) ? longest : this.timeout;
	}

}
