package io.isonet;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/// Ends the start with where to look and one call that works when pasted.
@Component
class StartupGuide {

	private static final Logger log = LoggerFactory.getLogger(StartupGuide.class);

	@EventListener
	@Order(Ordered.LOWEST_PRECEDENCE)
	void show(ApplicationReadyEvent event) {
		if (event.getApplicationContext() instanceof ServletWebServerApplicationContext context
				&& context.getWebServer() != null) {
			String address = "http://localhost:" + context.getWebServer().getPort();
			log.info(
					"""
							Ready. Swagger UI: {}/swagger-ui/index.html
							A first prediction:
							curl -s {}/api/v1/predictions -H 'Content-Type: application/json' -d '{"moods": "sad, lonely to serene to powerful", "length": 20}'""",
					address, address);
		}
	}

}
