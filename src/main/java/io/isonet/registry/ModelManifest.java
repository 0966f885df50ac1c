package io.isonet.registry;

import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import org.jspecify.annotations.Nullable;

/// What `manifest.json` says: which version this is, what it is made of and where it
/// comes from. Immutable.
///
/// @param format version of this layout, [#FORMAT]
/// @param model name of the model
/// @param version number of the version within the model, from 1
/// @param createdAt when the version was published first, in UTC
/// @param preset name of the network preset that it was trained from
/// @param parameters count of trained numbers
/// @param files every file but the manifest itself, by name
/// @param provenance where the version comes from; null where nobody knows, as for weights
/// that were imported without a manifest
public record ModelManifest(int format, String model, int version, Instant createdAt, String preset, long parameters,
		SortedMap<String, ModelFile> files, @JsonSetter(nulls = Nulls.SET) @Nullable Provenance provenance) {

	/// The only layout so far.
	public static final int FORMAT = 1;

	/// Name under which the manifest itself can be read.
	public static final String FILE = "manifest.json";

	public ModelManifest {
		if (format != FORMAT) {
			throw new IllegalArgumentException("the manifest's format is " + format + ", this code reads " + FORMAT);
		}
		if (files.containsValue(null)) {
			throw new IllegalArgumentException("the manifest describes a file with nothing");
		}
		files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
	}

	/// Identifies the content whatever its number: SHA-256 over one line `name:sha256\n`
	/// for each file, sorted by name, the manifest excluded.
	public String contentSha256() {
		StringBuilder lines = new StringBuilder();
		this.files.forEach((name, file) -> lines.append(name).append(':').append(file.sha256()).append('\n'));
		return Sha256.of(lines.toString());
	}

}
