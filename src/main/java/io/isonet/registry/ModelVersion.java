package io.isonet.registry;

import java.time.Instant;

/// A published version. Immutable, as is what it stands for: a number is never given
/// twice.
///
/// @param manifest what the version says of itself
/// @param contentSha256 identifies the content, equal for equal files under any number
public record ModelVersion(ModelManifest manifest, String contentSha256) {

	static ModelVersion of(ModelManifest manifest) {
		return new ModelVersion(manifest, manifest.contentSha256());
	}

	/// Name of the model.
	public String model() {
		return this.manifest.model();
	}

	/// Number within the model, from 1.
	public int number() {
		return this.manifest.version();
	}

	public Instant createdAt() {
		return this.manifest.createdAt();
	}

}
