package io.isonet.training;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import io.isonet.audio.FeatureSchema;
import io.isonet.dataset.Augmentation;
import io.isonet.network.EngineName;
import io.isonet.network.IsoNetConfig.InitialHidden;
import io.isonet.network.IsoNetConfig.Outputs;
import io.isonet.network.IsoNetConfig.Pace;
import io.isonet.network.IsoNetLoss;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Settings that belong together; a request changes what it names and keeps the rest.
enum Preset {

	/// The default network, fine-tuned from a base.
	DEFAULT(new TrainingSettings("default", 150, 32, OptimizerName.ADAM, .01, 0, 0, 11, 16, 32, 5, 5, true, 0, .2, 20,
			0, Outputs.STANDARD, true, Pace.STANDARD, true, InitialHidden.TANH, IsoNetLoss.PER_PLAYLIST,
			ErrorName.SQUARED, 1, 0, Augmentation.NONE, Start.BASE, Schedule.COSINE, 7, 30, 200, EvaluationMethod.AUTO,
			FeatureSchema.ELEVEN, "isonet", Activate.NEVER, EngineName.AUTO)),

	/// The original's network and settings.
	NOTEBOOK(new TrainingSettings("notebook", 100, 4, OptimizerName.SGD, .01, 0, 0, 3, 40, 11, 5, 5, false, 0, 0, 0, 0,
			Outputs.NATURAL, false, Pace.NONE, false, InitialHidden.LINEAR, IsoNetLoss.PADDED_BLOCK, ErrorName.SQUARED,
			1, 0, Augmentation.NONE, Start.RANDOM, Schedule.CONSTANT, 0, 0, 0, EvaluationMethod.AUTO,
			FeatureSchema.ELEVEN, "isonet", Activate.NEVER, EngineName.AUTO));

	/// Settings that the model does not depend on.
	private static final Set<String> AROUND = Set.of("evaluation", "model", "activate", "engine");

	private final TrainingSettings settings;

	Preset(TrainingSettings settings) {
		this.settings = settings;
	}

	TrainingSettings settings() {
		return this.settings;
	}

	/// The preset that gave what a request left out.
	static Preset of(TrainingSettings settings) {
		return valueOf(settings.preset().toUpperCase(Locale.ROOT));
	}

	/// What was changed of that which makes the model; of features their names.
	Map<String, String> changes(TrainingSettings changed) {
		ObjectNode own = SettingsJson.write(JsonMapper.shared(), this.settings);
		ObjectNode other = SettingsJson.write(JsonMapper.shared(), changed);
		Map<String, String> changes = new LinkedHashMap<>();
		other.properties()
			.stream()
			.filter((one) -> !AROUND.contains(one.getKey()) && !one.getValue().equals(own.get(one.getKey())))
			.forEach((one) -> changes.put(one.getKey(), one.getKey().equals("features")
					? changed.features().names().toString() : one.getValue().asString()));
		return changes;
	}

}
