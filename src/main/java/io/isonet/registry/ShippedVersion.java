package io.isonet.registry;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.regex.Pattern;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

import org.springframework.util.unit.DataSize;

/// A version in the layout of the model store. Nothing of it is trusted: names, sizes and
/// digests are checked as it is read, and only files that the manifest names are opened.
/// Thread-safe.
///
/// @param model name of the model, as its directory says
/// @param number number of the version, as its directory says
/// @param files opens a file of the version
record ShippedVersion(String model, int number, Files files) implements Comparable<ShippedVersion> {

	/// Opens files of one version by name.
	@FunctionalInterface
	interface Files {

		/// Opens a file.
		/// @param name a name without any path
		/// @throws IOException where there is no such file within the store
		InputStream open(String name) throws IOException;

	}

	private static final Logger logger = LoggerFactory.getLogger(ShippedVersion.class);

	private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,8}");

	private static final DataSize MANIFEST_LIMIT = DataSize.ofMegabytes(1);

	/// A version by the names of its directories, or nothing but a line in the log where
	/// these are no names of a model and a number.
	static Optional<ShippedVersion> of(String model, String number, Files files) {
		if (ModelDraft.isName(model) && NUMBER.matcher(number).matches()) {
			return Optional.of(new ShippedVersion(model, Integer.parseInt(number), files));
		}
		logger.error("Refused {}/{} of the model store: directories are named <model>/<number>.", model, number);
		return Optional.empty();
	}

	/// Reads the manifest.
	/// @throws RefusedVersionException where there is none, or that of another version
	ModelManifest manifest() throws RefusedVersionException {
		byte[] json = read(ModelManifest.FILE, MANIFEST_LIMIT);
		try {
			ModelManifest manifest = ManifestJson.read(new String(json, StandardCharsets.UTF_8));
			if (!manifest.model().equals(this.model) || manifest.version() != this.number) {
				throw new RefusedVersionException("manifest.json is that of version " + manifest.version()
						+ " of model '" + manifest.model() + "'.");
			}
			return manifest;
		}
		catch (JacksonException ex) {
			throw new RefusedVersionException("manifest.json cannot be read: " + ex.getOriginalMessage() + ".", ex);
		}
	}

	/// Reads every file that the manifest names.
	/// @param number the number to publish under; empty for the next one
	/// @param limit the largest file that is read
	/// @throws RefusedVersionException where a file is missing, too large, or not the one
	/// that the manifest describes
	ModelDraft draft(ModelManifest manifest, OptionalInt number, DataSize limit) throws RefusedVersionException {
		Map<String, byte[]> contents = new TreeMap<>();
		for (Map.Entry<String, ModelFile> file : manifest.files().entrySet()) {
			if (!ModelDraft.isFileName(file.getKey())) {
				throw new RefusedVersionException("manifest.json names a file that no version can have.");
			}
			byte[] content = read(file.getKey(), limit);
			if (!file.getValue().describes(content)) {
				throw new RefusedVersionException(
						file.getKey() + " is damaged: its size or SHA-256 is not the one in manifest.json.");
			}
			contents.put(file.getKey(), content);
		}
		if (contents.isEmpty()) {
			throw new RefusedVersionException("manifest.json names no file.");
		}
		return new ModelDraft(this.model, contents, manifest.provenance(), manifest.preset(), manifest.parameters(),
				number);
	}

	private byte[] read(String name, DataSize limit) throws RefusedVersionException {
		try (InputStream in = this.files.open(name)) {
			byte[] content = in.readNBytes(Math.toIntExact(limit.toBytes() + 1));
			if (content.length > limit.toBytes()) {
				throw new RefusedVersionException(name + " is larger than " + limit + ".");
			}
			return content;
		}
		catch (FileNotFoundException | NoSuchFileException ex) {
			throw new RefusedVersionException(name + " is missing.", ex);
		}
		catch (IOException ex) {
			throw new RefusedVersionException(name + " cannot be read: " + ex.getMessage() + ".", ex);
		}
	}

	@Override
	public int compareTo(ShippedVersion other) {
		return Comparator.comparing(ShippedVersion::model)
			.thenComparingInt(ShippedVersion::number)
			.compare(this, other);
	}

	@Override
	public String toString() {
		return this.model + "/" + this.number + " of the model store";
	}

}
