package io.isonet;

import java.io.IOException;

/// The cores of this machine, a half for a service and a half for its callers (`taskset`), so that
/// neither waits for the other's.
final class Cores {

	private Cores() {
	}

	/// Binds all threads of the service, those of this process, and what they start.
	/// @throws IllegalStateException if the system does not let it
	static void share(long service) throws IOException, InterruptedException {
		int cores = Runtime.getRuntime().availableProcessors();
		bind(service, cores / 2, cores - 1);
		bind(ProcessHandle.current().pid(), 0, cores / 2 - 1);
	}

	private static void bind(long process, int first, int last) throws IOException, InterruptedException {
		Process taskset = new ProcessBuilder("taskset", "--all-tasks", "--cpu-list", "--pid", first + "-" + last,
				Long.toString(process))
			.redirectOutput(ProcessBuilder.Redirect.DISCARD)
			.redirectError(ProcessBuilder.Redirect.INHERIT)
			.start();
		if (taskset.waitFor() != 0) {
			throw new IllegalStateException("taskset ended with " + taskset.exitValue());
		}
	}

}
