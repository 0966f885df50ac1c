package io.isonet.training;

import io.isonet.audio.AudioFeature;
import io.isonet.dataset.Augmentation;
import io.isonet.network.EngineName;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Settings as JSON, in the form in which a request gives them; [SettingsReader] reads it
/// back to the same settings.
final class SettingsJson {

	private SettingsJson() {
	}

	/// Stored settings name everything, or were stored when DJL was the only engine, or
	/// when there was no base.
	static ObjectNode completed(ObjectNode stored) {
		ObjectNode completed = stored.deepCopy();
		if (!stored.has("engine")) {
			completed.put("engine", SettingNames.of(EngineName.DJL));
		}
		if (!stored.has("start")) {
			completed.put("start", SettingNames.of(Start.RANDOM))
				.put("schedule", SettingNames.of(Schedule.CONSTANT))
				.put("validationFrom", 0);
		}
		if (completed.path("start").asString("").equals(SettingNames.of(Start.RANDOM))) {
			// nothing was held, whatever was said
			completed.put("wordAnchor", 0).put("weightAnchor", 0);
		}
		if (!stored.has("evaluation")) {
			completed.put("evaluation", SettingNames.of(EvaluationMethod.NONE));
		}
		return completed;
	}

	static ObjectNode write(JsonMapper mapper, TrainingSettings settings) {
		ObjectNode json = mapper.createObjectNode()
			.put("preset", settings.preset())
			.put("epochs", settings.epochs())
			.put("batchSize", settings.batchSize())
			.put("optimizer", SettingNames.of(settings.optimizer()))
			.put("learningRate", settings.learningRate())
			.put("weightDecay", settings.weightDecay())
			.put("dropout", settings.dropout())
			.put("embeddingSize", settings.embeddingSize())
			.put("attentionSize", settings.attentionSize())
			.put("hiddenSize", settings.hiddenSize())
			.put("maxStates", settings.maxStates())
			.put("maxWordsPerState", settings.maxWordsPerState())
			.put("shuffle", settings.shuffle())
			.put("seed", settings.seed())
			.put("validationShare", settings.validationShare())
			.put("patience", settings.patience())
			.put("gradientClip", settings.gradientClip())
			.put("scaling", SettingNames.of(settings.scaling()))
			.put("maskPadding", settings.maskPadding())
			.put("pace", SettingNames.of(settings.pace()))
			.put("positionInput", settings.positionInput())
			.put("initialHidden", SettingNames.of(settings.initialHidden()))
			.put("loss", SettingNames.of(settings.loss()))
			.put("start", SettingNames.of(settings.start()))
			.put("schedule", SettingNames.of(settings.schedule()))
			.put("wordAnchor", settings.wordAnchor())
			.put("weightAnchor", settings.weightAnchor())
			.put("validationFrom", settings.validationFrom())
			.put("evaluation", SettingNames.of(settings.evaluation()))
			.put("model", settings.model())
			.put("activate", SettingNames.of(settings.activate()))
			.put("engine", SettingNames.of(settings.engine()));
		putWhereOn(json, settings);
		var features = json.putArray("features");
		for (AudioFeature feature : settings.features().features()) {
			features.addObject()
				.put("name", feature.name())
				.put("unit", feature.unit())
				.put("min", feature.min())
				.put("max", feature.max());
		}
		return json;
	}

	/// What is off is left out: a process of the release before, which may work on the
	/// job
	/// during an upgrade, knows no such settings.
	private static void putWhereOn(ObjectNode json, TrainingSettings settings) {
		if (settings.error() != ErrorName.SQUARED) {
			json.put("error", SettingNames.of(settings.error()));
		}
		if (settings.error() == ErrorName.HUBER) {
			json.put("huberDelta", settings.huberDelta());
		}
		if (settings.components() > 0) {
			json.put("components", settings.components());
		}
		if (!settings.augmentation().equals(Augmentation.NONE)) {
			json.put("reversedShare", settings.augmentation().reversed())
				.put("croppedShare", settings.augmentation().cropped())
				.put("featureNoise", settings.augmentation().noise());
		}
	}

}
