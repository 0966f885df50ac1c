package io.isonet.crash;

import java.nio.file.Path;
import java.util.function.Supplier;

import io.isonet.ServiceProgram;
import io.isonet.database.Dialect;
import io.isonet.database.Postgres;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/// A short run; the long one is `KillBench`.
class KillTests {

	private static final int KILLS = 6;

	@ParameterizedTest
	@EnumSource(Dialect.class)
	void killsLoseNothingAndPublishNothingTwice(Dialect dialect, @TempDir Path folder) throws Exception {
		Supplier<LifeDatabase> databases = switch (dialect) {
			case H2 -> KillRun.embedded(folder);
			case POSTGRESQL -> () -> new LifeDatabase.Server(Postgres.createDatabase());
		};
		KillReport report = new KillRun(ServiceProgram.ofClasses(), databases, folder, System.out::println).run(KILLS,
				System.nanoTime());
		System.out.println(report.table());
		assertThat(report.faults()).isEmpty();
		assertThat(report.kills()).isEqualTo(KILLS);
		assertThat(report.versions()).isPositive();
		assertThat(report.kills.keySet()).as("phases that were hit").hasSizeGreaterThanOrEqualTo(2);
	}

}
