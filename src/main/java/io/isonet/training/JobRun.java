package io.isonet.training;

/// One run of a job. A process that was taken for dead and lives on holds an older attempt
/// than the one that took its job over: what it writes is refused.
///
/// @param id of the job
/// @param attempt number of the run, from 1
record JobRun(String id, int attempt) {

	@Override
	public String toString() {
		return "Job " + this.id + ", run " + this.attempt;
	}
}
