package io.isonet.registry;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/// Writes manifests the same way every time, whatever the JSON settings of the service,
/// and reads them strictly. Thread-safe.
final class ManifestJson {

	private static final JsonMapper MAPPER = JsonMapper.builder()
		.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
		// what is missing counts as null; a component that may be null says so itself
		.changeDefaultNullHandling((present) -> JsonSetter.Value.forValueNulls(Nulls.FAIL))
		.enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED)
		.build();

	private static final DefaultIndenter INDENTER = new DefaultIndenter("  ", "\n");

	private static final ObjectWriter WRITER = MAPPER.writerFor(ModelManifest.class)
		.with(new DefaultPrettyPrinter().withObjectIndenter(INDENTER).withArrayIndenter(INDENTER));

	private static final ObjectReader READER = MAPPER.readerFor(ModelManifest.class);

	private ManifestJson() {
	}

	static String write(ModelManifest manifest) {
		return WRITER.writeValueAsString(manifest) + "\n";
	}

	/// Reads a manifest.
	/// @throws JacksonException where the text is no manifest that this code reads
	static ModelManifest read(String json) {
		return READER.readValue(json);
	}

}
