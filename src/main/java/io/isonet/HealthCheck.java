package io.isonet;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/// Asks the service of the same container whether it is ready: a container has no shell
/// and no curl. Ends with 0 where it is, else with 1.
final class HealthCheck {

	private static final Duration LONGEST = Duration.ofSeconds(4);

	private HealthCheck() {
	}

	/// @param arguments the address to ask, or nothing for the default one
	public static void main(String[] arguments) throws InterruptedException {
		String port = System.getenv()
			.getOrDefault("MANAGEMENT_SERVER_PORT", System.getenv().getOrDefault("SERVER_PORT", "8080"));
		URI address = URI
			.create((arguments.length > 0) ? arguments[0] : "http://localhost:" + port + "/actuator/health/readiness");
		try (HttpClient client = HttpClient.newBuilder().connectTimeout(LONGEST).build()) {
			HttpRequest request = HttpRequest.newBuilder(address).timeout(LONGEST).build();
			boolean ready = client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
			System.exit(ready ? 0 : 1);
		}
		catch (IOException ex) {
			System.exit(1);
		}
	}

}
