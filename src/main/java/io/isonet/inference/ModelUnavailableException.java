package io.isonet.inference;

import java.time.Duration;
import java.util.Optional;

import io.isonet.problem.ProblemException;
import io.isonet.problem.ProblemType;
import io.isonet.registry.ModelVersion;

/// There is no model to predict with: none is champion yet, or what is stored of the
/// version cannot be loaded.
public final class ModelUnavailableException extends ProblemException {

	private static final ProblemType NO_CHAMPION = new ProblemType("no-champion", "No model is ready", 503);

	private static final ProblemType UNUSABLE = new ProblemType("model-unusable", "The version cannot be loaded", 503);

	private ModelUnavailableException(ProblemType type, String detail) {
		super(type, detail);
	}

	private ModelUnavailableException(ProblemType type, String detail, Throwable cause) {
		super(type, detail, cause);
	}

	static ModelUnavailableException noChampion(String model) {
		return new ModelUnavailableException(NO_CHAMPION,
				"Model '" + model + "' has no champion that can be loaded; the health of 'champion' says why.");
	}

	/// @param cause says why, in words that may be shown
	static ModelUnavailableException unusable(ModelVersion version, Throwable cause) {
		return new ModelUnavailableException(UNUSABLE,
				"Version " + version.number() + " of '" + version.model() + "' cannot be loaded: " + reason(cause),
				cause);
	}

	/// What may be shown of a failure: the words of our own checks, nothing of anybody
	/// else's.
	private static String reason(Throwable cause) {
		return switch (cause) {
			case FaultyFileException faulty -> String.valueOf(faulty.getMessage());
			case ProblemException problem -> problem.detail();
			default -> "the engine refused it; the log has the reason.";
		};
	}

	@Override
	public Optional<Duration> retryAfter() {
		return (type().equals(NO_CHAMPION)) ? Optional.of(Duration.ofSeconds(5)) : Optional.empty();
	}

}
