package io.isonet.database;

import java.time.Duration;

/// Tells processes that share the database of a change, sooner than they would look for
/// themselves. A notice may be lost: whoever waits looks anyway when its time is over.
/// Thread-safe.
public interface ChangeNotices extends AutoCloseable {

	/// Tells everyone who waits, this process too, once the caller's transaction commits.
	void announce();

	/// Waits for a notice. One thread at a time.
	/// @param longest when to return without one
	/// @return whether one came
	boolean await(Duration longest) throws InterruptedException;

	@Override
	void close();

}
