package io.isonet.training;

/// Something that happened to a job.
///
/// @param number from 1, without a gap, in the order in which it happened
/// @param name `epoch`, `evaluation` or `finished`
/// @param data JSON
record TrainingEvent(int number, String name, String data) {

	static final String EPOCH = "epoch";

	/// How far the evaluation is, now and then.
	static final String EVALUATION = "evaluation";

	static final String FINISHED = "finished";

	boolean isLast() {
		return this.name.equals(FINISHED);
	}

}
