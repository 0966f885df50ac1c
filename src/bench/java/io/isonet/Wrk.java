package io.isonet;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Runs `wrk`, which keeps a number of connections busy on one thread at little cost.
///
/// @param folder takes the bodies of requests
record Wrk(Path folder, int seconds) {

	private static final Path SCRIPT = Path.of("src/bench/wrk/post.lua");

	/// @return requests a second
	/// @throws IOException if wrk is not installed, or anything was not answered with 200
	double rate(int port, String path, String json, int connections) throws IOException, InterruptedException {
		Path body = Files.writeString(this.folder.resolve("body.json"), json);
		Process process = start(List.of("wrk", "--threads", "1", "--connections", String.valueOf(connections), "--duration",
				this.seconds + "s", "--timeout", "30s", "--script", SCRIPT.toString(),
				"http://127.0.0.1:" + port + path, "--", body.toString()));
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		String[] figures = output.lines()
			.filter((line) -> line.startsWith("figures "))
			.findFirst()
			.orElseThrow(() -> new IOException("wrk failed: " + output))
			.split(" ");
		if (!figures[3].equals("0")) {
			throw new IOException(figures[3] + " of " + figures[1] + " were not answered with 200: " + output);
		}
		process.waitFor();
		return Long.parseLong(figures[1]) / (Long.parseLong(figures[2]) / 1e6);
	}

	private static Process start(List<String> command) throws IOException {
		try {
			return new ProcessBuilder(command).redirectErrorStream(true).start();
		}
		catch (IOException ex) {
			throw new IOException("wrk is not installed; on Debian it is the package 'wrk'", ex);
		}
	}

}
