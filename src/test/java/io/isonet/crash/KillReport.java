package io.isonet.crash;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What came of a run of kills. Not thread-safe.
public final class KillReport {

	final Map<KillPhase, Integer> kills = new EnumMap<>(KillPhase.class);

	int starts;

	int lives;

	int accepted;

	/// Accepted jobs that SUCCEEDED.
	int ended;

	/// Accepted jobs that are not there, or did not end, or not well.
	int lost;

	/// Calls that were killed before they were answered.
	int unanswered;

	/// Of these, calls whose job is there.
	int unansweredAccepted;

	/// Most runs that one job took.
	int attempts;

	/// Versions without the shipped ones.
	int versions;

	/// Versions of a job that has another, or that no job names.
	int doubled;

	/// Versions that jobs name, or the list does, that cannot be read whole.
	int halfPublished;

	int artifacts;

	int wrongHashes;

	/// Jobs whose events are not each epoch once and then the end.
	int brokenEvents;

	final List<String> faults = new ArrayList<>();

	/// Everything that is not as it should be, in words; empty where nothing was lost.
	public List<String> faults() {
		return List.copyOf(this.faults);
	}

	public int kills() {
		return this.kills.values().stream().mapToInt(Integer::intValue).sum();
	}

	public int versions() {
		return this.versions;
	}

	/// Two tables, and the faults.
	public String table() {
		StringBuilder text = new StringBuilder();
		text.append("| killed during | kills |\n|---|---|\n");
		for (KillPhase phase : KillPhase.values()) {
			row(text, phase.name().toLowerCase(Locale.ROOT), this.kills.getOrDefault(phase, 0));
		}
		text.append("\n| | |\n|---|---|\n");
		row(text, "kills", kills());
		row(text, "fresh databases", this.lives);
		row(text, "starts", this.starts);
		row(text, "jobs accepted", this.accepted);
		row(text, "of these ended well", this.ended);
		row(text, "lost", this.lost);
		row(text, "calls killed before their answer", this.unanswered);
		row(text, "of these accepted all the same", this.unansweredAccepted);
		row(text, "most runs of one job", this.attempts);
		row(text, "versions published", this.versions);
		row(text, "doubled", this.doubled);
		row(text, "half-published", this.halfPublished);
		row(text, "files checked", this.artifacts);
		row(text, "wrong SHA-256", this.wrongHashes);
		row(text, "jobs with events lost or doubled", this.brokenEvents);
		row(text, "faults", this.faults.size());
		this.faults.forEach((fault) -> text.append("- ").append(fault).append('\n'));
		return text.toString();
	}

	private static void row(StringBuilder text, String name, int figure) {
		text.append("| ").append(name).append(" | ").append(figure).append(" |\n");
	}

}
