package io.isonet.crash;

import java.nio.file.Path;
import java.time.Duration;

import io.isonet.ServiceProgram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// A short pause; a long one is `PauseBench`.
class DatabasePauseTests {

	@TempDir
	private Path folder;

	@Test
	void predictionsGoOnAndEverythingElseSaysWhenToComeBack() throws Exception {
		PauseReport report = new DatabasePause(ServiceProgram.ofClasses(), this.folder).run(Duration.ofSeconds(8));
		System.out.println(report.table());
		assertThat(report.faults()).isEmpty();
	}

}
