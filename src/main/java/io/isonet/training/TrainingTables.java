package io.isonet.training;

import java.io.InputStream;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.support.SqlBinaryValue;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The rows of jobs, their events and their data. A change of state is one statement that
/// names the state before it, and the run that makes it: of two who want to end a job one
/// wins, and a run that lost its job changes nothing. Transactions are the caller's.
/// Thread-safe.
final class TrainingTables {

	private static final String JOB = "id, kind, state, created_at, started_at, finished_at, settings, data_report, epochs_done,"
			+ " epochs_total, epochs_per_second, result_model, result_version, problem, attempt, from_model, from_version,"
			+ " folds_done, folds_total, seconds_left";

	private static final String MINE = " where id = ? and state = 'RUNNING' and attempt = ?";

	private final JdbcClient jdbc;

	private final JsonMapper mapper;

	TrainingTables(JdbcClient jdbc, JsonMapper mapper) {
		this.jdbc = jdbc;
		this.mapper = mapper;
	}

	/// Keeps an upload, once for equal content; until the caller's transaction ends
	/// nobody [releases][#releaseData] it.
	void insertData(String sha256, long size, InputStream content, Instant now) {
		if (!holdData(sha256)) {
			this.jdbc
				.sql("insert into training_data (sha256, size, content, created_at) values (?, ?, ?, ?) "
						+ "on conflict do nothing")
				.params(sha256, size, new SqlBinaryValue(content, size), utc(now))
				.update();
			// it may be another's, who came first
			holdData(sha256);
		}
	}

	private boolean holdData(String sha256) {
		return this.jdbc.sql("select size from training_data where sha256 = ? for update")
			.param(sha256)
			.query(Long.class)
			.optional()
			.isPresent();
	}

	/// Lets go of a job's data, which is deleted where no other job has it.
	void releaseData(String id) {
		String sha256 = this.jdbc.sql("select data_sha256 from training_job where id = ?")
			.param(id)
			.query((row, number) -> text(row, "data_sha256"))
			.single();
		holdData(sha256);
		this.jdbc.sql("update training_job set data_sha256 = null where id = ?").param(id).update();
		this.jdbc
			.sql("delete from training_data where sha256 = ? and not exists"
					+ " (select 1 from training_job where data_sha256 = ?)")
			.params(sha256, sha256)
			.update();
	}

	Optional<byte[]> data(String sha256) {
		return this.jdbc.sql("select content from training_data where sha256 = ?")
			.param(sha256)
			.query((row, number) -> row.getBytes(1))
			.optional();
	}

	/// Holds the queue for the caller's transaction.
	/// @return when the next job was accepted: now, or a microsecond after the one before
	/// where that is later, so that time and order agree
	Instant lockQueue(Instant now) {
		Instant last = this.jdbc.sql("select last_accepted from training_queue where name = 'trainings' for update")
			.query((row, number) -> Objects.requireNonNull(instant(row, "last_accepted")))
			.single();
		Instant accepted = now.isAfter(last) ? now : last.plus(1, ChronoUnit.MICROS);
		this.jdbc.sql("update training_queue set last_accepted = ? where name = 'trainings'")
			.param(utc(accepted))
			.update();
		return accepted;
	}

	void insertJob(String id, Accepted accepted, Instant now) {
		Origin from = accepted.from();
		this.jdbc.sql(
				"insert into training_job (id, kind, state, created_at, settings, vocabulary, data_sha256, data_report,"
						+ " epochs_done, epochs_total, last_event, from_model, from_version, from_weights_sha256,"
						+ " folds_total) values (?, ?, 'QUEUED', ?, ?, ?, ?, ?, 0, ?, 0, ?, ?, ?, ?)")
			.param(id)
			.param(accepted.kind().name())
			.param(utc(now))
			.param(accepted.settings())
			.param(accepted.vocabulary())
			.param(accepted.dataSha256())
			.param(accepted.dataReport())
			.param(accepted.epochs())
			.param((from != null) ? from.model() : null)
			.param((from != null) ? from.version() : null)
			.param((from != null) ? from.weightsSha256() : null)
			.param(accepted.folds())
			.update();
	}

	Optional<TrainingJob> job(JobKind kind, String id) {
		return job(id).filter((job) -> job.kind() == kind);
	}

	Optional<TrainingJob> job(String id) {
		return this.jdbc.sql("select " + JOB + " from training_job where id = ?")
			.param(id)
			.query((row, number) -> job(row))
			.optional();
	}

	/// Newest first.
	List<TrainingJob> jobs(JobKind kind, int limit) {
		return this.jdbc.sql("select " + JOB + " from training_job where kind = ? order by number desc limit ?")
			.params(kind.name(), limit)
			.query((row, number) -> job(row))
			.list();
	}

	int count(JobKind kind, JobState state) {
		return this.jdbc.sql("select count(*) from training_job where kind = ? and state = ?")
			.params(kind.name(), state.name())
			.query(Integer.class)
			.single();
	}

	/// Jobs of any kind.
	int count(JobState state) {
		return this.jdbc.sql("select count(*) from training_job where state = ?")
			.param(state.name())
			.query(Integer.class)
			.single();
	}

	/// Begins a run, the first one or another; whoever ran the job before has lost it.
	/// @return empty where the job has ended, or is unknown
	Optional<Begun> begin(String id, Instant now) {
		int begun = this.jdbc
			.sql("update training_job set state = 'RUNNING', started_at = coalesce(started_at, ?), attempt = attempt + 1,"
					+ " idle_attempts = idle_attempts + 1, folds_done = null, seconds_left = null where id = ? and state in ('QUEUED', 'RUNNING')")
			.params(utc(now), id)
			.update();
		if (begun == 0) {
			return Optional.empty();
		}
		return this.jdbc.sql(
				"select kind, attempt, idle_attempts, started_at, settings, vocabulary, data_sha256, data_report, epochs_total,"
						+ " folds_total, from_model, from_version, from_weights_sha256 from training_job where id = ?")
			.param(id)
			.query((row, number) -> new Begun(new JobRun(id, row.getInt("attempt")), row.getInt("idle_attempts"),
					Objects.requireNonNull(instant(row, "started_at")), accepted(row)))
			.optional();
	}

	/// Gives a job back to the queue, at its old place.
	/// @return false where the run has lost its job
	boolean putBack(JobRun run) {
		return this.jdbc.sql("update training_job set state = 'QUEUED', idle_attempts = 0" + MINE)
			.params(run.id(), run.attempt())
			.update() == 1;
	}

	/// Counts an epoch as done.
	/// @return false where it was counted before, or the run has lost its job
	boolean advance(JobRun run, int done, double epochsPerSecond) {
		return this.jdbc
			.sql("update training_job set epochs_done = ?, epochs_per_second = ?, idle_attempts = 0" + MINE
					+ " and epochs_done < ?")
			.params(done, epochsPerSecond, run.id(), run.attempt(), done)
			.update() == 1;
	}

	/// Says how far the evaluation of a run is.
	/// @return false where the run has lost its job
	boolean evaluated(JobRun run, TrainingJob.Progress progress) {
		return this.jdbc.sql("update training_job set folds_done = ?, folds_total = ?, seconds_left = ?" + MINE)
			.param(progress.done())
			.param(progress.total())
			.param(progress.secondsLeft())
			.param(run.id())
			.param(run.attempt())
			.update() == 1;
	}

	void insertReport(String id, String report, String page) {
		this.jdbc.sql("insert into evaluation_report (job, report, page) values (?, ?, ?)")
			.params(id, report, page)
			.update();
	}

	/// What an evaluation has found; empty where it has not succeeded.
	Optional<String> report(String id) {
		return this.jdbc.sql("select report from evaluation_report where job = ?")
			.param(id)
			.query(String.class)
			.optional();
	}

	/// The same as HTML.
	Optional<String> page(String id) {
		return this.jdbc.sql("select page from evaluation_report where job = ?")
			.param(id)
			.query(String.class)
			.optional();
	}

	/// @param model name of the model whose version the job has published, null for none
	/// @return false where the run has lost its job
	boolean succeed(JobRun run, @Nullable String model, @Nullable Integer version, Instant now) {
		return this.jdbc
			.sql("update training_job set state = 'SUCCEEDED', finished_at = ?, result_model = ?, result_version = ?"
					+ MINE)
			.param(utc(now))
			.param(model)
			.param(version)
			.param(run.id())
			.param(run.attempt())
			.update() == 1;
	}

	/// @return false where the run has lost its job
	boolean fail(JobRun run, String problem, Instant now) {
		return this.jdbc.sql("update training_job set state = 'FAILED', finished_at = ?, problem = ?" + MINE)
			.params(utc(now), problem, run.id(), run.attempt())
			.update() == 1;
	}

	/// Whether a run has its job still.
	boolean isRunning(JobRun run) {
		return this.jdbc.sql("select count(*) from training_job" + MINE)
			.params(run.id(), run.attempt())
			.query(Integer.class)
			.single() > 0;
	}

	/// As [#isRunning], and nobody can change that until the caller's transaction ends.
	boolean hold(JobRun run) {
		return this.jdbc.sql("select id from training_job" + MINE + " for update")
			.params(run.id(), run.attempt())
			.query((row, number) -> text(row, "id"))
			.optional()
			.isPresent();
	}

	/// @return false where the job has ended already, or is unknown
	boolean cancel(String id, Instant now) {
		return this.jdbc
			.sql("update training_job set state = 'CANCELLED', finished_at = ? where id = ? "
					+ "and state in ('QUEUED', 'RUNNING')")
			.params(utc(now), id)
			.update() == 1;
	}

	/// Appends an event under the next number.
	void insertEvent(String id, String name, String data) {
		this.jdbc.sql("update training_job set last_event = last_event + 1 where id = ?").param(id).update();
		this.jdbc
			.sql("insert into training_event (job, number, name, data) "
					+ "select id, last_event, cast(? as varchar(16)), cast(? as text) from training_job where id = ?")
			.params(name, data, id)
			.update();
	}

	/// Number of the newest event, 0 where there is none or no such job.
	int lastEvent(String id) {
		return this.jdbc.sql("select last_event from training_job where id = ?")
			.param(id)
			.query(Integer.class)
			.optional()
			.orElse(0);
	}

	/// Events after a number, in order.
	List<TrainingEvent> events(String id, int after, int limit) {
		return this.jdbc
			.sql("select number, name, data from training_event where job = ? and number > ? order by number limit ?")
			.params(id, after, limit)
			.query((row, number) -> new TrainingEvent(row.getInt("number"), text(row, "name"), text(row, "data")))
			.list();
	}

	private TrainingJob job(ResultSet row) throws SQLException {
		JobState state = JobState.valueOf(text(row, "state"));
		String model = row.getString("result_model");
		String from = row.getString("from_model");
		return new TrainingJob(text(row, "id"), JobKind.valueOf(text(row, "kind")), state,
				Objects.requireNonNull(instant(row, "created_at")), instant(row, "started_at"),
				instant(row, "finished_at"), row.getInt("attempt"), progress(row, state),
				this.mapper.readTree(text(row, "settings")), this.mapper.readTree(text(row, "data_report")),
				(from != null) ? new TrainingJob.ModelReference(from, row.getInt("from_version")) : null,
				(model != null) ? new TrainingJob.ModelReference(model, row.getInt("result_version")) : null,
				json(row.getString("problem")));
	}

	/// A training goes on to folds when its epochs are over, and is measured by epochs
	/// again when it has ended.
	private static TrainingJob.Progress progress(ResultSet row, JobState state) throws SQLException {
		Integer folds = row.getObject("folds_done", Integer.class);
		boolean evaluation = JobKind.valueOf(text(row, "kind")) == JobKind.EVALUATION;
		if (evaluation || (folds != null && state == JobState.RUNNING)) {
			Long left = (state == JobState.RUNNING) ? row.getObject("seconds_left", Long.class) : null;
			return TrainingJob.Progress.ofFolds((folds != null) ? folds : 0, row.getInt("folds_total"), left);
		}
		return TrainingJob.Progress.of(row.getInt("epochs_done"), row.getInt("epochs_total"),
				row.getObject("epochs_per_second", Double.class), state);
	}

	private static Accepted accepted(ResultSet row) throws SQLException {
		String from = row.getString("from_model");
		return new Accepted(JobKind.valueOf(text(row, "kind")), text(row, "settings"), row.getString("vocabulary"),
				text(row, "data_sha256"), text(row, "data_report"), row.getInt("epochs_total"),
				row.getObject("folds_total", Integer.class),
				(from != null) ? new Origin(from, row.getInt("from_version"), text(row, "from_weights_sha256")) : null);
	}

	private @Nullable JsonNode json(@Nullable String text) {
		return (text != null) ? this.mapper.readTree(text) : null;
	}

	private static String text(ResultSet row, String column) throws SQLException {
		return Objects.requireNonNull(row.getString(column));
	}

	private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
		OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
		return (time != null) ? time.toInstant() : null;
	}

	private static OffsetDateTime utc(Instant instant) {
		return instant.atOffset(ZoneOffset.UTC);
	}

	/// What a job was accepted with.
	///
	/// @param kind what it does
	/// @param settings all settings, as JSON
	/// @param vocabulary the uploaded vocabulary, as JSON, or null
	/// @param dataSha256 identifies the uploaded file
	/// @param dataReport what was found in it, as JSON
	/// @param epochs most epochs, 0 for an evaluation
	/// @param folds of an evaluation, else null
	/// @param from the version that is trained again or evaluated, or null
	record Accepted(JobKind kind, String settings, @Nullable String vocabulary, String dataSha256, String dataReport,
			int epochs, @Nullable Integer folds, @Nullable Origin from) {
	}

	/// A version that is trained again or evaluated.
	///
	/// @param weightsSha256 SHA-256 of its weights
	record Origin(String model, int version, String weightsSha256) {
	}

	/// A run that has begun.
	///
	/// @param idleAttempts runs since an epoch was finished last, this one included
	/// @param started when the first run began
	record Begun(JobRun run, int idleAttempts, Instant started, Accepted accepted) {
	}

}
