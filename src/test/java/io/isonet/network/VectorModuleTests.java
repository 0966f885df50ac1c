package io.isonet.network;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class VectorModuleTests {

	private static final String ONES = "[1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0]";

	/// The second is what the manifest of the jar says.
	@ParameterizedTest
	@ValueSource(strings = { "--add-modules=jdk.incubator.vector",
			"--add-exports=java.base/jdk.internal.module=ALL-UNNAMED" })
	void moduleIsThereFromTheBeginningOrAdded(String option) throws Exception {
		String chosen = VectorLanes.isFast() ? "VectorLanes " : "ScalarLanes ";
		assertThat(probe(option)).contains(chosen + ONES);
	}

	@Test
	void withoutEitherTheFormIsScalar() throws Exception {
		assertThat(probe()).contains("ScalarLanes " + ONES, "--add-modules=jdk.incubator.vector");
	}

	private static String probe(String... options) throws Exception {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.addAll(List.of(options));
		command.addAll(List.of("-cp", System.getProperty("java.class.path"), VectorModuleProbe.class.getName()));
		Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
		return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
	}

}
