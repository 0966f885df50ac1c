package io.isonet.registry;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalInt;

import tools.jackson.databind.json.JsonMapper;

/// Drafts for tests; what the files hold means nothing.
final class Drafts {

	static final String FILE = "config.json";

	private Drafts() {
	}

	static Provenance provenance() {
		return new Provenance(Sha256.of("data"), JsonMapper.shared().readTree("""
				{"learningRate": 0.01, "epochs": 100, "batch": {"size": 4}}"""), 42, "0.1.0",
				Instant.parse("2026-11-22T09:00:00Z"), Instant.parse("2026-11-22T09:59:59.987654321Z"), null);
	}

	static ModelDraft draft(String model, String content) {
		return draft(model, Map.of(FILE, utf8(content), "README.md", utf8("# A model\n")), OptionalInt.empty());
	}

	static ModelDraft draft(String model, String content, int version) {
		return draft(model, Map.of(FILE, utf8(content)), OptionalInt.of(version));
	}

	static ModelDraft draft(String model, Map<String, byte[]> files, OptionalInt version) {
		return new ModelDraft(model, files, provenance(), "notebook", 3321, version);
	}

	static byte[] utf8(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
