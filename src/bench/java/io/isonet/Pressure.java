package io.isonet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// How much else wants the processors: above a few percent before a run, its figures are of
/// no use by themselves.
final class Pressure {

	private Pressure() {
	}

	/// Share of the time in which something waited for a processor, as Linux has it.
	static String now() throws IOException {
		Path pressure = Path.of("/proc/pressure/cpu");
		return "CPU pressure: "
				+ (Files.isReadable(pressure) ? Files.readAllLines(pressure).getFirst() : "this system does not say");
	}

}
