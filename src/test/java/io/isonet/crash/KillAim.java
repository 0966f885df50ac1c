package io.isonet.crash;

/// What the harness waits for before it kills.
enum KillAim {

	/// Some moment of a start.
	START,

	/// A migration has begun.
	MIGRATION,

	/// The model store is about to be imported, or was and is not committed.
	IMPORT,

	/// Some moment after it is ready.
	ANY,

	/// An epoch was counted; its checkpoint is written next.
	CHECKPOINT,

	/// The last epoch was counted; its version is published next.
	PUBLICATION

}
