package io.isonet.training;

import java.io.InputStream;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The rows of jobs, their events and their data. A change of state is one statement that
/// names the state before it, so that of two who want to end a job one wins. Transactions
/// are the caller's. Thread-safe.
final class TrainingTables {

	private static final String JOB = "id, state, created_at, started_at, finished_at, settings, data_report, epochs_done,"
			+ " epochs_total, epochs_per_second, result_model, result_version, problem";

	private final JdbcClient jdbc;

	private final JsonMapper mapper;

	TrainingTables(JdbcClient jdbc, JsonMapper mapper) {
		this.jdbc = jdbc;
		this.mapper = mapper;
	}

	/// Keeps an upload, once for equal content.
	void insertData(String sha256, long size, InputStream content, Instant now) {
		boolean kept = this.jdbc.sql("select count(*) from training_data where sha256 = ?")
			.param(sha256)
			.query(Long.class)
			.single() > 0;
		if (!kept) {
			this.jdbc
				.sql("insert into training_data (sha256, size, content, created_at) values (?, ?, ?, ?) "
						+ "on conflict do nothing")
				.params(sha256, size, content, utc(now))
				.update();
		}
	}

	byte[] data(String sha256) {
		return this.jdbc.sql("select content from training_data where sha256 = ?")
			.param(sha256)
			.query((row, number) -> row.getBytes(1))
			.single();
	}

	void insertJob(String id, Accepted accepted, Instant now) {
		this.jdbc
			.sql("insert into training_job (id, state, created_at, settings, vocabulary, data_sha256, data_report,"
					+ " epochs_done, epochs_total, last_event) values (?, 'QUEUED', ?, ?, ?, ?, ?, 0, ?, 0)")
			.param(id)
			.param(utc(now))
			.param(accepted.settings())
			.param(accepted.vocabulary())
			.param(accepted.dataSha256())
			.param(accepted.dataReport())
			.param(accepted.epochs())
			.update();
	}

	Optional<TrainingJob> job(String id) {
		return this.jdbc.sql("select " + JOB + " from training_job where id = ?")
			.param(id)
			.query((row, number) -> job(row))
			.optional();
	}

	/// Newest first.
	List<TrainingJob> jobs(int limit) {
		return this.jdbc.sql("select " + JOB + " from training_job order by number desc limit ?")
			.param(limit)
			.query((row, number) -> job(row))
			.list();
	}

	int count(JobState state) {
		return this.jdbc.sql("select count(*) from training_job where state = ?")
			.param(state.name())
			.query(Integer.class)
			.single();
	}

	/// What the oldest queued job was accepted with.
	Optional<QueuedJob> nextQueued() {
		return this.jdbc
			.sql("select id, settings, vocabulary, data_sha256, data_report, epochs_total from training_job "
					+ "where state = 'QUEUED' order by number limit 1")
			.query((row, number) -> new QueuedJob(text(row, "id"),
					new Accepted(text(row, "settings"), row.getString("vocabulary"), text(row, "data_sha256"),
							text(row, "data_report"), row.getInt("epochs_total"))))
			.optional();
	}

	List<String> running() {
		return this.jdbc.sql("select id from training_job where state = 'RUNNING'")
			.query((row, number) -> text(row, "id"))
			.list();
	}

	/// @return false where the job is not queued any more
	boolean start(String id, Instant now) {
		return this.jdbc
			.sql("update training_job set state = 'RUNNING', started_at = ? where id = ? and state = 'QUEUED'")
			.params(utc(now), id)
			.update() == 1;
	}

	/// @return false where the job is not running any more
	boolean advance(String id, int done, double epochsPerSecond) {
		return this.jdbc
			.sql("update training_job set epochs_done = ?, epochs_per_second = ? where id = ? and state = 'RUNNING'")
			.params(done, epochsPerSecond, id)
			.update() == 1;
	}

	/// @return false where the job is not running any more
	boolean succeed(String id, String model, int version, Instant now) {
		return this.jdbc
			.sql("update training_job set state = 'SUCCEEDED', finished_at = ?, result_model = ?, result_version = ? "
					+ "where id = ? and state = 'RUNNING'")
			.params(utc(now), model, version, id)
			.update() == 1;
	}

	/// @return false where the job is not running any more
	boolean fail(String id, String problem, Instant now) {
		return this.jdbc.sql(
				"update training_job set state = 'FAILED', finished_at = ?, problem = ? where id = ? and state = 'RUNNING'")
			.params(utc(now), problem, id)
			.update() == 1;
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

	boolean isRunning(String id) {
		return this.jdbc.sql("select count(*) from training_job where id = ? and state = 'RUNNING'")
			.param(id)
			.query(Integer.class)
			.single() > 0;
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
		double rate = row.getDouble("epochs_per_second");
		Double epochsPerSecond = row.wasNull() ? null : rate;
		String model = row.getString("result_model");
		return new TrainingJob(text(row, "id"), state, Objects.requireNonNull(instant(row, "created_at")),
				instant(row, "started_at"), instant(row, "finished_at"),
				TrainingJob.Progress.of(row.getInt("epochs_done"), row.getInt("epochs_total"), epochsPerSecond, state),
				this.mapper.readTree(text(row, "settings")), this.mapper.readTree(text(row, "data_report")),
				(model != null) ? new TrainingJob.Result(model, row.getInt("result_version")) : null,
				json(row.getString("problem")));
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
	/// @param settings all settings, as JSON
	/// @param vocabulary the uploaded vocabulary, as JSON, or null
	/// @param dataSha256 identifies the uploaded file
	/// @param dataReport what was found in it, as JSON
	/// @param epochs most epochs
	record Accepted(String settings, @Nullable String vocabulary, String dataSha256, String dataReport, int epochs) {
	}

	record QueuedJob(String id, Accepted accepted) {
	}

}
