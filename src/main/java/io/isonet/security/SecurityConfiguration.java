package io.isonet.security;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.HandlerExceptionResolver;

/// Puts the room together.
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

	@Bean
	RequestGuard requestGuard(HttpProperties properties,
			@Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems) {
		return new RequestGuard(properties, problems);
	}

	@Bean
	BindingWarning bindingWarning(ServerProperties server) {
		return new BindingWarning(server);
	}

}
