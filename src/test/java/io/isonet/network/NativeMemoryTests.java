package io.isonet.network;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// Native memory stays flat. Each loop runs in a process of its own; a loop that leaks on
/// purpose shows that the same check would tell.
class NativeMemoryTests {

	/// Below one array of 4 KiB for each of 10,000 passes, above what the compiler of the
	/// virtual machine still takes.
	private static final long ALLOWED_BYTES = 12L << 20;

	@Test
	void tenThousandForwardPassesLeaveNothingBehind() throws Exception {
		Growth growth = probe("forward", 20_000);
		assertThat(growth.arrays()).isZero();
		assertThat(growth.bytes()).isLessThan(ALLOWED_BYTES);
	}

	@Test
	void aThousandTrainingStepsLeaveNothingBehind() throws Exception {
		Growth growth = probe("training", 2_000);
		assertThat(growth.arrays()).isZero();
		assertThat(growth.bytes()).isLessThan(ALLOWED_BYTES);
	}

	@Test
	void statesAndTrainersThatGoOnFromThemLeaveNothingBehind() throws Exception {
		Growth growth = probe("checkpoint", 600);
		assertThat(growth.arrays()).isZero();
		assertThat(growth.bytes()).isLessThan(ALLOWED_BYTES);
	}

	@Test
	void aLoopThatLeaksIsSeen() throws Exception {
		Growth growth = probe("leak", 20_000);
		assertThat(growth.arrays()).isEqualTo(10_000);
		assertThat(growth.bytes()).isGreaterThan(ALLOWED_BYTES);
	}

	private static Growth probe(String loop, int times) throws IOException, InterruptedException {
		ProcessBuilder builder = new ProcessBuilder(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xms96m", "-Xmx96m",
						"-XX:+AlwaysPreTouch", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
						"--enable-native-access=ALL-UNNAMED", "-cp", System.getProperty("java.class.path"),
						NativeMemoryProbe.class.getName(), loop, String.valueOf(times)));
		builder.redirectError(ProcessBuilder.Redirect.INHERIT);
		Process process = builder.start();
		try (InputStream out = process.getInputStream()) {
			String output = new String(out.readAllBytes(), StandardCharsets.UTF_8);
			assertThat(process.waitFor()).as(output).isZero();
			String[] figures = output.strip().lines().toList().getLast().split(" ");
			return new Growth(Integer.parseInt(figures[0]), Long.parseLong(figures[1]));
		}
	}

	private record Growth(int arrays, long bytes) {
	}

}
