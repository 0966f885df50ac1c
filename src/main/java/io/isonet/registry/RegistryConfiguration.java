package io.isonet.registry;

import java.nio.file.Files;
import java.time.Clock;

import io.isonet.database.ChangeNotices;
import io.isonet.database.TransactionLimits;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/// Furnishes the room. The service's `Clock` is used where it has one, else the system's.
@Configuration(proxyBeanMethods = false)
class RegistryConfiguration {

	@Bean
	ModelRegistry modelRegistry(JdbcClient jdbc, PlatformTransactionManager transactionManager,
			TransactionLimits limits, RegistryProperties settings, ObjectProvider<Clock> clock) {
		return new ModelRegistry(jdbc, transactionManager, limits, settings.keepVersions(),
				clock.getIfUnique(Clock::systemUTC));
	}

	@Bean
	ModelAliases modelAliases(ModelRegistry registry, JdbcClient jdbc, PlatformTransactionManager transactionManager,
			ApplicationEventPublisher events, ChangeNotices notices, ObjectProvider<Clock> clock) {
		return new ModelAliases(registry, jdbc, transactionManager, events, notices,
				clock.getIfUnique(Clock::systemUTC));
	}

	@Bean
	RegistryWatch registryWatch(ModelRegistry registry, JdbcClient jdbc, ChangeNotices notices,
			ApplicationEventPublisher events, RegistryProperties settings) {
		return new RegistryWatch(registry, new AliasTables(jdbc), notices, events, settings.lookEvery());
	}

	@Bean
	VersionImport versionImport(ModelRegistry registry, VersionInspection inspection, ObjectProvider<Clock> clock) {
		return new VersionImport(registry, inspection, clock.getIfUnique(Clock::systemUTC));
	}

	@Bean
	ModelStore modelStore(ModelRegistry registry, ModelAliases aliases, PlatformTransactionManager transactionManager,
			RegistryProperties settings) {
		ShippedVersions shipped = Files.isDirectory(settings.modelStore())
				? new DirectoryVersions(settings.modelStore())
				: new ClasspathVersions(getClass().getClassLoader(), "model-store");
		return new ModelStore(registry, aliases, transactionManager, shipped, settings.modelFileLimit());
	}

}
