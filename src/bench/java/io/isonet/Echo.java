package io.isonet;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/// What predictions are measured against, in the same service and behind the same filters:
/// reads the request of a prediction as JSON and writes the payload of its answer, which it
/// has learned at start. It neither computes nor formats anything.
@RestController
@ConditionalOnProperty("bench.echo")
class Echo {

	private volatile String answer = "";

	@EventListener
	void learn(ApplicationReadyEvent event) {
		if (event.getApplicationContext() instanceof ServletWebServerApplicationContext web
				&& web.getWebServer() != null) {
			this.answer = new Caller(web.getWebServer().getPort()).post(Load.PREDICTIONS, Load.REQUEST).text();
		}
	}

	@PostMapping(path = Load.ECHO, produces = "application/json")
	String echo(@RequestBody JsonNode request) {
		return this.answer;
	}

}
