package io.isonet.inference;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import ai.djl.Device;
import io.isonet.lexicon.LoadedLexicon;
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

/// Makes a published version ready to serve: read, checked, put on every device, and
/// warm. Thread-safe.
final class ModelLoader {

	private static final String METRICS = "metrics.json";

	private final ModelRegistry registry;

	private final Engine engine;

	private final List<Device> devices;

	private final Supplier<Optional<LoadedLexicon>> lexicon;

	/// @param lexicon what adds words to every version, asked for at each loading
	/// @param devices worker `w` computes on device `w` modulo their number
	ModelLoader(ModelRegistry registry, Engine engine, List<Device> devices,
			Supplier<Optional<LoadedLexicon>> lexicon) {
		this.registry = registry;
		this.engine = engine;
		this.devices = List.copyOf(devices);
		this.lexicon = lexicon;
	}

	/// Loads a version.
	/// @return the caller holds its first lease
	/// @throws ModelUnavailableException if anything of it is damaged or does not fit
	/// together; nothing stays behind
	/// @throws DataAccessException if the registry cannot be read, which says nothing of
	/// the version
	ServedModel load(ModelVersion version) {
		try {
			NetworkFiles own = NetworkFiles.read((file) -> this.registry.artifact(version, file));
			TrackSpread spread = version.manifest().files().containsKey(NetworkFiles.SPREAD)
					? own.spread(this.registry.artifact(version, NetworkFiles.SPREAD)) : null;
			VersionMetrics metrics = metrics(version);
			LexiconUse lexicon = LexiconUse.of(this.lexicon.get(), own);
			NetworkFiles network = lexicon.extend(own);
			IsoNetConfig config = network.config();
			MoodTokenizer tokenizer = new MoodTokenizer(network.vocabulary(), config.maxStates(),
					config.maxWordsPerState());
			int ownWords = own.vocabulary().moods().size();
			ServedWords words = new ServedWords(network.vocabulary(), ownWords, WordNeighbours.of(network, ownWords),
					metrics.playlists(own.vocabulary()), lexicon.fitted(), lexicon.unfit());
			WarmModels models = WarmModels.load(network, this.engine, this.devices);
			return new ServedModel(version, tokenizer, config.schema(), config.pace() != IsoNetConfig.Pace.NONE,
					metrics.warnings(), lexicon.extend(spread, own.vocabulary()), words,
					(worker) -> new Worker(models.newPredictor(worker)), models::close);
		}
		catch (DataAccessException | TransactionException ex) {
			throw ex;
		}
		catch (RuntimeException | Error ex) {
			throw ModelUnavailableException.unusable(version, ex);
		}
	}

	private VersionMetrics metrics(ModelVersion version) {
		return version.manifest().files().containsKey(METRICS)
				? VersionMetrics.read(this.registry.artifact(version, METRICS)) : VersionMetrics.NONE;
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
