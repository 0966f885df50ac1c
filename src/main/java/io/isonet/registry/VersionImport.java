package io.isonet.registry;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.json.JsonMapper;

/// Makes a version of files that come from elsewhere. Nothing of them is trusted: names,
/// sizes and digests are checked against the manifest where there is one, and the model
/// is tried before anything is stored. Thread-safe.
final class VersionImport {

	private static final String METRICS = "metrics.json";

	private static final String CARD = "README.md";

	private static final String PAGE = "evaluation.html";

	/// Stands where nobody says what the version was trained from.
	private static final String PRESET = "imported";

	private static final JsonMapper JSON = JsonMapper.builder()
		.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
		.build();

	private final ModelRegistry registry;

	private final VersionInspection inspection;

	private final Clock clock;

	VersionImport(ModelRegistry registry, VersionInspection inspection, Clock clock) {
		this.registry = registry;
		this.inspection = inspection;
		this.clock = clock;
	}

	/// Publishes files as the next version of a model, which is created where it is new.
	/// No alias changes. Files that are a version of the model already stay that version.
	/// @param received content by file name; without `manifest.json` it is computed
	/// @throws InvalidNameException where no model can have the name
	/// @throws InvalidModelFileException where a file is missing, unknown, damaged, or
	/// does not fit the others
	ModelRegistry.Publication publish(String model, Map<String, byte[]> received) {
		Map<String, byte[]> files = new TreeMap<>(received);
		byte[] json = files.remove(ModelManifest.FILE);
		checkNames(files);
		ModelManifest manifest = (json != null) ? ReceivedManifest.read(json, files) : null;
		checkTexts(files);
		ModelDraft draft = draft(model, files, manifest);
		return this.registry.publishOnce(draft, (manifest != null) ? manifest.createdAt() : this.clock.instant());
	}

	private void checkNames(Map<String, byte[]> files) {
		SortedSet<String> known = new TreeSet<>(this.inspection.needed());
		known.addAll(this.inspection.optional());
		known.add(CARD);
		known.add(METRICS);
		known.add(PAGE);
		known.add(ModelManifest.FILE);
		for (String file : files.keySet()) {
			if (!known.contains(file)) {
				throw InvalidModelFileException.unknown(file, known);
			}
		}
		for (String file : new TreeSet<>(this.inspection.needed())) {
			if (!files.containsKey(file)) {
				throw InvalidModelFileException.missing(file);
			}
		}
	}

	/// What is served as text is text.
	private static void checkTexts(Map<String, byte[]> files) {
		for (String text : List.of(CARD, PAGE)) {
			byte[] content = files.get(text);
			if (content != null) {
				StrictText.of(text, content);
			}
		}
		byte[] metrics = files.get(METRICS);
		if (metrics != null && !isObject(StrictText.of(METRICS, metrics))) {
			throw new InvalidModelFileException(METRICS, "It is no JSON object.");
		}
	}

	private static boolean isObject(String json) {
		try {
			return JSON.readTree(json).isObject();
		}
		catch (JacksonException ex) {
			return false;
		}
	}

	private ModelDraft draft(String model, Map<String, byte[]> files, @Nullable ModelManifest manifest) {
		long parameters = this.inspection.inspect(files);
		if (manifest == null) {
			return new ModelDraft(model, files, null, PRESET, parameters, OptionalInt.empty());
		}
		if (manifest.parameters() != parameters) {
			throw ReceivedManifest
				.refused("It says " + manifest.parameters() + " parameters, the weights have " + parameters + ".");
		}
		return new ModelDraft(model, files, manifest.provenance(), manifest.preset(), parameters, OptionalInt.empty());
	}

}
