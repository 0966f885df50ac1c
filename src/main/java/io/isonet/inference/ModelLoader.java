package io.isonet.inference;

import java.util.List;

import ai.djl.Device;
import io.isonet.mood.MoodTokenizer;
import io.isonet.network.Engine;
import io.isonet.network.Forecast;
import io.isonet.network.IsoNetConfig;
import io.isonet.network.IsoNetPredictor;
import io.isonet.network.JourneyBatch;
import io.isonet.registry.ModelRegistry;
import io.isonet.registry.ModelVersion;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/// Makes a published version ready to serve: read, checked, put on every device, and
/// warm. Thread-safe.
final class ModelLoader {

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
			WarmModels models = WarmModels.load(network, this.engine, this.devices);
			return new ServedModel(version, tokenizer, config.schema(), config.pace() != IsoNetConfig.Pace.NONE,
					(worker) -> new Worker(models.newPredictor(worker)), models::close);
		}
		catch (DataAccessException | TransactionException ex) {
			throw ex;
		}
		catch (RuntimeException | Error ex) {
			throw ModelUnavailableException.unusable(version, ex);
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
