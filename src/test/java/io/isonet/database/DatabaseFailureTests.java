package io.isonet.database;

import java.io.IOException;
import java.sql.SQLException;

import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.transaction.TransactionSystemException;

import static org.assertj.core.api.Assertions.assertThat;

class DatabaseFailureTests {

	@Test
	void transactionThatCannotEvenBeRolledBackHasLostItsConnection() {
		assertThat(DatabaseFailure
			.of(new TransactionSystemException("JDBC rollback failed", new SQLException("Connection is closed"))))
			.contains(DatabaseFailure.UNAVAILABLE);
	}

	@Test
	void fullDiskIsFoundHoweverDeepItLies() {
		SQLException closed = new SQLException("The database has been closed", "90098",
				new IllegalStateException("Writing failed", new IOException("No space left on device")));
		TransactionSystemException rollback = new TransactionSystemException("JDBC rollback failed",
				new SQLException("Connection is closed"));
		rollback.initApplicationException(new DataAccessResourceFailureException("closed", closed));
		assertThat(DatabaseFailure.of(rollback)).contains(DatabaseFailure.UNWRITABLE);
	}

	@Test
	void wrongStatementIsNoFailureOfTheDatabase() {
		assertThat(DatabaseFailure.of(new SQLException("syntax", "42000"))).isEmpty();
	}

}
