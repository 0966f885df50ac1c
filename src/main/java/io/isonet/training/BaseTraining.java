package io.isonet.training;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.SequencedMap;

import io.isonet.dataset.MoodGroups;
import io.isonet.mood.MoodSequence;
import io.isonet.mood.MoodVocabulary;
import io.isonet.network.IsoNetConfig;
import io.isonet.network.Weights;
import io.isonet.registry.ModelDraft;
import io.isonet.registry.Provenance;
import io.isonet.registry.Sha256;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Trains the base, which sees no playlist: the default network, taught by [BlendTraining]
/// to follow the mean figures of mood groups. A word's vector is its group's mean in
/// standard units, and stays. It is what `model-store` ships.
public final class BaseTraining {

	private static final long SEED = 1;

	private static final String NAME = "isonet";

	private final MoodGroups groups = MoodGroups.load();

	private final MoodVocabulary vocabulary = MoodVocabulary.of(this.groups.words());

	private final IsoNetConfig config = Preset.DEFAULT.settings().config(this.vocabulary.size(), this.groups.scaler());

	private final BlendTraining training = new BlendTraining(this.config, this.vocabulary, vectors(this.groups), SEED);

	/// Trains the base and writes it as version 1 of a model store.
	/// @param arguments the store's directory, `model-store` where there is none
	public static void main(String[] arguments) throws IOException {
		Path store = Path.of((arguments.length > 0) ? arguments[0] : "model-store");
		new BaseTraining().writeTo(store.resolve(NAME).resolve("1"), Clock.systemUTC());
	}

	private void writeTo(Path directory, Clock clock) throws IOException {
		Instant started = clock.instant();
		TrainedModel trained = train(BlendTraining.STEPS);
		JsonMapper mapper = JsonMapper.shared();
		ObjectNode settings = mapper.createObjectNode()
			.put("preset", "base")
			.put("steps", BlendTraining.STEPS)
			.put("batchSize", BlendTraining.BATCH)
			.put("stepsPerBatch", BlendTraining.STEPS_PER_BATCH)
			.put("optimizer", "adam")
			.put("learningRate", BlendTraining.RATE)
			.put("schedule", "cosine")
			.put("seed", SEED);
		ObjectNode data = mapper.createObjectNode().put("form", "mood-groups").put("playlists", 0).put("tracks", 0);
		Provenance provenance = new Provenance(Sha256.of(MoodGroups.table()), settings, SEED, codeVersion(), started,
				clock.instant(), null);
		ModelDraft draft = new ModelArtifacts(mapper, codeVersion()).draftOfBase(NAME, trained, data,
				ModelCard.ofBase(trained), provenance);
		Files.createDirectories(directory);
		for (Map.Entry<String, byte[]> file : draft.asStored(1, started).entrySet()) {
			Files.write(directory.resolve(file.getKey()), file.getValue());
		}
	}

	private static String codeVersion() throws IOException {
		try (InputStream info = BaseTraining.class.getResourceAsStream("/META-INF/build-info.properties")) {
			Properties properties = new Properties();
			if (info != null) {
				properties.load(info);
			}
			return properties.getProperty("build.version", "unknown");
		}
	}

	/// Trains so many steps of the full schedule.
	TrainedModel train(int steps) {
		List<EpochFigures> figures = new ArrayList<>();
		long begun = System.nanoTime();
		Weights weights = this.training.train(steps, (step, loss) -> {
			double perSecond = step / ((System.nanoTime() - begun) / 1e9);
			figures.add(new EpochFigures(step, loss, null, perSecond));
		});
		return new TrainedModel(this.config, this.vocabulary, weights, figures, steps, Origin.RANDOM, Map.of());
	}

	private static SequencedMap<String, double[]> vectors(MoodGroups groups) {
		SequencedMap<String, double[]> vectors = new LinkedHashMap<>();
		groups.words().forEach((word) -> vectors.put(word, groups.standardVector(word)));
		return vectors;
	}

	/// The blend of the states' mean vectors at each position, `(length, F)`, in natural
	/// units.
	double[][] targets(MoodSequence moods, int length) {
		return this.training.targets(moods, length);
	}

}
