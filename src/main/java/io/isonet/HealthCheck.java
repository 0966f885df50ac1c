package io.isonet;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/// Asks a service whether it answers, from inside a container, which has no shell and no
/// curl: whether the one of the same container is ready, or one call to another. Ends with
/// 0 where the status is 200, else with 1.
final class HealthCheck {

	private static final Duration LONGEST = Duration.ofSeconds(4);

	private HealthCheck() {
	}

	/// @param arguments nothing; or an address, whose answer is printed; or an address
	/// and the JSON that is posted to it
	public static void main(String[] arguments) throws InterruptedException {
		System.exit(answers(arguments) ? 0 : 1);
	}

	private static boolean answers(String[] arguments) throws InterruptedException {
		try (HttpClient client = HttpClient.newBuilder().connectTimeout(LONGEST).build()) {
			HttpResponse<String> response = client.send(request(arguments), HttpResponse.BodyHandlers.ofString());
			if (arguments.length > 0) {
				System.out.println(response.statusCode() + " " + response.body());
			}
			return response.statusCode() == 200;
		}
		catch (IOException ex) {
			System.err.println("no answer: " + ex);
			return false;
		}
	}

	private static HttpRequest request(String[] arguments) {
		String own = "http://localhost:" + System.getenv().getOrDefault("SERVER_PORT", "8080") + "/readyz";
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create((arguments.length > 0) ? arguments[0] : own))
			.timeout(LONGEST);
		if (arguments.length > 1) {
			request.header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(arguments[1]));
		}
		return request.build();
	}

}
