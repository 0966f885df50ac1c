package io.isonet.training;

/// Ends a training between two steps: it was cancelled, or the service stops.
final class TrainingStoppedException extends RuntimeException {

	TrainingStoppedException() {
		super("the training was stopped");
	}

}
