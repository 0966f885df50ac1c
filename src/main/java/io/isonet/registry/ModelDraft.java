package io.isonet.registry;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/// A version before it is published. The map is copied, the arrays in it are not: nobody
/// may write to them until the version is published.
///
/// @param name name of the model, `[a-z0-9][a-z0-9-]{0,63}`
/// @param files content by file name, at least one; names are
/// `[A-Za-z0-9][A-Za-z0-9._-]{0,63}` but not `manifest.json`, which is computed
/// @param provenance where the version comes from, null where nobody knows
/// @param preset name of the network preset that it was trained from
/// @param parameters count of trained numbers
/// @param version the number, 1 to 999,999,999; empty for the next one
public record ModelDraft(String name, Map<String, byte[]> files, @Nullable Provenance provenance, String preset,
		long parameters, OptionalInt version) {

	static final int HIGHEST_VERSION = 999_999_999;

	private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");

	private static final Pattern FILE_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

	/// A draft that meets the rules above.
	/// @throws InvalidNameException where a name breaks them: `invalid-model-name`,
	/// `invalid-file-name`
	public ModelDraft {
		if (!isName(name)) {
			throw InvalidNameException.model(name);
		}
		if (files.isEmpty()) {
			throw new IllegalArgumentException("a version has at least one file");
		}
		for (String file : files.keySet()) {
			if (!isFileName(file)) {
				throw InvalidNameException.file(file);
			}
		}
		if (version.isPresent() && (version.getAsInt() < 1 || version.getAsInt() > HIGHEST_VERSION)) {
			throw new IllegalArgumentException("a version's number is 1 to " + HIGHEST_VERSION + ", not " + version);
		}
		files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
	}

	static boolean isName(String name) {
		return NAME.matcher(name).matches();
	}

	static boolean isFileName(String name) {
		return FILE_NAME.matcher(name).matches() && !name.equals(ModelManifest.FILE);
	}

	/// The version as a directory of a model store, by file name, the manifest last.
	/// @param number the number that the directory is named by, from 1
	public Map<String, byte[]> asStored(int number, Instant createdAt) {
		Map<String, byte[]> stored = new LinkedHashMap<>(this.files);
		String manifest = ManifestJson.write(manifest(number, createdAt));
		stored.put(ModelManifest.FILE, manifest.getBytes(StandardCharsets.UTF_8));
		return stored;
	}

	ModelManifest manifest(int number, Instant createdAt) {
		return new ModelManifest(ModelManifest.FORMAT, this.name, number, createdAt.truncatedTo(ChronoUnit.MICROS),
				this.preset, this.parameters, describedFiles(), this.provenance);
	}

	private SortedMap<String, ModelFile> describedFiles() {
		SortedMap<String, ModelFile> described = new TreeMap<>();
		this.files.forEach((name, content) -> described.put(name, ModelFile.describing(content)));
		return described;
	}

}
