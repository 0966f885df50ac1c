package io.isonet.database;

import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.sql.SQLException;
import java.util.Objects;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class UnusableDatabaseTests {

	@Test
	void aHostThatIsNotThereIsCalledThat() {
		assertThat(said(
				new SQLException("The connection attempt failed.", "08001", new UnknownHostException("db.nowhere"))))
			.isEqualTo("The database that spring.datasource.url names cannot be used: there is no host 'db.nowhere'.");
	}

	@Test
	void whatTheServerAnswersIsPassedOn() {
		assertThat(said(new SQLException("The server does not support SSL.", "08006"))).isEqualTo(
				"The database that spring.datasource.url names cannot be used: The server does not support SSL.");
	}

	@Test
	void aFolderOfSomebodyElseIsCalledThat() {
		assertThat(said(new SQLException("IO Exception", "90031", new AccessDeniedException("/data/isonet.mv.db"))))
			.isEqualTo("The folder of the database (isonet.data) does not belong to this user, who cannot write "
					+ "/data/isonet.mv.db.");
	}

	private static String said(SQLException failure) {
		return Objects.requireNonNull(new UnusableDatabase().analyze(new IllegalStateException(failure)))
			.getDescription();
	}

}
