package io.isonet.crash;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;

import io.isonet.Caller;
import io.isonet.ServiceProcess;
import io.isonet.ServiceProgram;
import io.isonet.database.Postgres;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// A server that ends the connections of the service again and again, in the middle of what
/// they do.
class BrokenConnectionTests {

	private static final int TIMES = 60;

	@TempDir
	private Path folder;

	@Test
	void trainingsGoOnAndCallersAreToldToComeBack() throws Exception {
		Postgres.Database database = Postgres.createDatabase();
		Submissions submissions = new Submissions(1, false);
		try (ServiceProcess service = ServiceProgram.ofClasses()
			.start(this.folder.resolve("log.txt"), database.arguments());
				Connection connection = DriverManager.getConnection(database.url(), database.username(),
						database.password());
				Statement statement = connection.createStatement()) {
			Caller caller = service.awaitReady().caller();
			for (int i = 0; i < TIMES; i++) {
				statement.execute("select pg_terminate_backend(pid) from pg_stat_activity "
						+ "where datname = current_database() and pid <> pg_backend_pid()");
				assertThat(submissions.status(caller)).isIn(202, 503);
				assertThat(caller.get("/api/v1/models").status()).isIn(200, 503);
				assertThat(caller.post("/api/v1/predictions", "{\"moods\": \"sad\", \"length\": 5}").status())
					.isEqualTo(200);
			}
			Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> submissions.status(caller) == 202);
			KillReport report = new KillReport();
			new LifeCheck(caller, submissions, report).run();
			assertThat(report.faults()).isEmpty();
			assertThat(service.log()).doesNotContain("\tat ");
		}
	}

}
