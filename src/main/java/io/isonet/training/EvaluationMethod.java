package io.isonet.training;

/// How a training finds out what its result is worth.
enum EvaluationMethod {

	/// Cross-validation where it is expected to take less than a minute, else holdout;
	/// none where the playlists do not allow it.
	AUTO,

	/// Not at all.
	NONE,

	/// Another training on four fifths of the playlists, measured on the rest.
	HOLDOUT,

	/// Every playlist is held out once.
	CROSS_VALIDATION

}
