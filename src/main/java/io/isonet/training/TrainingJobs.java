package io.isonet.training;

import java.io.IOException;
import java.util.Optional;

import io.isonet.mood.MoodVocabulary;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionOperations;
import tools.jackson.databind.json.JsonMapper;

/// The trainings of this installation. Thread-safe.
final class TrainingJobs extends Jobs {

	private final JobAcceptance acceptance;

	private final TrainedVersions trained;

	private final JsonMapper mapper;

	TrainingJobs(TrainingTables tables, TrainingRecords records, TransactionOperations transactions,
			JobAcceptance acceptance, TrainedVersions trained, JsonMapper mapper) {
		super(JobKind.TRAINING, tables, records, transactions);
		this.acceptance = acceptance;
		this.trained = trained;
		this.mapper = mapper;
	}

	/// Accepts a training.
	/// @param data the playlists, CSV
	/// @param vocabulary word -> token id as JSON, for files of token ids, or null
	/// @param settings the settings as JSON, empty for the defaults
	/// @throws io.isonet.problem.ProblemException if the settings, the vocabulary or the
	/// data have faults, or the queue is full
	TrainingJob accept(Upload data, byte @Nullable [] vocabulary, byte[] settings) throws IOException {
		return job(this.acceptance.accept(JobKind.TRAINING, () -> {
			TrainingSettings read = SettingsReader.read(this.mapper, settings);
			return new JobAcceptance.Order(data, Optional.ofNullable(vocabulary).map(MoodVocabulary::read), read, null);
		}));
	}

	/// Accepts a training of a version again: same data, settings and seed, never
	/// activated.
	/// @throws io.isonet.problem.ProblemException if there is no such version, its data
	/// is not here, or the queue is full
	TrainingJob reproduce(String model, String versionOrAlias) throws IOException {
		return job(this.acceptance.accept(JobKind.TRAINING,
				() -> this.trained.recipe(JobKind.TRAINING, model, versionOrAlias).order()));
	}

}
