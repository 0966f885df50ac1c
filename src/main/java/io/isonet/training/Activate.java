package io.isonet.training;

/// Whether a new version becomes the champion.
enum Activate {

	/// It waits until somebody activates it.
	NEVER,

	/// It does as soon as it is published.
	ALWAYS,

	/// It does where its evaluation beats the champion's: its difference to ridge lies
	/// below the champion's, the 95 % intervals apart; against a champion that was not
	/// evaluated, below 0.
	IF_BETTER

}
