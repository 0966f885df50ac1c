package io.isonet.training;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

import io.isonet.dataset.ExamplePlaylists;
import io.isonet.dataset.MoodGroups;
import io.isonet.registry.ModelRegistry;
import io.isonet.registry.ModelVersionActivated;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.awaitility.Awaitility;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.unit.DataSize;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/// Jobs from their acceptance to their end, with the real database, registry and network.
class TrainingJobsTests {

	private static final String SHORT = "{\"preset\": \"notebook\", \"epochs\": 3}";

	private static final String LONG = "{\"preset\": \"notebook\", \"epochs\": 10000}";

	private final JsonMapper mapper = JsonMapper.shared();

	private final DriverManagerDataSource dataSource = new DriverManagerDataSource(
			"jdbc:h2:mem:" + UUID.randomUUID() + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DB_CLOSE_DELAY=-1", "isonet",
			"");

	private final JdbcTransactionManager transactionManager = new JdbcTransactionManager(this.dataSource);

	private final JdbcClient jdbc = JdbcClient.create(this.dataSource);

	private final TrainingTables tables = new TrainingTables(this.jdbc, this.mapper);

	private final TrainingSignal signal = new TrainingSignal();

	private final TrainingProperties properties = new TrainingProperties("cpu", 3, 500, DataSize.ofGigabytes(2), 10);

	private final TrainingJobs jobs = new TrainingJobs(this.tables, new TransactionTemplate(this.transactionManager),
			this.signal, this.properties, this.mapper, Clock.systemUTC());

	private final List<Object> events = new CopyOnWriteArrayList<>();

	private final ModelRegistry registry = new ModelRegistry(this.jdbc, this.transactionManager, this.events::add,
			Clock.systemUTC());

	private TrainingWorker worker = worker();

	@BeforeEach
	void migrate() {
		Flyway.configure()
			.dataSource(this.dataSource)
			.placeholders(Map.of("blob", "binary large object"))
			.load()
			.migrate();
	}

	@AfterEach
	void stop() {
		this.worker.stop();
	}

	@Test
	void aJobRunsFromQueuedToSucceededAndPublishesAVersion() throws IOException {
		TrainingJob accepted = accept(SHORT);
		assertThat(accepted.state()).isEqualTo(JobState.QUEUED);
		this.worker.start();
		TrainingJob ended = await(accepted, JobState.SUCCEEDED);
		assertThat(ended.result()).isEqualTo(new TrainingJob.Result("isonet", 1));
		assertThat(ended.progress().done()).isEqualTo(3);
		assertThat(ended.problem()).isNull();
		assertThat(ended.startedAt()).isBetween(accepted.createdAt(), ended.finishedAt());
		assertThat(ended.data().path("playlists").asInt()).isEqualTo(6);
		assertThat(this.registry.champion("isonet")).isEmpty();
		assertThat(this.registry.version("isonet", "1").manifest().files().keySet()).containsExactlyInAnyOrder(
				"model.safetensors", "config.json", "tokenizer.json", "metrics.json", "README.md");
		List<TrainingEvent> events = this.jobs.events(ended.id(), 0);
		assertThat(events).extracting(TrainingEvent::number).containsExactly(1, 2, 3, 4);
		assertThat(events).extracting(TrainingEvent::name).containsExactly("epoch", "epoch", "epoch", "finished");
		assertThat(this.mapper.readTree(events.getLast().data()).path("state").asString()).isEqualTo("SUCCEEDED");
		assertThat(this.jobs.events(ended.id(), 2)).extracting(TrainingEvent::number).containsExactly(3, 4);
	}

	@Test
	void jobsRunOneAfterTheOtherInTheirOrder() throws IOException {
		List<TrainingJob> accepted = List.of(accept(SHORT), accept(SHORT), accept(SHORT));
		this.worker.start();
		List<TrainingJob> ended = accepted.stream().map((job) -> await(job, JobState.SUCCEEDED)).toList();
		assertThat(ended).extracting((job) -> job.result().version()).containsExactly(1, 2, 3);
		assertThat(ended.get(1).startedAt()).isAfterOrEqualTo(ended.get(0).finishedAt());
		assertThat(ended.get(2).startedAt()).isAfterOrEqualTo(ended.get(1).finishedAt());
		assertThat(this.jobs.jobs(2)).extracting(TrainingJob::id)
			.containsExactly(accepted.get(2).id(), accepted.get(1).id());
	}

	@Test
	void equalUploadsAreKeptOnce() throws IOException {
		accept(SHORT);
		accept(LONG);
		assertThat(this.jdbc.sql("select count(*) from training_data").query(Integer.class).single()).isEqualTo(1);
	}

	@Test
	void activateAlwaysMakesTheVersionTheChampion() throws IOException {
		TrainingJob accepted = accept("{\"preset\": \"notebook\", \"epochs\": 1, \"activate\": \"always\"}");
		this.worker.start();
		await(accepted, JobState.SUCCEEDED);
		assertThat(this.registry.champion("isonet")).isPresent();
		assertThat(this.events).hasOnlyElementsOfType(ModelVersionActivated.class).hasSize(1);
	}

	@Test
	void aQueuedJobCanBeCancelledAndNeverRuns() throws IOException {
		TrainingJob job = accept(SHORT);
		assertThat(this.jobs.cancel(job.id()).state()).isEqualTo(JobState.CANCELLED);
		this.worker.start();
		await(accept(SHORT), JobState.SUCCEEDED);
		assertThat(this.jobs.job(job.id()).startedAt()).isNull();
		assertThat(this.jobs.events(job.id(), 0)).extracting(TrainingEvent::name).containsExactly("finished");
	}

	@Test
	void aRunningJobCanBeCancelledAndPublishesNothing() throws IOException {
		TrainingJob job = accept(LONG);
		this.worker.start();
		Awaitility.await().until(() -> this.jobs.job(job.id()).progress().done() > 2);
		TrainingJob cancelled = this.jobs.cancel(job.id());
		assertThat(cancelled.state()).isEqualTo(JobState.CANCELLED);
		await(accept(SHORT), JobState.SUCCEEDED);
		List<TrainingEvent> events = this.jobs.events(job.id(), 0);
		assertThat(events).filteredOn(TrainingEvent::isLast).hasSize(1);
		assertThat(events.getLast().isLast()).isTrue();
		assertThat(this.registry.model("isonet").versions()).hasSize(1);
		assertThatExceptionOfType(TrainingRefusedException.class).isThrownBy(() -> this.jobs.cancel(job.id()))
			.satisfies((ex) -> assertThat(ex.type().status()).isEqualTo(409));
	}

	@Test
	void aJobThatTheServiceStopsInEndsAsInterruptedAndTheQueueGoesOnAtTheNextStart() throws IOException {
		TrainingJob running = accept(LONG);
		TrainingJob waiting = accept(SHORT);
		this.worker.start();
		Awaitility.await().until(() -> this.jobs.job(running.id()).progress().done() > 0);
		this.worker.stop();
		TrainingJob interrupted = this.jobs.job(running.id());
		assertThat(interrupted.state()).isEqualTo(JobState.FAILED);
		assertThat(interrupted.problem().path("type").asString()).isEqualTo("urn:isonet:problem:training-interrupted");
		assertThat(this.jobs.job(waiting.id()).state()).isEqualTo(JobState.QUEUED);
		this.worker = worker();
		this.worker.start();
		await(waiting, JobState.SUCCEEDED);
	}

	@Test
	void aJobWhoseProcessDiedEndsAsInterruptedAtTheNextStart() throws IOException {
		TrainingJob job = accept(SHORT);
		assertThat(this.tables.start(job.id(), Clock.systemUTC().instant())).isTrue();
		this.worker.start();
		TrainingJob ended = await(job, JobState.FAILED);
		assertThat(ended.problem().path("detail").asString()).contains("nothing was published");
		assertThat(this.jobs.events(job.id(), 0)).extracting(TrainingEvent::name).containsExactly("finished");
	}

	@Test
	void aJobThatRunsAwayFailsWithWhatToChange() throws IOException {
		TrainingJob job = accept("{\"preset\": \"notebook\", \"learningRate\": 10, \"weightDecay\": 1}");
		this.worker.start();
		TrainingJob ended = await(job, JobState.FAILED);
		assertThat(ended.problem().path("type").asString()).isEqualTo("urn:isonet:problem:training-diverged");
		assertThat(ended.problem().path("detail").asString()).contains("learningRate");
	}

	@Test
	void aFullQueueRefusesAndKeepsNothing() throws IOException {
		accept(SHORT);
		accept(SHORT);
		accept(SHORT);
		assertThatExceptionOfType(TrainingRefusedException.class).isThrownBy(() -> accept(SHORT))
			.satisfies((ex) -> assertThat(ex.type().status()).isEqualTo(429))
			.satisfies((ex) -> assertThat(ex.retryAfter()).isPresent());
		assertThat(this.jobs.jobs(10)).hasSize(3);
	}

	@Test
	void settingsThatNeedTooMuchMemoryAreRefusedWithTheEstimate() {
		assertThatExceptionOfType(InvalidSettingsException.class)
			.isThrownBy(() -> accept("{\"batchSize\": 1024, \"attentionSize\": 1024, \"hiddenSize\": 1024}"))
			.withMessageContaining("MiB");
		assertThat(this.jobs.jobs(10)).isEmpty();
	}

	@Test
	void weightsThatNeedTooMuchMemoryAreRefusedToo() {
		assertThatExceptionOfType(InvalidSettingsException.class)
			.isThrownBy(() -> accept("{\"embeddingSize\": 1024, \"hiddenSize\": 1024, \"maxStates\": 16, "
					+ "\"maxWordsPerState\": 16, \"batchSize\": 1}"))
			.withMessageContaining("for the weights");
	}

	@Test
	void anUnknownJobIsNamedWithWhatThereIs() throws IOException {
		String id = accept(SHORT).id();
		assertThatExceptionOfType(JobNotFoundException.class).isThrownBy(() -> this.jobs.job("nobody"))
			.withMessageContaining(id);
	}

	private TrainingJob accept(String settings) throws IOException {
		ByteArrayOutputStream csv = new ByteArrayOutputStream();
		new ExamplePlaylists(MoodGroups.load(), 6, 1).write(csv);
		return this.jobs.accept(new Upload() {

			@Override
			public InputStream open() {
				return new ByteArrayInputStream(csv.toByteArray());
			}

			@Override
			public long size() {
				return csv.size();
			}

		}, null, settings.getBytes(StandardCharsets.UTF_8));
	}

	private TrainingJob await(TrainingJob job, JobState state) {
		Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> this.jobs.job(job.id()).state().isFinal());
		TrainingJob ended = this.jobs.job(job.id());
		assertThat(ended.state()).as("%s", ended.problem()).isEqualTo(state);
		return ended;
	}

	private TrainingWorker worker() {
		return new TrainingWorker(this.tables, new TransactionTemplate(this.transactionManager), this.signal,
				this.properties, this.registry, new ModelArtifacts(this.mapper, "test"),
				new TrainingMeters(new SimpleMeterRegistry()), this.mapper, Clock.systemUTC());
	}

}
