package io.isonet.training;

import java.io.IOException;
import java.util.Optional;

import io.isonet.mood.MoodVocabulary;
import io.isonet.problem.ProblemException;
import io.isonet.problem.ProblemType;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionOperations;
import tools.jackson.databind.json.JsonMapper;

/// The evaluations of this installation. Thread-safe.
final class EvaluationJobs extends Jobs {

	private static final ProblemType UNFINISHED = new ProblemType("evaluation-unfinished",
			"The evaluation has not ended", 409);

	private static final ProblemType NO_REPORT = new ProblemType("no-report", "The evaluation has no report", 404);

	private final TrainingTables tables;

	private final JobAcceptance acceptance;

	private final TrainedVersions trained;

	private final JsonMapper mapper;

	EvaluationJobs(TrainingTables tables, TrainingRecords records, TransactionOperations transactions,
			JobAcceptance acceptance, TrainedVersions trained, JsonMapper mapper) {
		super(JobKind.EVALUATION, tables, records, transactions);
		this.tables = tables;
		this.acceptance = acceptance;
		this.trained = trained;
		this.mapper = mapper;
	}

	/// Accepts an evaluation of settings on some playlists.
	/// @param data the playlists, CSV
	/// @param vocabulary word -> token id as JSON, for files of token ids, or null
	/// @param settings those of a training as JSON, empty for the defaults
	/// @throws ProblemException if the settings, the vocabulary or the data have faults
	/// or
	/// allow no evaluation, or the queue is full
	TrainingJob accept(Upload data, byte @Nullable [] vocabulary, byte[] settings) throws IOException {
		return job(this.acceptance.accept(JobKind.EVALUATION, () -> {
			TrainingSettings read = SettingsReader.readOfEvaluation(this.mapper, settings);
			return new JobAcceptance.Order(data, Optional.ofNullable(vocabulary).map(MoodVocabulary::read), read, null);
		}));
	}

	/// Accepts an evaluation of what a version was trained with, each playlist held out.
	/// @throws ProblemException if there is no such version, its data is not here or
	/// allows no evaluation, or the queue is full
	TrainingJob accept(String model, String versionOrAlias) throws IOException {
		return job(this.acceptance.accept(JobKind.EVALUATION, () -> {
			JobAcceptance.Order order = this.trained.recipe(JobKind.EVALUATION, model, versionOrAlias).order();
			return new JobAcceptance.Order(order.data(), order.words(),
					order.settings().with(EvaluationMethod.CROSS_VALIDATION), order.from());
		}));
	}

	/// What an evaluation has found, as JSON.
	/// @throws ProblemException if there is no such evaluation, or it has no report: 409
	/// `evaluation-unfinished` where one may come, else 404 `no-report`
	String report(String id) {
		checkSucceeded(id);
		return this.tables.report(id).orElseThrow();
	}

	/// The same as HTML.
	String page(String id) {
		checkSucceeded(id);
		return this.tables.page(id).orElseThrow();
	}

	private void checkSucceeded(String id) {
		TrainingJob job = job(id);
		if (!job.state().isFinal()) {
			throw new ProblemException(UNFINISHED, "The evaluation is " + job.state()
					+ "; its report is there when it has SUCCEEDED, which its events tell.");
		}
		if (job.state() != JobState.SUCCEEDED) {
			throw new ProblemException(NO_REPORT, "The evaluation has ended as " + job.state() + ".");
		}
	}

}
