package io.isonet.registry;

import java.nio.file.Files;
import java.time.Clock;

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
			ApplicationEventPublisher events, ObjectProvider<Clock> clock) {
		return new ModelRegistry(jdbc, transactionManager, events, clock.getIfUnique(Clock::systemUTC));
	}

	@Bean
	ModelStore modelStore(ModelRegistry registry, PlatformTransactionManager transactionManager,
			RegistryProperties settings) {
		ShippedVersions shipped = Files.isDirectory(settings.modelStore())
				? new DirectoryVersions(settings.modelStore())
				: new ClasspathVersions(getClass().getClassLoader(), "model-store");
		return new ModelStore(registry, transactionManager, shipped, settings.modelFileLimit());
	}

}
