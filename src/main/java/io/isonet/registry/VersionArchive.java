package io.isonet.registry;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// A version as one zip in the layout of the model store, `<model>/<number>/<file>`.
///
/// The same version gives the same bytes everywhere: files in the order of their names, a
/// fixed time, nothing compressed, for weights hardly shrink. One file at a time is in
/// memory. Thread-safe.
final class VersionArchive {

	/// The first day of 1980 would be written in the time zone of the machine.
	private static final LocalDateTime TIME = LocalDateTime.of(1980, 2, 1, 0, 0);

	private static final int LOCAL_HEADER = 30;

	private static final int DIRECTORY_HEADER = 46;

	private static final int END = 22;

	private final ModelRegistry registry;

	private final ModelVersion version;

	private final ModelFile manifest;

	private final SortedMap<String, ModelFile> files;

	VersionArchive(ModelRegistry registry, ModelVersion version) {
		this.registry = registry;
		this.version = version;
		this.manifest = registry.file(version, ModelManifest.FILE);
		this.files = new TreeMap<>(version.manifest().files());
		this.files.put(ModelManifest.FILE, this.manifest);
	}

	String fileName() {
		return this.version.model() + "-" + this.version.number() + ".zip";
	}

	/// Identifies the bytes: the SHA-256 of the manifest, which has that of every other
	/// file.
	String entityTag() {
		return this.manifest.sha256();
	}

	/// Length in bytes.
	long size() {
		return this.files.entrySet()
			.stream()
			.mapToLong((file) -> LOCAL_HEADER + DIRECTORY_HEADER
					+ 2L * path(file.getKey()).getBytes(StandardCharsets.UTF_8).length + file.getValue().size())
			.sum() + END;
	}

	/// Reads every file once.
	/// @return its CRC-32 by name, for [#writeTo]
	/// @throws DamagedArtifactException where one is not what was published
	Map<String, Long> check() {
		SortedMap<String, Long> checks = new TreeMap<>();
		for (String file : this.files.keySet()) {
			CRC32 check = new CRC32();
			check.update(this.registry.artifact(this.version, file));
			checks.put(file, check.getValue());
		}
		return checks;
	}

	/// Writes the zip and leaves the stream open.
	/// @param checks as [#check] gave them
	void writeTo(OutputStream out, Map<String, Long> checks) throws IOException {
		// not closed: that would close the caller's stream; it holds no native memory
		// where nothing is compressed
		ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
		zip.setMethod(ZipOutputStream.STORED);
		for (Map.Entry<String, Long> file : checks.entrySet()) {
			byte[] content = this.registry.artifact(this.version, file.getKey());
			ZipEntry entry = new ZipEntry(path(file.getKey()));
			entry.setTimeLocal(TIME);
			entry.setSize(content.length);
			entry.setCrc(file.getValue());
			zip.putNextEntry(entry);
			zip.write(content);
			zip.closeEntry();
		}
		zip.finish();
	}

	private String path(String file) {
		return this.version.model() + "/" + this.version.number() + "/" + file;
	}

}
