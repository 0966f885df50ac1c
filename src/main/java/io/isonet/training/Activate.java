package io.isonet.training;

/// Whether a new version becomes the champion.
enum Activate {

	/// It waits until somebody activates it.
	NEVER,

	/// It does as soon as it is published.
	ALWAYS,

	/// It does where it beats the champion, as that one is, on the playlists held out:
	/// the
	/// 95 % interval of the difference lies below 0. A version that does not know all
	/// words of the champion does not.
	IF_BETTER

}
