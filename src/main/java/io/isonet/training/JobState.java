package io.isonet.training;

/// Where a job stands. The last three are final, and a job reaches exactly one of them.
enum JobState {

	QUEUED, RUNNING, SUCCEEDED, FAILED, CANCELLED;

	boolean isFinal() {
		return this == SUCCEEDED || this == FAILED || this == CANCELLED;
	}

}
