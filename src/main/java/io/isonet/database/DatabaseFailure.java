package io.isonet.database;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.TransactionSystemException;

/// Why the database did not do what it was asked, where that is nobody's mistake.
public enum DatabaseFailure {

	/// It does not answer, or somebody else holds what is needed: the same call may
	/// succeed later.
	UNAVAILABLE,

	/// It answers, but cannot write: the disk is full, or may only be read.
	UNWRITABLE;

	private static final Set<String> UNWRITABLE_STATES = Set.of(
			// PostgreSQL: disk full, read-only transaction
			"53100", "25006",
			// H2: database is read-only, no disk space available
			"90097", "90100");

	/// PostgreSQL: connection exceptions, being shut down, too many connections,
	/// deadlock,
	/// serialization. H2: closed, broken connection, lock timeout.
	private static final Set<String> UNAVAILABLE_STATES = Set.of("57P01", "57P02", "57P03", "53300", "40001", "40P01",
			"55P03", "90098", "90067", "90121", "HYT00");

	/// H2: reading or writing its file failed; which of the two, only the cause says.
	private static final Set<String> FILE_STATES = Set.of("90028", "90031", "90030");

	/// The failure behind an exception, or empty where the statement itself was wrong.
	public static Optional<DatabaseFailure> of(Throwable thrown) {
		boolean resource = false;
		for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
			if (saysDiskIsFull(cause.getMessage())) {
				return Optional.of(UNWRITABLE);
			}
			if (cause instanceof SQLException sql) {
				Optional<DatabaseFailure> failure = of(sql);
				if (failure.isPresent() && failure.get() == UNWRITABLE) {
					return failure;
				}
				resource |= failure.isPresent();
			}
			if (cause instanceof TransactionSystemException broken) {
				// not even rolling back was possible: the connection is gone, and what it
				// was
				// given up for may lie beside it
				resource = true;
				Throwable application = broken.getApplicationException();
				if (application != null && of(application).equals(Optional.of(UNWRITABLE))) {
					return Optional.of(UNWRITABLE);
				}
			}
			resource |= cause instanceof DataAccessResourceFailureException
					|| cause instanceof TransientDataAccessException || cause instanceof QueryTimeoutException;
		}
		return resource ? Optional.of(UNAVAILABLE) : Optional.empty();
	}

	private static Optional<DatabaseFailure> of(SQLException thrown) {
		String state = String.valueOf(thrown.getSQLState());
		if (UNWRITABLE_STATES.contains(state)) {
			return Optional.of(UNWRITABLE);
		}
		boolean unavailable = thrown instanceof SQLTransientConnectionException || state.startsWith("08")
				|| UNAVAILABLE_STATES.contains(state) || FILE_STATES.contains(state);
		return unavailable ? Optional.of(UNAVAILABLE) : Optional.empty();
	}

	/// H2 passes on what the operating system says.
	private static boolean saysDiskIsFull(@Nullable String message) {
		if (message == null) {
			return false;
		}
		String text = message.toLowerCase(Locale.ROOT);
		return text.contains("no space left on device") || text.contains("disk quota exceeded")
				|| text.contains("read-only file system");
	}

}
