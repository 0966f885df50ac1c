package io.isonet.training;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import io.isonet.database.Dialect;
import io.isonet.database.TestDatabase;
import io.isonet.problem.ProblemException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/// Evaluations from their acceptance to their end, with the real database, registry and
/// network.
@ParameterizedClass
@EnumSource(Dialect.class)
class EvaluationJobsTests {

	private static final String SHORT = "{\"preset\": \"notebook\", \"epochs\": 3}";

	/// Of one fold; six of them are an hour.
	private static final String LONG = "{\"preset\": \"notebook\", \"epochs\": 10000, \"hiddenSize\": 256}";

	private final TestDatabase database;

	private final TrainingProcess process;

	EvaluationJobsTests(Dialect dialect) {
		this.database = TestDatabase.of(dialect);
		this.process = new TrainingProcess(this.database);
	}

	@AfterEach
	void stop() {
		this.process.close();
	}

	@Test
	void aJobRunsFromQueuedToItsReportAndNothingElseIsLeft() {
		TrainingJob accepted = this.process.acceptEvaluation(SHORT);
		assertThat(accepted.state()).isEqualTo(JobState.QUEUED);
		assertThat(accepted.progress()).isEqualTo(new TrainingJob.Progress(0, 6, "fold", null));
		assertThat(accepted.settings().path("evaluation").asString()).isEqualTo("crossValidation");
		assertThat(accepted.settings().has("model")).isFalse();
		this.process.start();
		TrainingJob ended = this.process.await(accepted, JobState.SUCCEEDED);
		assertThat(ended.progress()).isEqualTo(new TrainingJob.Progress(6, 6, "fold", null));
		assertThat(ended.result()).isNull();
		JsonNode report = JsonMapper.shared().readTree(this.process.evaluations.report(ended.id()));
		assertThat(report.at("/protocol/folds").asInt()).isEqualTo(6);
		assertThat(report.path("rows").valueStream().toList().getLast().path("model").asString()).isEqualTo("notebook");
		assertThat(report.path("curves")).hasSize(6);
		assertThat(report.at("/curves/0/features").propertyNames()).hasSize(4).startsWith("energy", "valence");
		assertThat(this.process.evaluations.page(ended.id())).startsWith("<!DOCTYPE html>");
		TrainingEvent last = this.process.evaluations.events(ended.id(), 0).getLast();
		assertThat(JsonMapper.shared().readTree(last.data()).at("/result/report").asString())
			.isEqualTo("/api/v1/evaluations/" + ended.id() + "/report");
		assertThat(count("training_data")).isZero();
		assertThat(count("model_version")).isZero();
		Awaitility.await().until(() -> count("scheduled_tasks") == 0);
		assertThat(this.process.meters.get("isonet.evaluation.duration").tag("state", "SUCCEEDED").timer().count())
			.isEqualTo(1);
	}

	@Test
	void cancelledWhileItRunsItEndsWithinTwoSecondsAndLeavesNothingBehind() {
		TrainingJob job = this.process.acceptEvaluation(LONG);
		this.process.start();
		Awaitility.await()
			.atMost(Duration.ofSeconds(30))
			.until(() -> this.process.evaluations.events(job.id(), 0)
				.stream()
				.anyMatch((event) -> event.name().equals("evaluation")));
		assertThat(this.process.shown(job).progress().unit()).isEqualTo("fold");
		assertThat(this.process.evaluations.cancel(job.id()).state()).isEqualTo(JobState.CANCELLED);
		TrainingJob next = this.process.await(this.process.acceptEvaluation(SHORT), JobState.SUCCEEDED);
		TrainingJob cancelled = this.process.shown(job);
		assertThat(cancelled.state()).isEqualTo(JobState.CANCELLED);
		// two seconds, and as much again for a busy machine
		assertThat(Duration.between(Objects.requireNonNull(cancelled.finishedAt()),
				Objects.requireNonNull(next.startedAt())))
			.isLessThan(Duration.ofSeconds(4));
		assertThat(count("training_data")).isZero();
		assertThat(count("evaluation_report")).isEqualTo(1);
		assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> this.process.evaluations.report(job.id()))
			.satisfies((problem) -> assertThat(problem.type().name()).isEqualTo("no-report"));
		assertThatExceptionOfType(TrainingRefusedException.class)
			.isThrownBy(() -> this.process.evaluations.cancel(job.id()))
			.satisfies((problem) -> assertThat(problem.type().name()).isEqualTo("evaluation-finished"));
	}

	@Test
	void moodsWithWhatADatabaseHasNoTextForAreMeasured() throws IOException {
		StringBuilder csv = new StringBuilder("playlist,position,moods,warmth\n");
		for (int p = 0; p < 3; p++) {
			for (int t = 1; t <= 2; t++) {
				csv.append(p + "," + t + ",\"[[\"\"dim\\u0000\"\"]]\"," + (2 * p + t) + "\n");
			}
		}
		TrainingJob job = this.process.evaluations.accept(Upload.of(csv.toString().getBytes(StandardCharsets.UTF_8)),
				null, """
						{"preset": "notebook", "epochs": 1, "features": [{"name": "warmth", "min": 0, "max": 9}]}
						""".getBytes(StandardCharsets.UTF_8));
		this.process.start();
		this.process.await(job, JobState.SUCCEEDED);
		JsonNode report = JsonMapper.shared().readTree(this.process.evaluations.report(job.id()));
		assertThat(report.at("/curves/0/moods").asString()).isEqualTo("dim\0");
		assertThat(report.at("/protocol/notes").toString()).contains("epochs 1, features [warmth].");
		assertThat(this.process.evaluations.page(job.id())).contains("<h3>dim\ufffd ");
	}

	@Test
	void dataThatATrainingHasIsKept() throws IOException {
		TrainingJob training = this.process.accept(SHORT);
		this.process.evaluations.cancel(this.process.acceptEvaluation(SHORT).id());
		assertThat(count("training_data")).isEqualTo(1);
		this.process.start();
		this.process.await(training, JobState.SUCCEEDED);
		TrainingJob ofVersion = this.process.evaluations.accept("isonet", "latest");
		assertThat(ofVersion.from()).isEqualTo(new TrainingJob.ModelReference("isonet", 1));
		this.process.await(ofVersion, JobState.SUCCEEDED);
		assertThat(count("training_data")).isEqualTo(1);
	}

	@Test
	void eachKindListsItsOwnAndTheQueueIsThatOfBoth() {
		TrainingJob training = this.process.accept(SHORT);
		TrainingJob evaluation = this.process.acceptEvaluation(SHORT);
		assertThat(this.process.jobs.jobs(10)).extracting(TrainingJob::id).containsExactly(training.id());
		assertThat(this.process.evaluations.jobs(10)).extracting(TrainingJob::id).containsExactly(evaluation.id());
		assertThatExceptionOfType(JobNotFoundException.class)
			.isThrownBy(() -> this.process.jobs.cancel(evaluation.id()));
		assertThatExceptionOfType(JobNotFoundException.class)
			.isThrownBy(() -> this.process.evaluations.job(training.id()))
			.withMessageContaining(evaluation.id());
		this.process.accept(SHORT);
		assertThatExceptionOfType(TrainingRefusedException.class).isThrownBy(() -> this.process.acceptEvaluation(SHORT))
			.satisfies((problem) -> assertThat(problem.type().name()).isEqualTo("evaluation-queue-full"));
		assertThat(this.process.evaluations.jobs(10)).hasSize(1);
	}

	@Test
	void anotherProcessTakesOverWhatADeadOneRan() {
		TrainingJob job = this.process.acceptEvaluation("{\"preset\": \"notebook\", \"epochs\": 150}");
		this.process.start();
		Awaitility.await().until(() -> this.process.shown(job).state() == JobState.RUNNING);
		this.process.cutOff();
		try (TrainingProcess other = new TrainingProcess(this.database)) {
			other.start();
			assertThat(other.await(job, JobState.SUCCEEDED).attempts()).isEqualTo(2);
			assertThat(other.evaluations.events(job.id(), 0)).filteredOn(TrainingEvent::isLast).hasSize(1);
			this.process.reconnect();
		}
	}

	@Test
	void aReleaseThatKnowsTrainingsAloneLeavesEvaluationsToOthers() {
		TrainingJob evaluation = this.process.acceptEvaluation(SHORT);
		TrainingJob training = this.process.accept(SHORT);
		Scheduler earlier = Scheduler
			.create(this.database.dataSource(), List.of(Tasks.oneTime("training").execute((instance, context) -> {
			})))
			.jdbcCustomization(new QueueStatements())
			.pollUsingLockAndFetch(.5, 1)
			.pollingInterval(Duration.ofMillis(50))
			.build();
		earlier.start();
		try {
			Awaitility.await().until(() -> count("scheduled_tasks") == 1);
		}
		finally {
			earlier.stop();
		}
		assertThat(this.process.jdbc.sql("select task_name, picked, execution_time from scheduled_tasks")
			.query((row, number) -> row.getString(1) + " " + row.getBoolean(2))
			.single()).isEqualTo("evaluation false");
		assertThat(training.createdAt()).isAfter(evaluation.createdAt()).isBefore(Instant.now().plusSeconds(1));
		this.process.start();
		this.process.await(evaluation, JobState.SUCCEEDED);
	}

	private int count(String table) {
		return this.process.jdbc.sql("select count(*) from " + table).query(Integer.class).single();
	}

}
