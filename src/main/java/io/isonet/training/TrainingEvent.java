package io.isonet.training;

/// Something that happened to a job.
///
/// @param number from 1, without a gap, in the order in which it happened
/// @param name `epoch` or `finished`
/// @param data JSON
record TrainingEvent(int number, String name, String data) {

	static final String EPOCH = "epoch";

	static final String FINISHED = "finished";

	boolean isLast() {
		return this.name.equals(FINISHED);
	}

}
