package io.isonet;

import java.util.Map;

import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/// Binds a management port of its own to the address of the service, where it is told no
/// other: Spring Boot would open it on every address.
class ManagementAddress implements ApplicationContextInitializer<ConfigurableApplicationContext> {

	@Override
	public void initialize(ConfigurableApplicationContext context) {
		ConfigurableEnvironment environment = context.getEnvironment();
		if (ManagementPortType.get(environment) == ManagementPortType.DIFFERENT) {
			environment.getPropertySources()
				.addLast(new MapPropertySource("management-address",
						Map.of("management.server.address", "${server.address}")));
		}
	}

}
