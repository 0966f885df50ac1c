package io.isonet.problem;

import java.util.Optional;

/// Knows what a failure of somebody else's code means to a caller. Rooms offer one as a
/// bean for what they depend on.
@FunctionalInterface
public interface ProblemTranslation {

	/// The problem that a failure is, or empty where it is none of those known here.
	/// @param failure as it was thrown; its causes count too
	Optional<ProblemException> translate(Throwable failure);

}
