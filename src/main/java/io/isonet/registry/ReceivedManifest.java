package io.isonet.registry;

import java.time.Instant;
import java.util.Map;

import io.isonet.problem.Excerpt;
import io.isonet.problem.JsonFault;
import tools.jackson.core.JacksonException;

/// The manifest that came with files from elsewhere, checked against them. Which model and
/// number it names counts for nothing. Stateless.
final class ReceivedManifest {

	private static final int LARGEST = 1 << 20;

	private static final int LONGEST_PRESET = 64;

	/// What a database can keep.
	private static final Instant EARLIEST = Instant.EPOCH;

	private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

	private ReceivedManifest() {
	}

	/// @param files the other files
	/// @throws InvalidModelFileException where it cannot be read, or is that of other
	/// files
	static ModelManifest read(byte[] json, Map<String, byte[]> files) {
		if (json.length > LARGEST) {
			throw refused("It is larger than " + LARGEST + " bytes.");
		}
		ModelManifest manifest = parse(StrictText.of(ModelManifest.FILE, json));
		if (manifest.preset().isBlank() || manifest.preset().length() > LONGEST_PRESET) {
			throw refused("'preset' has 1 to " + LONGEST_PRESET + " characters.");
		}
		if (manifest.createdAt().isBefore(EARLIEST) || manifest.createdAt().isAfter(LATEST)) {
			throw refused("'createdAt' is no time from " + EARLIEST + " to " + LATEST + ".");
		}
		if (!StrictText.isWhole(ManifestJson.write(manifest))) {
			throw refused("It has a text with half a character in it.");
		}
		check(manifest, files);
		return manifest;
	}

	private static ModelManifest parse(String json) {
		try {
			return ManifestJson.read(json);
		}
		catch (JacksonException ex) {
			if (ex.getCause() instanceof IllegalArgumentException rule) {
				throw refused("It cannot be used: " + rule.getMessage() + ".");
			}
			JsonFault fault = JsonFault.of(ex);
			throw InvalidModelFileException.within(ModelManifest.FILE, fault.detail(), fault.errors());
		}
	}

	private static void check(ModelManifest manifest, Map<String, byte[]> files) {
		manifest.files().forEach((file, described) -> {
			byte[] content = files.get(file);
			if (content == null) {
				throw refused("It describes " + Excerpt.of(file) + ", which is not there.");
			}
			if (content.length != described.size()) {
				throw new InvalidModelFileException(file, "It has " + content.length + " bytes, the manifest says "
						+ described.size() + ": it is damaged, or that of another version.");
			}
			if (!described.describes(content)) {
				throw new InvalidModelFileException(file,
						"Its SHA-256 is not the one in the manifest: it is damaged, or that of another version.");
			}
		});
		for (String file : files.keySet()) {
			if (!manifest.files().containsKey(file)) {
				throw refused("It does not describe " + Excerpt.of(file) + ", which is there.");
			}
		}
	}

	static InvalidModelFileException refused(String reason) {
		return new InvalidModelFileException(ModelManifest.FILE, reason);
	}

}
