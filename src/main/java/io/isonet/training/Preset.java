package io.isonet.training;

import io.isonet.audio.FeatureSchema;
import io.isonet.dataset.Augmentation;
import io.isonet.network.EngineName;
import io.isonet.network.IsoNetConfig.InitialHidden;
import io.isonet.network.IsoNetConfig.Outputs;
import io.isonet.network.IsoNetConfig.Pace;
import io.isonet.network.IsoNetLoss;

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

	private final TrainingSettings settings;

	Preset(TrainingSettings settings) {
		this.settings = settings;
	}

	TrainingSettings settings() {
		return this.settings;
	}

}
