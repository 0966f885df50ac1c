package io.isonet.training;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import javax.sql.DataSource;

import io.isonet.database.PatientTransactions;
import io.isonet.database.TestDatabase;
import io.isonet.database.TransactionLimits;
import io.isonet.dataset.ExamplePlaylists;
import io.isonet.dataset.MoodGroups;
import io.isonet.registry.ModelAliases;
import io.isonet.registry.ModelRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.awaitility.Awaitility;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.unit.DataSize;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/// A process of the service as far as trainings go: with tables, queue and worker of its
/// own, over a database that others may share. It can be cut off from that database, as
/// one that died is.
final class TrainingProcess implements AutoCloseable {

	static final Duration TAKEOVER = Duration.ofMillis(900);

	static final TrainingProperties PROPERTIES = new TrainingProperties("cpu", 0, 1, TAKEOVER, 5,
			Duration.ofSeconds(10), 3, 3, 500, DataSize.ofGigabytes(2), 10);

	private static final JsonMapper MAPPER = JsonMapper.shared();

	private final CuttableDataSource dataSource;

	private final TrainingSignal signal = new HoldingSignal();

	private final TrainingWorker worker;

	/// Epoch after which a training stands still; 0 for none.
	private volatile int heldAfter;

	final JdbcClient jdbc;

	final TrainingTables tables;

	final TrainingRecords records;

	final ModelRegistry registry;

	final TrainingQueue queue;

	final TrainingJobs jobs;

	final EvaluationJobs evaluations;

	final SimpleMeterRegistry meters = new SimpleMeterRegistry();

	final List<Object> announced = new CopyOnWriteArrayList<>();

	TrainingProcess(TestDatabase database) {
		this(database, PROPERTIES);
	}

	TrainingProcess(TestDatabase database, TrainingProperties properties) {
		this.dataSource = new CuttableDataSource(database.dataSource());
		JdbcTransactionManager transactionManager = new JdbcTransactionManager(this.dataSource);
		TransactionTemplate transactions = new TransactionTemplate(transactionManager);
		TransactionLimits limits = new TransactionLimits(this.dataSource);
		this.jdbc = JdbcClient.create(this.dataSource);
		this.tables = new TrainingTables(this.jdbc, MAPPER);
		this.records = new TrainingRecords(this.tables, new CheckpointTable(this.jdbc),
				new PatientTransactions(transactions, limits), this.signal, MAPPER, Clock.systemUTC());
		this.registry = new ModelRegistry(this.jdbc, transactionManager, limits, 0, Clock.systemUTC());
		ModelAliases aliases = new ModelAliases(this.registry, this.jdbc, transactionManager, this.announced::add,
				database.noNotices(), Clock.systemUTC());
		this.worker = new TrainingWorker(this.records, properties, new TrainingEngines(properties), this.registry,
				aliases, new ModelArtifacts(MAPPER, "test"), new TrainingMeters(this.meters), MAPPER);
		this.queue = new TrainingQueue(this.dataSource, database.dialect(), this.worker, properties, Clock.systemUTC());
		JobAcceptance acceptance = new JobAcceptance(this.tables, this.records, this.queue, transactions, limits,
				properties, new TrainingEngines(properties), MAPPER);
		TrainedVersions trained = new TrainedVersions(this.registry, this.tables, MAPPER);
		this.jobs = new TrainingJobs(this.tables, this.records, transactions, acceptance, trained, MAPPER);
		this.evaluations = new EvaluationJobs(this.tables, this.records, transactions, acceptance, trained, MAPPER);
	}

	void start() {
		this.queue.start();
	}

	void stop() {
		this.queue.stop();
		this.heldAfter = 0;
	}

	/// From now on a training that has come so far stands still until the process stops
	/// or
	/// is cut off.
	void holdAfter(int epoch) {
		this.heldAfter = epoch;
	}

	/// From now on nothing reaches the database.
	void cutOff() {
		this.dataSource.cut = true;
	}

	void reconnect() {
		this.heldAfter = 0;
		this.dataSource.cut = false;
	}

	TrainingJob accept(String settings) {
		try {
			return this.jobs.accept(playlists(), null, settings.getBytes(StandardCharsets.UTF_8));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/// Of the same playlists.
	TrainingJob acceptEvaluation(String settings) {
		try {
			return this.evaluations.accept(playlists(), null, settings.getBytes(StandardCharsets.UTF_8));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static Upload playlists() throws IOException {
		ByteArrayOutputStream csv = new ByteArrayOutputStream();
		new ExamplePlaylists(MoodGroups.load(), 6, 1).write(csv);
		return Upload.of(csv.toByteArray());
	}

	void awaitEpochs(TrainingJob job, int epochs) {
		Awaitility.await()
			.atMost(Duration.ofSeconds(60))
			.until(() -> this.jobs.job(job.id()).progress().done() >= epochs);
	}

	TrainingJob await(TrainingJob job, JobState state) {
		Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> shown(job).state().isFinal());
		TrainingJob ended = shown(job);
		assertThat(ended.state()).as("%s", ended.problem()).isEqualTo(state);
		return ended;
	}

	TrainingJob shown(TrainingJob job) {
		return this.tables.job(job.id()).orElseThrow();
	}

	byte[] weights(TrainingJob.ModelReference version) {
		return this.registry.artifact(this.registry.version(version.model(), String.valueOf(version.version())),
				"model.safetensors");
	}

	byte[] metrics(TrainingJob.ModelReference version) {
		return this.registry.artifact(this.registry.version(version.model(), String.valueOf(version.version())),
				"metrics.json");
	}

	@Override
	public void close() {
		this.queue.stop();
	}

	private boolean isHeld() {
		return this.heldAfter > 0 && this.worker.isStarted() && !this.dataSource.cut
				&& this.jobs.jobs(10)
					.stream()
					.anyMatch((job) -> job.state() == JobState.RUNNING && job.progress().done() >= this.heldAfter);
	}

	/// An epoch tells of itself here, from the thread that trains.
	private final class HoldingSignal extends TrainingSignal {

		@Override
		void change() {
			super.change();
			Awaitility.await().pollInterval(Duration.ofMillis(5)).atMost(Duration.ofSeconds(60)).until(() -> !isHeld());
		}

	}

	private static final class CuttableDataSource extends DelegatingDataSource {

		private volatile boolean cut;

		private CuttableDataSource(DataSource dataSource) {
			super(dataSource);
		}

		@Override
		public Connection getConnection() throws SQLException {
			if (this.cut) {
				throw new SQLTransientConnectionException("cut off", "08001");
			}
			return super.getConnection();
		}

	}

}
