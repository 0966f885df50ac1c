package io.isonet.crash;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// What callers saw while the database was away.
///
/// @param pause how long it was
/// @param predictions calls from shortly before the pause to the end
/// @param readiness looks at the readiness in that time
/// @param refused other calls while it was away
/// @param back from the end of the pause until every call was answered as before
/// @param connectionsBefore that the pool had given out before the pause
/// @param connectionsAfter the same when all was as before
/// @param waitingAfter who waited for a connection then
/// @param faults everything that is not as it should be, in words
public record PauseReport(Duration pause, Calls predictions, Calls readiness, Calls refused, Duration back,
		int connectionsBefore, int connectionsAfter, int waitingAfter, List<String> faults) {

	public String table() {
		StringBuilder text = new StringBuilder(
				"| database paused for %d s | |\n|---|---|\n".formatted(this.pause.toSeconds()));
		row(text, "predictions", this.predictions.count);
		row(text, "of these not answered with 200", this.predictions.wrong.size());
		row(text, "slowest, ms", this.predictions.slowest.toMillis());
		row(text, "looks at the readiness", this.readiness.count);
		row(text, "of these not ready", this.readiness.wrong.size());
		row(text, "registry calls and trainings meanwhile", this.refused.count);
		row(text, "of these not 503 with Retry-After within 3 s", this.refused.wrong.size());
		row(text, "slowest, ms", this.refused.slowest.toMillis());
		row(text, "until all is answered again, ms", this.back.toMillis());
		row(text, "connections given out before", this.connectionsBefore);
		row(text, "connections given out after", this.connectionsAfter);
		row(text, "waiting for a connection after", this.waitingAfter);
		row(text, "faults", this.faults.size());
		this.faults.forEach((fault) -> text.append("- ").append(fault).append('\n'));
		return text.toString();
	}

	private static void row(StringBuilder text, String name, long figure) {
		text.append("| ").append(name).append(" | ").append(figure).append(" |\n");
	}

	/// Calls of one kind. Thread-safe while they are made.
	public static final class Calls {

		private int count;

		private Duration slowest = Duration.ZERO;

		private final List<String> wrong = new ArrayList<>();

		/// @param complaint what is wrong with the answer, or nothing
		synchronized void add(Duration time, String complaint) {
			this.count++;
			this.slowest = (time.compareTo(this.slowest) > 0) ? time : this.slowest;
			if (!complaint.isEmpty()) {
				this.wrong.add(complaint);
			}
		}

		synchronized List<String> wrong() {
			return List.copyOf(this.wrong);
		}

	}

}
