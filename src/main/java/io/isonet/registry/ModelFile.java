package io.isonet.registry;

import io.swagger.v3.oas.annotations.media.Schema;

/// What a manifest says of one file. Immutable.
///
/// @param sha256 SHA-256 of the content, 64 hexadecimal digits in lower case
/// @param size length of the content in bytes
public record ModelFile(
		@Schema(description = "SHA-256 of the content in lower-case hexadecimal",
				example = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855") String sha256,
		@Schema(description = "Length in bytes", example = "13284") long size) {

	public ModelFile {
		if (!Sha256.isDigest(sha256)) {
			throw new IllegalArgumentException("a SHA-256 has 64 hexadecimal digits in lower case");
		}
		if (size < 0) {
			throw new IllegalArgumentException("a file's size is 0 or more, not " + size);
		}
	}

	static ModelFile describing(byte[] content) {
		return new ModelFile(Sha256.of(content), content.length);
	}

	boolean describes(byte[] content) {
		return content.length == this.size && Sha256.of(content).equals(this.sha256);
	}

}
