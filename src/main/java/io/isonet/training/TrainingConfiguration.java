package io.isonet.training;

import java.time.Clock;

import javax.sql.DataSource;

import io.isonet.database.Dialect;
import io.isonet.database.PatientTransactions;
import io.isonet.database.TransactionLimits;
import io.isonet.registry.ModelAliases;
import io.isonet.registry.ModelRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/// Puts the room together.
@Configuration(proxyBeanMethods = false)
class TrainingConfiguration {

	@Bean
	TrainingTables trainingTables(JdbcClient jdbc, JsonMapper mapper, TrainingMeters meters) {
		TrainingTables tables = new TrainingTables(jdbc, mapper);
		meters.watch(tables);
		return tables;
	}

	@Bean
	TrainingSignal trainingSignal() {
		return new TrainingSignal();
	}

	@Bean
	TrainingRecords trainingRecords(TrainingTables tables, JdbcClient jdbc, PatientTransactions transactions,
			TrainingSignal signal, JsonMapper mapper, ObjectProvider<Clock> clock) {
		return new TrainingRecords(tables, new CheckpointTable(jdbc), transactions, signal, mapper,
				clock.getIfUnique(Clock::systemUTC));
	}

	@Bean
	TrainingEngines trainingEngines(TrainingProperties properties) {
		return new TrainingEngines(properties);
	}

	@Bean
	JobAcceptance jobAcceptance(TrainingTables tables, TrainingRecords records, TrainingQueue queue,
			PlatformTransactionManager transactions, TransactionLimits limits, TrainingProperties properties,
			TrainingEngines engines, JsonMapper mapper) {
		return new JobAcceptance(tables, records, queue, new TransactionTemplate(transactions), limits, properties,
				engines, mapper);
	}

	@Bean
	TrainedVersions trainedVersions(ModelRegistry registry, TrainingTables tables, JsonMapper mapper) {
		return new TrainedVersions(registry, tables, mapper);
	}

	@Bean
	TrainingJobs trainingJobs(TrainingTables tables, TrainingRecords records, PlatformTransactionManager transactions,
			JobAcceptance acceptance, TrainedVersions trained, JsonMapper mapper) {
		return new TrainingJobs(tables, records, new TransactionTemplate(transactions), acceptance, trained, mapper);
	}

	@Bean
	EvaluationJobs evaluationJobs(TrainingTables tables, TrainingRecords records,
			PlatformTransactionManager transactions, JobAcceptance acceptance, TrainedVersions trained,
			JsonMapper mapper) {
		return new EvaluationJobs(tables, records, new TransactionTemplate(transactions), acceptance, trained, mapper);
	}

	@Bean
	TrainingEventStreams trainingEventStreams(TrainingTables tables, TrainingSignal signal,
			TrainingProperties properties) {
		return new TrainingEventStreams(tables, signal, properties.maxFollowers());
	}

	@Bean
	ModelArtifacts modelArtifacts(JsonMapper mapper, CodeVersion version) {
		return new ModelArtifacts(mapper, version.toString());
	}

	@Bean
	TrainingWorker trainingWorker(TrainingRecords records, TrainingProperties properties, TrainingEngines engines,
			ModelRegistry registry, ModelAliases aliases, ModelArtifacts artifacts, TrainingMeters meters,
			JsonMapper mapper) {
		return new TrainingWorker(records, properties, engines, registry, aliases, artifacts, meters, mapper);
	}

	@Bean
	TrainingQueue trainingQueue(DataSource dataSource, Dialect dialect, TrainingWorker worker,
			TrainingProperties properties, ObjectProvider<Clock> clock) {
		return new TrainingQueue(dataSource, dialect, worker, properties, clock.getIfUnique(Clock::systemUTC));
	}

}
