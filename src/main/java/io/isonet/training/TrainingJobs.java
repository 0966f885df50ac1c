package io.isonet.training;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;

import io.isonet.audio.FeatureScaler;
import io.isonet.database.TransactionLimits;
import io.isonet.dataset.PlaylistCsvReader;
import io.isonet.dataset.PlaylistDataset;
import io.isonet.mood.MoodVocabulary;
import io.isonet.network.IsoNetConfig;
import io.isonet.problem.ProblemError;
import io.isonet.registry.Sha256;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionOperations;
import tools.jackson.databind.json.JsonMapper;

/// The trainings of this installation: accepts, lists, cancels. Who runs them is
/// [TrainingQueue].
///
/// A file is read to its end and checked before its job is accepted; a file or settings
/// with faults leave nothing behind. Accepted means committed, the data included.
/// Thread-safe.
class TrainingJobs {

	private static final int SHOWN_IDS = 3;

	private final TrainingTables tables;

	private final TrainingRecords records;

	private final TrainingQueue queue;

	private final TrainedVersions trained;

	private final TransactionOperations transactions;

	private final TransactionLimits limits;

	private final TrainingProperties properties;

	private final TrainingEngines engines;

	private final JsonMapper mapper;

	private final ReentrantLock accepting = new ReentrantLock();

	TrainingJobs(TrainingTables tables, TrainingRecords records, TrainingQueue queue, TrainedVersions trained,
			TransactionOperations transactions, TransactionLimits limits, TrainingProperties properties,
			TrainingEngines engines, JsonMapper mapper) {
		this.tables = tables;
		this.records = records;
		this.queue = queue;
		this.trained = trained;
		this.transactions = transactions;
		this.limits = limits;
		this.properties = properties;
		this.engines = engines;
		this.mapper = mapper;
	}

	/// Accepts a training.
	/// @param data the playlists, CSV
	/// @param vocabulary word -> token id as JSON, for files of token ids, or null
	/// @param settings the settings as JSON, empty for the defaults
	/// @throws io.isonet.problem.ProblemException if the settings, the vocabulary or the
	/// data have faults, or the queue is full
	TrainingJob accept(Upload data, byte @Nullable [] vocabulary, byte[] settings) throws IOException {
		// a database that is away is noticed before anyone waits
		checkRoom();
		// one file is read at a time: each may take as much memory as the limit of
		// uploads lets it
		this.accepting.lock();
		try {
			TrainingSettings read = SettingsReader.read(this.mapper, settings);
			Optional<MoodVocabulary> words = (vocabulary == null) ? Optional.empty()
					: Optional.of(MoodVocabulary.read(vocabulary));
			return accept(data, words, read, null);
		}
		finally {
			this.accepting.unlock();
		}
	}

	/// Accepts a training of a version again: same data, settings and seed, never
	/// activated.
	/// @throws io.isonet.problem.ProblemException if there is no such version, its data
	/// is not here, or the queue is full
	TrainingJob reproduce(String model, String versionOrAlias) throws IOException {
		checkRoom();
		this.accepting.lock();
		try {
			TrainedVersions.Recipe recipe = this.trained.recipe(model, versionOrAlias);
			return accept(Upload.of(recipe.data()), Optional.of(recipe.vocabulary()), recipe.settings(),
					recipe.origin());
		}
		finally {
			this.accepting.unlock();
		}
	}

	private TrainingJob accept(Upload data, Optional<MoodVocabulary> words, TrainingSettings asked,
			TrainingTables.@Nullable Origin from) throws IOException {
		TrainingSettings chosen = this.engines.settle(asked);
		PlaylistDataset dataset = dataset(data.open(), words, chosen);
		TrainingSettings read = TrainingEvaluation.settle(chosen, dataset);
		checkMemory(read, dataset);
		String sha256;
		try (InputStream content = data.open()) {
			sha256 = Sha256.of(content);
		}
		TrainingTables.Accepted accepted = new TrainingTables.Accepted(SettingsJson.write(this.mapper, read).toString(),
				words.map(MoodVocabulary::toJson).orElse(null), sha256,
				this.mapper.writeValueAsString(dataset.report()), read.epochs(), from);
		String id = UUID.randomUUID().toString();
		try (InputStream content = data.open()) {
			this.transactions.executeWithoutResult((status) -> {
				this.limits.allowLargeStatements();
				this.tables.insertData(accepted.dataSha256(), data.size(), content, this.records.now());
				enqueue(id, accepted);
			});
		}
		this.queue.wake();
		return job(id);
	}

	/// In the caller's transaction, which holds the queue from here on: its limit and its
	/// order are those of all processes.
	private void enqueue(String id, TrainingTables.Accepted accepted) {
		Instant place = this.tables.lockQueue(this.records.now());
		checkRoom();
		this.tables.insertJob(id, accepted, place);
		this.queue.add(id, place);
	}

	/// @throws JobNotFoundException if there is no such job
	TrainingJob job(String id) {
		return this.tables.job(id)
			.orElseThrow(() -> new JobNotFoundException(id,
					this.tables.jobs(SHOWN_IDS).stream().map(TrainingJob::id).toList()));
	}

	/// Newest first.
	List<TrainingJob> jobs(int limit) {
		return this.tables.jobs(limit);
	}

	/// Cancels a job that waits or runs. It is CANCELLED when this returns; a step that
	/// is being computed is thrown away.
	/// @throws JobNotFoundException if there is no such job
	/// @throws TrainingRefusedException if it has ended already
	TrainingJob cancel(String id) {
		boolean cancelled = this.records.cancel(id, this.transactions);
		TrainingJob job = job(id);
		if (!cancelled) {
			throw TrainingRefusedException.finished(job);
		}
		return job;
	}

	/// Number of a job's newest event, 0 where there is none.
	int lastEvent(String id) {
		return this.tables.lastEvent(id);
	}

	/// Events of a job after a number, in order; a bounded number of them.
	List<TrainingEvent> events(String id, int after) {
		return this.tables.events(id, after, 500);
	}

	static PlaylistDataset dataset(InputStream content, Optional<MoodVocabulary> vocabulary, TrainingSettings settings,
			int maxTracks) throws IOException {
		try (content) {
			return new PlaylistCsvReader().read(content, new PlaylistCsvReader.Options(settings.features(), vocabulary,
					settings.maxStates(), settings.maxWordsPerState(), maxTracks));
		}
	}

	private PlaylistDataset dataset(InputStream content, Optional<MoodVocabulary> vocabulary, TrainingSettings settings)
			throws IOException {
		return dataset(content, vocabulary, settings, this.properties.maxTracks());
	}

	private void checkRoom() {
		if (this.tables.count(JobState.QUEUED) >= this.properties.queue()) {
			throw TrainingRefusedException.queueFull(this.properties.queue());
		}
	}

	private void checkMemory(TrainingSettings settings, PlaylistDataset dataset) {
		IsoNetConfig config = settings.config(dataset.vocabulary().size(),
				FeatureScaler.identity(dataset.schema().size()));
		TrainingMemory memory = TrainingMemory.of(config, settings.engine(),
				Math.min(settings.batchSize(), dataset.size()), dataset.report().lengths().max(),
				settings.dropout() > 0, settings.start() == Start.BASE);
		long allowed = TrainingMemory.allowed(settings.engine(), this.properties.maxMemory().toBytes(),
				Runtime.getRuntime().maxMemory());
		if (memory.bytes() > allowed) {
			String detail = "These settings on this data take about " + (memory.step() >> 20)
					+ " MiB of memory for a step and " + (memory.weights() >> 20)
					+ " MiB for the weights, more than the " + (allowed >> 20)
					+ " MiB that are allowed; a smaller batchSize, embeddingSize, attentionSize or hiddenSize takes less.";
			throw new InvalidSettingsException(detail, List.of(ProblemError.at("/batchSize", detail)));
		}
	}

}
