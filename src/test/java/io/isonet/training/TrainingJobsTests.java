package io.isonet.training;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

import io.isonet.database.Dialect;
import io.isonet.database.TestDatabase;
import io.isonet.problem.ProblemException;
import io.isonet.registry.ModelNotFoundException;
import io.isonet.registry.ModelVersionActivated;
import io.isonet.registry.Provenance;
import io.isonet.registry.Reproduction;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/// Jobs from their acceptance to their end, with the real database, registry and network.
@ParameterizedClass
@EnumSource(Dialect.class)
class TrainingJobsTests {

	private static final String SHORT = "{\"preset\": \"notebook\", \"epochs\": 3}";

	private static final String LONG = "{\"preset\": \"notebook\", \"epochs\": 10000, \"evaluation\": \"none\"}";

	private final TrainingProcess process;

	private final TestDatabase database;

	TrainingJobsTests(Dialect dialect) {
		this.database = TestDatabase.of(dialect);
		this.process = new TrainingProcess(this.database);
	}

	@AfterEach
	void stop() {
		this.process.close();
	}

	@Test
	void aJobRunsFromQueuedToSucceededAndPublishesAVersion() {
		TrainingJob accepted = this.process.accept(SHORT);
		assertThat(accepted.state()).isEqualTo(JobState.QUEUED);
		this.process.start();
		TrainingJob ended = this.process.await(accepted, JobState.SUCCEEDED);
		assertThat(ended.result()).isEqualTo(new TrainingJob.ModelReference("isonet", 1));
		assertThat(ended.progress().done()).isEqualTo(3);
		assertThat(ended.attempts()).isEqualTo(1);
		assertThat(ended.problem()).isNull();
		assertThat(ended.startedAt()).isBetween(accepted.createdAt(), ended.finishedAt());
		assertThat(ended.data().path("playlists").asInt()).isEqualTo(6);
		assertThat(this.process.registry.champion("isonet")).isEmpty();
		assertThat(this.process.registry.version("isonet", "1").manifest().files().keySet()).containsExactlyInAnyOrder(
				"model.safetensors", "config.json", "tokenizer.json", "metrics.json", "README.md", "spread.json",
				"evaluation.html");
		List<TrainingEvent> events = this.process.jobs.events(ended.id(), 0);
		assertThat(events).extracting(TrainingEvent::number).containsExactly(1, 2, 3, 4);
		assertThat(events).extracting(TrainingEvent::name).containsExactly("epoch", "epoch", "epoch", "finished");
		assertThat(JsonMapper.shared().readTree(events.getLast().data()).path("state").asString())
			.isEqualTo("SUCCEEDED");
		assertThat(this.process.jobs.events(ended.id(), 2)).extracting(TrainingEvent::number).containsExactly(3, 4);
	}

	@Test
	void jobsRunOneAfterTheOtherInTheirOrder() {
		List<TrainingJob> accepted = List.of(this.process.accept(SHORT), this.process.accept(SHORT),
				this.process.accept(SHORT));
		this.process.start();
		List<TrainingJob> ended = accepted.stream().map((job) -> this.process.await(job, JobState.SUCCEEDED)).toList();
		assertThat(ended).extracting((job) -> job.result().version()).containsExactly(1, 2, 3);
		assertThat(ended.get(1).startedAt()).isAfterOrEqualTo(ended.get(0).finishedAt());
		assertThat(ended.get(2).startedAt()).isAfterOrEqualTo(ended.get(1).finishedAt());
		assertThat(this.process.jobs.jobs(2)).extracting(TrainingJob::id)
			.containsExactly(accepted.get(2).id(), accepted.get(1).id());
	}

	@Test
	void equalUploadsAreKeptOnce() {
		this.process.accept(SHORT);
		this.process.accept(LONG);
		assertThat(count("training_data")).isEqualTo(1);
	}

	@Test
	void activateAlwaysMakesTheVersionTheChampion() {
		TrainingJob accepted = this.process
			.accept("{\"preset\": \"notebook\", \"epochs\": 1, \"activate\": \"always\"}");
		this.process.start();
		this.process.await(accepted, JobState.SUCCEEDED);
		assertThat(this.process.registry.champion("isonet")).isPresent();
		assertThat(this.process.announced).hasOnlyElementsOfType(ModelVersionActivated.class).hasSize(1);
	}

	@Test
	void aQueuedJobCanBeCancelledAndNeverRuns() {
		TrainingJob job = this.process.accept(SHORT);
		assertThat(this.process.jobs.cancel(job.id()).state()).isEqualTo(JobState.CANCELLED);
		this.process.start();
		this.process.await(this.process.accept(SHORT), JobState.SUCCEEDED);
		assertThat(this.process.jobs.job(job.id()).startedAt()).isNull();
		assertThat(this.process.jobs.events(job.id(), 0)).extracting(TrainingEvent::name).containsExactly("finished");
	}

	@Test
	void aRunningJobCanBeCancelledAndPublishesNothing() {
		TrainingJob job = this.process.accept(LONG);
		this.process.start();
		this.process.awaitEpochs(job, 6);
		assertThat(count("training_checkpoint")).isEqualTo(1);
		TrainingJob cancelled = this.process.jobs.cancel(job.id());
		assertThat(cancelled.state()).isEqualTo(JobState.CANCELLED);
		this.process.await(this.process.accept(SHORT), JobState.SUCCEEDED);
		List<TrainingEvent> events = this.process.jobs.events(job.id(), 0);
		assertThat(events).filteredOn(TrainingEvent::isLast).hasSize(1);
		assertThat(events.getLast().isLast()).isTrue();
		assertThat(this.process.meters.get("isonet.training.duration").tag("state", "CANCELLED").timer().count())
			.isEqualTo(1);
		Awaitility.await().until(() -> Double.isNaN(this.process.meters.get("isonet.training.loss").gauge().value()));
		assertThat(this.process.registry.model("isonet").versions()).hasSize(1);
		assertThat(count("training_checkpoint")).isZero();
		assertThatExceptionOfType(TrainingRefusedException.class).isThrownBy(() -> this.process.jobs.cancel(job.id()))
			.satisfies((ex) -> assertThat(ex.type().status()).isEqualTo(409));
	}

	@Test
	void cancelledWhileItIsEvaluatedItPublishesNothing() {
		// one training of it is short, those of all folds are not
		TrainingJob job = this.process.accept("""
				{"preset": "notebook", "epochs": 150, "evaluation": "crossValidation"}""");
		this.process.start();
		Awaitility.await()
			.atMost(Duration.ofSeconds(60))
			.until(() -> this.process.jobs.job(job.id()).progress().unit().equals("fold"));
		assertThat(this.process.jobs.job(job.id()).state()).isEqualTo(JobState.RUNNING);
		this.process.jobs.cancel(job.id());
		// the worker is free for the next one
		TrainingJob next = this.process.accept("{\"preset\": \"notebook\", \"epochs\": 1, \"evaluation\": \"none\"}");
		this.process.await(next, JobState.SUCCEEDED);
		assertThat(this.process.jobs.job(job.id()).state()).isEqualTo(JobState.CANCELLED);
		assertThat(this.process.registry.model("isonet").versions()).hasSize(1);
	}

	@Test
	void aCheckpointIsWrittenAfterTheTimeThoughItsEpochsAreFar() {
		this.process.close();
		TrainingProperties one = TrainingProcess.PROPERTIES;
		try (TrainingProcess timed = new TrainingProcess(this.database, new TrainingProperties("cpu", 0, 1,
				one.takeover(), 10_000, Duration.ofMillis(100), 3, 10, 500, one.maxMemory(), 10))) {
			TrainingJob job = timed.accept(LONG);
			timed.start();
			Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> count("training_checkpoint") == 1);
			assertThat(timed.jobs.job(job.id()).progress().done()).isLessThan(10_000);
			timed.jobs.cancel(job.id());
		}
	}

	@Test
	void nothingIsLeftOfAJobThatHasEndedButTheJobAndItsEvents() {
		TrainingJob job = this.process.accept("{\"preset\": \"notebook\", \"epochs\": 20}");
		this.process.start();
		this.process.await(job, JobState.SUCCEEDED);
		Awaitility.await().until(() -> count("scheduled_tasks") == 0);
		assertThat(count("training_checkpoint")).isZero();
	}

	@Test
	void aJobThatRunsAwayFailsWithWhatToChange() {
		TrainingJob job = this.process.accept("{\"preset\": \"notebook\", \"learningRate\": 10, \"weightDecay\": 1}");
		this.process.start();
		TrainingJob ended = this.process.await(job, JobState.FAILED);
		assertThat(ended.problem().path("type").asString()).isEqualTo("urn:isonet:problem:training-diverged");
		assertThat(ended.problem().path("detail").asString()).contains("learningRate");
	}

	@Test
	void aChampionThatCannotBeComparedWithIsToldBeforeTheFirstEpoch() {
		TrainingJob first = this.process.accept("{\"preset\": \"notebook\", \"epochs\": 1, \"activate\": \"always\"}");
		this.process.start();
		this.process.await(first, JobState.SUCCEEDED);
		this.process.jdbc.sql("update model_artifact set content = ? where name = 'model.safetensors'")
			.param(new byte[] { 1 })
			.update();
		TrainingJob ended = this.process.await(
				this.process.accept("{\"preset\": \"notebook\", \"epochs\": 3, \"activate\": \"ifBetter\"}"),
				JobState.FAILED);
		assertThat(ended.problem().path("type").asString()).isEqualTo("urn:isonet:problem:champion-unusable");
		assertThat(ended.problem().path("detail").asString()).contains("version 1 of 'isonet'", "damaged");
		assertThat(ended.progress().done()).isZero();
	}

	@Test
	void aFullQueueRefusesAndKeepsNothing() {
		this.process.accept(SHORT);
		this.process.accept(SHORT);
		this.process.accept(SHORT);
		assertThatExceptionOfType(TrainingRefusedException.class).isThrownBy(() -> this.process.accept(SHORT))
			.satisfies((ex) -> assertThat(ex.type().status()).isEqualTo(429))
			.satisfies((ex) -> assertThat(ex.retryAfter()).isPresent());
		assertThat(this.process.jobs.jobs(10)).hasSize(3);
		assertThat(count("scheduled_tasks")).isEqualTo(3);
	}

	@Test
	void settingsThatNeedTooMuchMemoryAreRefusedWithTheEstimate() {
		assertThatExceptionOfType(InvalidSettingsException.class).isThrownBy(() -> this.process
			.accept("""
					{"maxStates": 16, "maxWordsPerState": 16, "embeddingSize": 1024, "hiddenSize": 1024, "engine": "djl"}"""))
			.withMessageContaining("MiB");
		assertThat(this.process.jobs.jobs(10)).isEmpty();
	}

	@Test
	void anAcceptedJobNamesItsEngine() {
		assertThat(engine(SHORT)).isEqualTo("fused");
		assertThat(engine(SHORT.replace("{", "{\"engine\": \"DJL\", "))).isEqualTo("djl");
	}

	private String engine(String settings) {
		return this.process.accept(settings).settings().get("engine").stringValue();
	}

	@Test
	void weightsThatNeedTooMuchMemoryAreRefusedToo() {
		assertThatExceptionOfType(InvalidSettingsException.class)
			.isThrownBy(() -> this.process.accept("{\"embeddingSize\": 1024, \"hiddenSize\": 1024, \"maxStates\": 16, "
					+ "\"maxWordsPerState\": 16, \"batchSize\": 1}"))
			.withMessageContaining("for the weights");
	}

	@Test
	void anUnknownJobIsNamedWithWhatThereIs() {
		String id = this.process.accept(SHORT).id();
		assertThatExceptionOfType(JobNotFoundException.class).isThrownBy(() -> this.process.jobs.job("nobody"))
			.withMessageContaining(id);
	}

	private int count(String table) {
		return this.process.jdbc.sql("select count(*) from " + table).query(Integer.class).single();
	}

	@Test
	void aVersionTrainedAgainHasTheSameWeightsToTheBitAndSaysSo() throws IOException {
		this.process.start();
		TrainingJob.ModelReference first = ended(this.process
			.accept("""
					{"preset": "default", "epochs": 3, "dropout": 0.2, "seed": 5, "activate": "always", "model": "calm"}"""));
		TrainingJob accepted = this.process.jobs.reproduce("calm", "champion");
		assertThat(accepted.from()).isEqualTo(first);
		TrainingJob.ModelReference second = ended(accepted);
		assertThat(second).isEqualTo(new TrainingJob.ModelReference("calm", 2));
		assertThat(this.process.weights(second)).isEqualTo(this.process.weights(first));
		assertThat(provenance(first).reproduction()).isNull();
		assertThat(provenance(second).reproduction()).isEqualTo(new Reproduction("calm", 1, true));
		assertThat(provenance(second).dataSha256()).isEqualTo(provenance(first).dataSha256());
		assertThat(this.process.registry.champion("calm").orElseThrow().number()).isEqualTo(1);
	}

	@Test
	void aVersionThatIsTrainedAgainToOtherWeightsSaysSo() throws IOException {
		this.process.start();
		TrainingJob.ModelReference first = ended(this.process.accept(SHORT));
		this.process.stop();
		TrainingJob accepted = this.process.jobs.reproduce("isonet", "1");
		// as if another build of the service had trained it
		this.process.jdbc.sql("update training_job set from_weights_sha256 = ? where id = ?")
			.params("0".repeat(64), accepted.id())
			.update();
		this.process.start();
		assertThat(provenance(ended(accepted)).reproduction()).isEqualTo(new Reproduction("isonet", 1, false));
		assertThat(first.version()).isEqualTo(1);
	}

	@Test
	void aVersionWhoseDataIsNotHereOrIsDamagedCannotBeTrainedAgain() {
		this.process.start();
		ended(this.process.accept(SHORT));
		this.process.jdbc.sql("update training_data set content = ?").param(new byte[] { 1 }).update();
		assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> this.process.jobs.reproduce("isonet", "1"))
			.satisfies((problem) -> assertThat(problem.type().name()).isEqualTo("not-reproducible"))
			.withMessageContaining("SHA-256");
		assertThatExceptionOfType(ModelNotFoundException.class)
			.isThrownBy(() -> this.process.jobs.reproduce("isonet", "2"));
	}

	@Test
	void severalWorkersOfAProcessTrainAtATimeToTheSameEnd() {
		this.process.start();
		TrainingJob.ModelReference alone = ended(this.process.accept(SHORT));
		this.process.close();
		TrainingProperties one = TrainingProcess.PROPERTIES;
		try (TrainingProcess three = new TrainingProcess(this.database, new TrainingProperties("cpu", 0, 3,
				one.takeover(), one.checkpointEpochs(), one.checkpointInterval(), 3, 10, 500, one.maxMemory(), 10))) {
			List<TrainingJob> jobs = IntStream.range(0, 6).mapToObj((job) -> three.accept(SHORT)).toList();
			List<TrainingJob> blockers = IntStream.range(0, 2).mapToObj((job) -> three.accept(LONG)).toList();
			three.start();
			jobs.forEach((job) -> assertThat(three.weights(three.await(job, JobState.SUCCEEDED).result()))
				.isEqualTo(three.weights(alone)));
			blockers.forEach((job) -> three.awaitEpochs(job, 2));
			blockers.forEach((job) -> three.jobs.cancel(job.id()));
		}
	}

	private TrainingJob.ModelReference ended(TrainingJob job) {
		return Objects.requireNonNull(this.process.await(job, JobState.SUCCEEDED).result());
	}

	private Provenance provenance(TrainingJob.ModelReference version) {
		return this.process.registry.version(version.model(), String.valueOf(version.version()))
			.manifest()
			.provenance();
	}

}
