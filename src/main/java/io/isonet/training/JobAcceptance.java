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
import tools.jackson.databind.node.ObjectNode;

/// Accepts jobs of every kind.
///
/// A file is read to its end and checked before its job is accepted; a file or settings
/// with faults leave nothing behind. Accepted means committed, the data included.
/// Thread-safe.
final class JobAcceptance {

	private final TrainingTables tables;

	private final TrainingRecords records;

	private final TrainingQueue queue;

	private final TransactionOperations transactions;

	private final TransactionLimits limits;

	private final TrainingProperties properties;

	private final TrainingEngines engines;

	private final JsonMapper mapper;

	private final ReentrantLock accepting = new ReentrantLock();

	JobAcceptance(TrainingTables tables, TrainingRecords records, TrainingQueue queue,
			TransactionOperations transactions, TransactionLimits limits, TrainingProperties properties,
			TrainingEngines engines, JsonMapper mapper) {
		this.tables = tables;
		this.records = records;
		this.queue = queue;
		this.transactions = transactions;
		this.limits = limits;
		this.properties = properties;
		this.engines = engines;
		this.mapper = mapper;
	}

	/// Accepts a job.
	/// @param order what is wanted
	/// @return id of the job
	/// @throws io.isonet.problem.ProblemException if the settings, the vocabulary or the
	/// data have faults, or the queue is full
	String accept(JobKind kind, Reading order) throws IOException {
		// a database that is away is noticed before anyone waits
		checkRoom(kind);
		// one file is read at a time: each may take as much memory as the limit of
		// uploads lets it
		this.accepting.lock();
		try {
			return accept(kind, order.read());
		}
		finally {
			this.accepting.unlock();
		}
	}

	private String accept(JobKind kind, Order order) throws IOException {
		TrainingSettings chosen = this.engines.settle(order.settings());
		PlaylistDataset dataset = dataset(order.data().open(), order.words(), chosen, this.properties.maxTracks());
		TrainingSettings settings = TrainingEvaluation.settle(chosen, dataset);
		checkMemory(settings, dataset);
		String sha256;
		try (InputStream content = order.data().open()) {
			sha256 = Sha256.of(content);
		}
		TrainingTables.Accepted accepted = accepted(kind, order, settings, dataset, sha256);
		String id = UUID.randomUUID().toString();
		try (InputStream content = order.data().open()) {
			this.transactions.executeWithoutResult((status) -> {
				this.limits.allowLargeStatements();
				this.tables.insertData(sha256, order.data().size(), content, this.records.now());
				enqueue(id, accepted);
			});
		}
		this.queue.wake();
		return id;
	}

	private TrainingTables.Accepted accepted(JobKind kind, Order order, TrainingSettings settings,
			PlaylistDataset dataset, String sha256) {
		ObjectNode json = SettingsJson.write(this.mapper, settings);
		boolean training = kind == JobKind.TRAINING;
		if (!training) {
			json.remove(SettingsReader.OF_TRAININGS);
		}
		return new TrainingTables.Accepted(kind, json.toString(),
				order.words().map(MoodVocabulary::toJson).orElse(null), sha256,
				this.mapper.writeValueAsString(dataset.report()), training ? settings.epochs() : 0,
				training ? null : TrainingEvaluation.folds(settings, dataset).all().size(), order.from());
	}

	/// In the caller's transaction, which holds the queue from here on: its limit and its
	/// order are those of all processes.
	private void enqueue(String id, TrainingTables.Accepted accepted) {
		Instant place = this.tables.lockQueue(this.records.now());
		checkRoom(accepted.kind());
		this.tables.insertJob(id, accepted, place);
		this.queue.add(accepted.kind(), id, place);
	}

	static PlaylistDataset dataset(InputStream content, Optional<MoodVocabulary> vocabulary, TrainingSettings settings,
			int maxTracks) throws IOException {
		try (content) {
			return new PlaylistCsvReader().read(content, new PlaylistCsvReader.Options(settings.features(), vocabulary,
					settings.maxStates(), settings.maxWordsPerState(), maxTracks));
		}
	}

	private void checkRoom(JobKind kind) {
		if (this.tables.count(JobState.QUEUED) >= this.properties.queue()) {
			throw TrainingRefusedException.queueFull(kind, this.properties.queue());
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

	/// What is wanted.
	///
	/// @param data the playlists, CSV
	/// @param words the vocabulary of files of token ids, else empty
	/// @param from the version that is trained again or evaluated, or null
	record Order(Upload data, Optional<MoodVocabulary> words, TrainingSettings settings,
			TrainingTables.@Nullable Origin from) {
	}

	/// Reads what is wanted, one at a time.
	@FunctionalInterface
	interface Reading {

		Order read() throws IOException;

	}

}
