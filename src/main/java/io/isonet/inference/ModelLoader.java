package io.isonet.inference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import ai.djl.Device;
import io.isonet.mood.MoodTokenizer;
import io.isonet.mood.MoodVocabulary;
import io.isonet.network.ConfigJson;
import io.isonet.network.Forecast;
import io.isonet.network.InvalidModelException;
import io.isonet.network.IsoNetConfig;
import io.isonet.network.IsoNetModel;
import io.isonet.network.IsoNetPredictor;
import io.isonet.network.JourneyBatch;
import io.isonet.network.Weights;
import io.isonet.registry.ModelRegistry;
import io.isonet.registry.ModelVersion;

/// Makes a published version ready to serve: read, checked, put on every device, and
/// warm. Thread-safe.
final class ModelLoader {

	private static final int WARM_UP_PASSES = 3;

	private static final int WARM_UP_LENGTH = 20;

	private final ModelRegistry registry;

	private final List<Device> devices;

	/// @param devices worker `w` computes on device `w` modulo their number
	ModelLoader(ModelRegistry registry, List<Device> devices) {
		this.registry = registry;
		this.devices = List.copyOf(devices);
	}

	/// Loads a version.
	/// @return the caller holds its first lease
	/// @throws ModelUnavailableException if anything of it is damaged or does not fit
	/// together; nothing stays behind
	ServedModel load(ModelVersion version) {
		List<IsoNetModel> models = new ArrayList<>();
		try {
			IsoNetConfig config = ConfigJson.read(this.registry.artifact(version, "config.json"));
			MoodVocabulary vocabulary = MoodVocabulary.read(this.registry.artifact(version, "tokenizer.json"));
			checkVocabulary(config, vocabulary);
			Weights weights = Weights.read(config, this.registry.artifact(version, "model.safetensors"));
			for (Device device : this.devices) {
				IsoNetModel model = IsoNetModel.load(config, weights, device);
				models.add(model);
				warmUp(model);
			}
			MoodTokenizer tokenizer = new MoodTokenizer(vocabulary, config.maxStates(), config.maxWordsPerState());
			return new ServedModel(version, tokenizer, config.schema(),
					(worker) -> new Worker(models.get(worker % models.size()).newPredictor()),
					() -> models.forEach(IsoNetModel::close));
		}
		catch (RuntimeException | Error ex) {
			models.forEach(IsoNetModel::close);
			throw ModelUnavailableException.unusable(version, ex);
		}
	}

	private static void checkVocabulary(IsoNetConfig config, MoodVocabulary vocabulary) {
		if (vocabulary.size() != config.vocabularySize()) {
			throw new InvalidModelException("tokenizer.json has " + vocabulary.size()
					+ " entries, config.json says vocabularySize " + config.vocabularySize());
		}
		if (vocabulary.padId() != config.paddingId()) {
			throw new InvalidModelException(
					"tokenizer.json has <pad> at " + vocabulary.padId() + ", it belongs at " + config.paddingId());
		}
	}

	private static void warmUp(IsoNetModel model) {
		int[] tokens = new int[model.config().slots()];
		Arrays.fill(tokens, model.config().paddingId());
		tokens[0] = 0;
		JourneyBatch batch = new JourneyBatch(new int[][] { tokens }, new int[] { WARM_UP_LENGTH });
		try (IsoNetPredictor predictor = model.newPredictor()) {
			for (int pass = 0; pass < WARM_UP_PASSES; pass++) {
				if (!predictor.predict(batch).getFirst().isFinite()) {
					throw new InvalidModelException("the network's answer to a first journey is not finite");
				}
			}
		}
	}

	private record Worker(IsoNetPredictor predictor) implements Forecaster {

		@Override
		public List<Forecast> forecast(JourneyBatch batch) {
			return this.predictor.predict(batch);
		}

		@Override
		public void close() {
			this.predictor.close();
		}

	}

}
