package io.isonet.database;

import java.sql.SQLException;
import java.util.Set;

import com.zaxxer.hikari.SQLExceptionOverride;

/// Gives up connections to an embedded database that has closed itself.
final class ClosedDatabase implements SQLExceptionOverride {

	/// H2: the database was closed, reading or writing its file failed.
	private static final Set<Integer> CODES = Set.of(90098, 90121, 90028, 90031);

	@java.lang.Override
	public Override adjudicate(SQLException failure) {
		return CODES.contains(failure.getErrorCode()) ? Override.MUST_EVICT : Override.CONTINUE_EVICT;
	}

}
