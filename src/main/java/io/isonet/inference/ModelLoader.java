package io.isonet.inference;

import java.util.ArrayList;
import java.util.List;

import ai.djl.Device;
import io.isonet.mood.MoodTokenizer;
import io.isonet.network.Engine;
import io.isonet.network.Forecast;
import io.isonet.network.IsoNetConfig;
import io.isonet.network.IsoNetPredictor;
import io.isonet.network.JourneyBatch;
import io.isonet.network.TrackSpread;
import io.isonet.registry.ModelRegistry;
import io.isonet.registry.ModelVersion;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Makes a published version ready to serve: read, checked, put on every device, and
/// warm. Thread-safe.
final class ModelLoader {

	private static final String METRICS = "metrics.json";

	private static final int MOST_WARNINGS = 20;

	private static final int LONGEST_WARNING = 500;

	private final ModelRegistry registry;

	private final Engine engine;

	private final List<Device> devices;

	/// @param devices worker `w` computes on device `w` modulo their number
	ModelLoader(ModelRegistry registry, Engine engine, List<Device> devices) {
		this.registry = registry;
		this.engine = engine;
		this.devices = List.copyOf(devices);
	}

	/// Loads a version.
	/// @return the caller holds its first lease
	/// @throws ModelUnavailableException if anything of it is damaged or does not fit
	/// together; nothing stays behind
	/// @throws DataAccessException if the registry cannot be read, which says nothing of
	/// the version
	ServedModel load(ModelVersion version) {
		try {
			NetworkFiles network = NetworkFiles.read((file) -> this.registry.artifact(version, file));
			IsoNetConfig config = network.config();
			MoodTokenizer tokenizer = new MoodTokenizer(network.vocabulary(), config.maxStates(),
					config.maxWordsPerState());
			TrackSpread spread = version.manifest().files().containsKey(NetworkFiles.SPREAD)
					? network.spread(this.registry.artifact(version, NetworkFiles.SPREAD)) : null;
			WarmModels models = WarmModels.load(network, this.engine, this.devices);
			return new ServedModel(version, tokenizer, config.schema(), config.pace() != IsoNetConfig.Pace.NONE,
					warnings(version), spread, (worker) -> new Worker(models.newPredictor(worker)), models::close);
		}
		catch (DataAccessException | TransactionException ex) {
			throw ex;
		}
		catch (RuntimeException | Error ex) {
			throw ModelUnavailableException.unusable(version, ex);
		}
	}

	/// What its metrics warn of. They are for readers: where there are none, or they are
	/// written otherwise, nothing is warned of.
	private List<String> warnings(ModelVersion version) {
		if (!version.manifest().files().containsKey(METRICS)) {
			return List.of();
		}
		try {
			List<String> warnings = new ArrayList<>();
			for (JsonNode warning : JsonMapper.shared()
				.readTree(this.registry.artifact(version, METRICS))
				.path("warnings")) {
				if (warning.isString() && warnings.size() < MOST_WARNINGS) {
					String text = warning.stringValue();
					warnings.add(text.substring(0, Math.min(text.length(), LONGEST_WARNING)));
				}
			}
			return warnings;
		}
		catch (JacksonException ex) {
			return List.of();
		}
	}

	/// Computes with a predictor of its own.
	record Worker(IsoNetPredictor predictor) implements Forecaster {

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
