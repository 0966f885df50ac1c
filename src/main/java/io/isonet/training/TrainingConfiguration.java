package io.isonet.training;

import java.time.Clock;

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
	TrainingJobs trainingJobs(TrainingTables tables, PlatformTransactionManager transactions, TrainingSignal signal,
			TrainingProperties properties, JsonMapper mapper, ObjectProvider<Clock> clock) {
		return new TrainingJobs(tables, new TransactionTemplate(transactions), signal, properties, mapper,
				clock.getIfUnique(Clock::systemUTC));
	}

	@Bean
	TrainingEventStreams trainingEventStreams(TrainingJobs jobs, TrainingSignal signal, TrainingProperties properties) {
		return new TrainingEventStreams(jobs, signal, properties.maxFollowers());
	}

	@Bean
	ModelArtifacts modelArtifacts(JsonMapper mapper, CodeVersion version) {
		return new ModelArtifacts(mapper, version.toString());
	}

	@Bean
	TrainingWorker trainingWorker(TrainingTables tables, PlatformTransactionManager transactions, TrainingSignal signal,
			TrainingProperties properties, ModelRegistry registry, ModelArtifacts artifacts, TrainingMeters meters,
			JsonMapper mapper, ObjectProvider<Clock> clock) {
		return new TrainingWorker(tables, new TransactionTemplate(transactions), signal, properties, registry,
				artifacts, meters, mapper, clock.getIfUnique(Clock::systemUTC));
	}

}
