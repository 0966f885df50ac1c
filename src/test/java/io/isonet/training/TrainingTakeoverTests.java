package io.isonet.training;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import io.isonet.database.Dialect;
import io.isonet.database.TestDatabase;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/// Processes that share a database, stop, die, and come back.
@ParameterizedClass
@EnumSource(Dialect.class)
class TrainingTakeoverTests {

	/// Everything random is on, so that a resumed run must know where it was.
	private static final String RANDOM = """
			{"epochs": 60, "shuffle": true, "dropout": 0.3, "optimizer": "%s", "learningRate": 0.001, "weightDecay": 0.001,
			 "validationShare": 0.3, "patience": 0, "seed": 7, "model": "%s"}""";

	private static final String SHORT = "{\"preset\": \"notebook\", \"epochs\": 3}";

	private final TestDatabase database;

	private final List<TrainingProcess> processes = new ArrayList<>();

	TrainingTakeoverTests(Dialect dialect) {
		this.database = TestDatabase.of(dialect);
	}

	@AfterEach
	void stop() {
		this.processes.forEach(TrainingProcess::reconnect);
		this.processes.forEach(TrainingProcess::close);
	}

	@Test
	void aJobThatTheServiceStopsInGoesOnAtTheNextStartToTheSameEnd() {
		TrainingProcess first = process();
		for (String optimizer : List.of("sgd", "adam")) {
			first.start();
			TrainingJob.ModelReference uninterrupted = first
				.await(first.accept(RANDOM.formatted(optimizer, "whole-" + optimizer)), JobState.SUCCEEDED)
				.result();
			first.holdAfter(7);
			TrainingJob job = first.accept(RANDOM.formatted(optimizer, "parts-" + optimizer));
			first.awaitEpochs(job, 7);
			first.stop();
			TrainingJob waiting = first.jobs.job(job.id());
			assertThat(waiting.state()).isEqualTo(JobState.QUEUED);
			assertThat(waiting.progress().done()).isBetween(7, 59);

			TrainingProcess second = process();
			second.start();
			TrainingJob ended = second.await(job, JobState.SUCCEEDED);
			assertThat(ended.attempts()).isEqualTo(2);
			assertThatEqual(second, ended.result(), uninterrupted);
			assertThatEventsAreWhole(second, job, 60);
			second.stop();
		}
	}

	@Test
	void aJobWhoseProcessDiedIsResumedByAnotherAndEndsOnce() {
		TrainingProcess dying = process();
		dying.start();
		TrainingJob.ModelReference uninterrupted = dying
			.await(dying.accept(RANDOM.formatted("adam", "whole")), JobState.SUCCEEDED)
			.result();
		dying.holdAfter(7);
		TrainingJob job = dying.accept(RANDOM.formatted("adam", "parts"));
		dying.awaitEpochs(job, 7);
		dying.cutOff();
		TrainingProcess heir = process();
		heir.start();
		Awaitility.await()
			.atMost(Duration.ofSeconds(30))
			.until(() -> heir.jobs.job(job.id()).attempts(), (attempts) -> attempts == 2);
		dying.reconnect();
		TrainingJob ended = heir.await(job, JobState.SUCCEEDED);
		assertThatEqual(heir, ended.result(), uninterrupted);
		assertThatEventsAreWhole(heir, job, 60);
		assertThat(heir.registry.model("parts").versions()).hasSize(1);
	}

	@Test
	void aProcessThatLostItsJobWritesNothingMore() {
		TrainingProcess one = process();
		TrainingJob job = one.accept(SHORT);
		JobRun lost = one.records.begin(job.id()).orElseThrow().run();
		JobRun present = one.records.begin(job.id()).orElseThrow().run();
		assertThat(one.records.epoch(lost, new EpochFigures(1, 1, null, 1))).isFalse();
		assertThat(one.records.putBack(lost)).isFalse();
		assertThat(one.records.succeed(lost, () -> {
			throw new AssertionError("nothing may be published");
		})).isEmpty();
		one.records.fail(lost, TrainingRefusedException.queueFull(JobKind.TRAINING, 1));
		assertThat(one.jobs.job(job.id()).state()).isEqualTo(JobState.RUNNING);
		assertThat(one.jobs.events(job.id(), 0)).isEmpty();
		assertThat(one.records.epoch(present, new EpochFigures(1, 1, null, 1))).isTrue();
	}

	@Test
	void aTrainingWaitsForADatabaseThatIsAwayAndGoesOn() throws InterruptedException {
		TrainingProcess only = process();
		only.start();
		only.holdAfter(3);
		TrainingJob job = only.accept(RANDOM.formatted("adam", "waits"));
		only.awaitEpochs(job, 3);
		only.cutOff();
		Thread.sleep(TrainingProcess.TAKEOVER.multipliedBy(3));
		only.reconnect();
		TrainingJob ended = only.await(job, JobState.SUCCEEDED);
		assertThat(ended.attempts()).isEqualTo(1);
		assertThatEventsAreWhole(only, job, 60);
	}

	@Test
	void processesShareTheQueueAndEachJobRunsOnce() {
		TrainingProcess one = process();
		TrainingProcess two = process();
		two.start();
		one.start();
		List<TrainingJob> accepted = new ArrayList<>();
		for (int i = 0; i < 20; i++) {
			TrainingProcess by = (i % 2 == 0) ? one : two;
			Awaitility.await().until(() -> by.tables.count(JobState.QUEUED) < 3);
			accepted.add(by.accept("{\"preset\": \"notebook\", \"epochs\": 2}"));
		}
		List<TrainingJob> ended = accepted.stream().map((job) -> one.await(job, JobState.SUCCEEDED)).toList();
		assertThat(ended).allSatisfy((job) -> assertThat(job.attempts()).isEqualTo(1));
		assertThat(ended).extracting((job) -> job.result().version())
			.containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, 20).boxed().toList());
		// taken in order; what the other process has just taken may begin a moment later
		for (int i = 1; i < 20; i++) {
			TrainingJob job = ended.get(i);
			assertThat(ended.subList(0, i)).as("jobs before job %d", i)
				.filteredOn((before) -> before.startedAt().isAfter(job.startedAt()))
				.hasSizeLessThanOrEqualTo(1);
		}
	}

	@Test
	void aJobIsCancelledByAnotherProcess() {
		TrainingProcess one = process();
		one.start();
		TrainingProcess other = process();
		TrainingJob job = one.accept("{\"preset\": \"notebook\", \"epochs\": 10000, \"evaluation\": \"none\"}");
		other.awaitEpochs(job, 2);
		assertThat(other.jobs.cancel(job.id()).state()).isEqualTo(JobState.CANCELLED);
		one.await(one.accept(SHORT), JobState.SUCCEEDED);
		assertThat(other.jobs.events(job.id(), 0).getLast().isLast()).isTrue();
	}

	@Test
	void theLimitOfTheQueueHoldsWhoeverAccepts() throws Exception {
		TrainingProcess one = process();
		TrainingProcess two = process();
		List<Future<Boolean>> calls = new ArrayList<>();
		try (ExecutorService callers = Executors.newFixedThreadPool(8)) {
			for (int i = 0; i < 16; i++) {
				TrainingProcess by = (i % 2 == 0) ? one : two;
				calls.add(callers.submit(() -> isAccepted(by)));
			}
		}
		int accepted = 0;
		for (Future<Boolean> call : calls) {
			accepted += call.get() ? 1 : 0;
		}
		assertThat(accepted).isEqualTo(3);
		assertThat(one.tables.count(JobState.QUEUED)).isEqualTo(3);
		assertThat(one.jobs.jobs(10)).extracting(TrainingJob::createdAt).doesNotHaveDuplicates();
	}

	@Test
	void aJobThatKillsEveryProcessIsGivenUp() {
		TrainingProcess one = process();
		TrainingJob job = one.accept(SHORT);
		for (int attempt = 1; attempt <= 3; attempt++) {
			assertThat(one.records.begin(job.id()).orElseThrow().idleAttempts()).isEqualTo(attempt);
		}
		one.start();
		TrainingJob ended = one.await(job, JobState.FAILED);
		assertThat(ended.problem().path("type").asString()).isEqualTo("urn:isonet:problem:training-abandoned");
		assertThat(ended.problem().path("detail").asString()).contains("3 times");
	}

	@Test
	void aCheckpointThatIsDamagedIsPassedOver() {
		TrainingProcess one = process();
		one.start();
		TrainingJob.ModelReference whole = one.await(one.accept(RANDOM.formatted("sgd", "whole")), JobState.SUCCEEDED)
			.result();
		one.holdAfter(7);
		TrainingJob job = one.accept(RANDOM.formatted("sgd", "parts"));
		one.awaitEpochs(job, 7);
		one.stop();
		assertThat(one.jdbc.sql("update training_checkpoint set sha256 = '00' || substring(sha256 from 3)").update())
			.isEqualTo(1);
		TrainingProcess second = process();
		second.start();
		assertThatEqual(second, second.await(job, JobState.SUCCEEDED).result(), whole);
		assertThatEventsAreWhole(second, job, 60);
	}

	private TrainingProcess process() {
		TrainingProcess process = new TrainingProcess(this.database);
		this.processes.add(process);
		return process;
	}

	private static boolean isAccepted(TrainingProcess process) {
		try {
			process.accept(SHORT);
			return true;
		}
		catch (TrainingRefusedException ex) {
			return false;
		}
	}

	/// Weights and curve to the bit.
	private static void assertThatEqual(TrainingProcess process, TrainingJob.ModelReference one,
			TrainingJob.ModelReference other) {
		assertThat(process.weights(one)).isEqualTo(process.weights(other));
		assertThat(process.metrics(one)).isEqualTo(process.metrics(other));
	}

	/// Each epoch once, then the end.
	private static void assertThatEventsAreWhole(TrainingProcess process, TrainingJob job, int epochs) {
		List<TrainingEvent> events = process.jobs.events(job.id(), 0);
		assertThat(events).extracting(TrainingEvent::number)
			.containsExactlyElementsOf(IntStream.rangeClosed(1, epochs + 1).boxed().toList());
		for (int epoch = 1; epoch <= epochs; epoch++) {
			assertThat(events.get(epoch - 1).data()).startsWith("{\"epoch\":" + epoch + ",");
		}
		assertThat(events.getLast().isLast()).isTrue();
	}

}
