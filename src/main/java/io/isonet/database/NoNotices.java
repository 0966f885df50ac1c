package io.isonet.database;

import java.time.Duration;

/// For a database without notices: who waits looks when its time is over.
final class NoNotices implements ChangeNotices {

	@Override
	public void announce() {
		// nobody can hear it
	}

	@Override
	public boolean await(Duration longest) throws InterruptedException {
		Thread.sleep(longest);
		return false;
	}

	@Override
	public void close() {
		// holds nothing
	}

}
