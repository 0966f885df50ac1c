package io.isonet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// The service as a process of its own. Thread-safe.
public final class ServiceProcess implements AutoCloseable {

	private static final Duration LONGEST_START = Duration.ofSeconds(60);

	private final Process process;

	private final int port;

	private final Caller caller;

	private final Path log;

	/// @param environment beside what this process has, and in place of it
	ServiceProcess(List<String> program, Path log, List<String> arguments, Map<String, String> environment)
			throws IOException {
		this.port = freePort();
		this.caller = new Caller(this.port);
		this.log = log;
		List<String> command = new ArrayList<>(program);
		command.add("--server.port=" + this.port);
		command.add("--spring.main.banner-mode=off");
		command.addAll(arguments);
		ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(log.toFile()).redirectErrorStream(true);
		builder.environment().putAll(Map.of("OMP_NUM_THREADS", "1", "DJL_OFFLINE", "true"));
		builder.environment().putAll(environment);
		this.process = builder.start();
	}

	public Caller caller() {
		return this.caller;
	}

	public long pid() {
		return this.process.pid();
	}

	/// Processor time that it has taken so far.
	long processorNanos() {
		return this.process.info().totalCpuDuration().orElseThrow().toNanos();
	}

	/// Memory that it has resident, as Linux counts it.
	double residentMebibytes() throws IOException {
		return Files.readAllLines(Path.of("/proc/" + pid() + "/status"))
			.stream()
			.filter((line) -> line.startsWith("VmRSS:"))
			.mapToDouble((line) -> Long.parseLong(line.replaceAll("\\D", "")) / 1024d)
			.findFirst()
			.orElseThrow();
	}

	/// Whether PyTorch is in its memory, as Linux lists what is mapped there.
	boolean hasLoadedTorch() throws IOException {
		return Files.readAllLines(Path.of("/proc/" + pid() + "/maps"))
			.stream()
			.anyMatch((line) -> line.contains("libtorch") || line.contains("libdjl_torch"));
	}

	/// Lets it collect all garbage, and give back what it does not need.
	void collectGarbage() throws IOException, InterruptedException {
		String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
		int exit = new ProcessBuilder(jcmd, String.valueOf(pid()), "GC.run")
			.redirectOutput(ProcessBuilder.Redirect.DISCARD)
			.start()
			.waitFor();
		if (exit != 0) {
			throw new IOException("jcmd ended with " + exit);
		}
	}

	public boolean isAlive() {
		return this.process.isAlive();
	}

	/// Whether it answers that it is ready.
	public boolean isReady() {
		try {
			return this.caller.get("/readyz").status() == 200;
		}
		catch (AssertionError ex) {
			return false;
		}
	}

	/// Waits until it is ready.
	/// @throws AssertionError where it ends before, or takes a minute; then it is killed
	public ServiceProcess awaitReady() throws InterruptedException {
		long deadline = System.nanoTime() + LONGEST_START.toNanos();
		while (!isReady()) {
			if (!isAlive() || System.nanoTime() > deadline) {
				kill();
				throw new AssertionError("The service did not get ready. Its log:\n" + log());
			}
			Thread.sleep(5);
		}
		return this;
	}

	/// As `kill -9` does it; returns when it is dead.
	public void kill() {
		this.process.destroyForcibly();
		this.process.onExit().join();
	}

	/// Asks it to end, as `kill` does it.
	public void terminate() {
		this.process.destroy();
	}

	/// @return its exit code
	/// @throws AssertionError where it runs on
	public int awaitExit(Duration longest) throws InterruptedException {
		if (!this.process.waitFor(longest.toMillis(), TimeUnit.MILLISECONDS)) {
			throw new AssertionError("The service did not end. Its log:\n" + log());
		}
		return this.process.exitValue();
	}

	/// What it has printed so far.
	public String log() {
		try {
			return new String(Files.readAllBytes(this.log), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public void close() {
		kill();
	}

	static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0)) {
			return socket.getLocalPort();
		}
	}

}
