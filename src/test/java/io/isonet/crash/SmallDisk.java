package io.isonet.crash;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Assumptions;

/// A disk of 48 MiB, in memory, mounted at a folder. Where mounting is not allowed, the test
/// is skipped and says so; where the environment says `ISONET_TEST_MOUNT=required`, it
/// fails. Not thread-safe.
final class SmallDisk implements AutoCloseable {

	private final Path folder;

	private SmallDisk(Path folder) {
		this.folder = folder;
	}

	static SmallDisk mount(Path folder) throws IOException {
		Files.createDirectories(folder);
		boolean mounted = run("mount", "-t", "tmpfs", "-o", "size=48m", "tmpfs", folder.toString()) == 0;
		if (!mounted && "required".equals(System.getenv("ISONET_TEST_MOUNT"))) {
			throw new AssertionError("No tmpfs can be mounted, and ISONET_TEST_MOUNT says that one is required.");
		}
		Assumptions.assumeTrue(mounted, "Skipped: this needs the right to mount a tmpfs.");
		return new SmallDisk(folder);
	}

	Path folder() {
		return this.folder;
	}

	/// Leaves not a byte.
	void fill() throws IOException {
		try (OutputStream filler = Files.newOutputStream(filler())) {
			byte[] block = new byte[4096];
			while (true) {
				filler.write(block);
			}
		}
		catch (IOException ex) {
			if (Files.size(filler()) == 0) {
				throw ex;
			}
		}
	}

	void makeRoom() throws IOException {
		Files.delete(filler());
	}

	/// Nothing may have a file of it open for writing.
	void writable(boolean writable) throws IOException {
		if (run("mount", "-o", "remount," + (writable ? "rw" : "ro"), this.folder.toString()) != 0) {
			throw new IOException("the disk cannot be mounted anew");
		}
	}

	@Override
	public void close() throws IOException {
		if (run("umount", this.folder.toString()) != 0) {
			throw new IOException(this.folder + " stays mounted");
		}
	}

	private Path filler() {
		return this.folder.resolve("filler");
	}

	private static int run(String... command) {
		try {
			return new ProcessBuilder(command).redirectErrorStream(true)
				.redirectOutput(ProcessBuilder.Redirect.DISCARD)
				.start()
				.waitFor();
		}
		catch (IOException ex) {
			// there is no such command here
			return -1;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return -1;
		}
	}

}
