package io.isonet.training;

/// Whether a new version becomes the champion.
enum Activate {

	/// It waits until somebody activates it.
	NEVER,

	/// It does as soon as it is published.
	ALWAYS

}
