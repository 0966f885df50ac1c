package io.isonet;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.Security;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/// Asks for predictions at a steady pace, over connections that it keeps, while replicas
/// come and go, and prints a line of figures every second: calls, those that failed, those
/// that were tried again, the slowest.
///
/// A call fails that is not answered with 200. It is tried again where the connection was
/// refused, as a Service of Kubernetes would not have sent it there, and nowhere else.
/// Connections are kept for less than the drain lasts, so that none is used in the moment
/// in which it is closed. One file without libraries, so that a container can run it.
public final class SteadyCalls {

	private static final Duration LONGEST = Duration.ofSeconds(5);

	private static final int CALLERS = 8;

	private static final int MOST_TRIES = 200;

	private final HttpClient client = HttpClient.newBuilder().connectTimeout(LONGEST).build();

	private final HttpRequest request;

	private final AtomicLong calls = new AtomicLong();

	private final AtomicLong failed = new AtomicLong();

	private final AtomicLong repeated = new AtomicLong();

	private final AtomicLong slowest = new AtomicLong();

	private SteadyCalls(String address, String mood) {
		this.request = HttpRequest.newBuilder(URI.create(address + "/api/v1/predictions"))
			.timeout(LONGEST)
			.header("Content-Type", "application/json")
			.POST(HttpRequest.BodyPublishers.ofString("{\"moods\": \"" + mood + "\", \"length\": 20}"))
			.build();
	}

	/// @param arguments address of the service, calls a second, seconds, a mood
	public static void main(String[] arguments) throws InterruptedException {
		// a replica that has gone is forgotten at once
		Security.setProperty("networkaddress.cache.ttl", "0");
		System.setProperty("jdk.httpclient.keepalive.timeout", "1");
		SteadyCalls steady = new SteadyCalls(arguments[0], arguments[3]);
		Duration pause = Duration.ofSeconds(1).multipliedBy(CALLERS).dividedBy(Long.parseLong(arguments[1]));
		long seconds = Long.parseLong(arguments[2]);
		for (int i = 0; i < CALLERS; i++) {
			Thread.ofPlatform().daemon().start(() -> steady.call(pause));
		}
		for (long i = 0; i < seconds; i++) {
			Thread.sleep(1000);
			System.out.printf("calls=%d failed=%d repeated=%d slowest_ms=%d%n", steady.calls.get(), steady.failed.get(),
					steady.repeated.get(), steady.slowest.get());
		}
		System.exit((steady.failed.get() == 0) ? 0 : 1);
	}

	private void call(Duration pause) {
		try {
			// not all at the same moment
			Thread.sleep(ThreadLocalRandom.current().nextLong(pause.toMillis() + 1));
			while (true) {
				long start = System.nanoTime();
				String failure = failure();
				long millis = (System.nanoTime() - start) / 1_000_000;
				this.slowest.accumulateAndGet(millis, Math::max);
				if (!failure.isEmpty()) {
					this.failed.incrementAndGet();
					System.out.println(failure);
				}
				this.calls.incrementAndGet();
				Thread.sleep(Math.max(0, pause.toMillis() - millis));
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/// @return why there is no prediction; empty where there is one
	private String failure() throws InterruptedException {
		for (int i = 0; i < MOST_TRIES; i++) {
			try {
				HttpResponse<String> answer = this.client.send(this.request, HttpResponse.BodyHandlers.ofString());
				return (answer.statusCode() == 200) ? "" : answer.statusCode() + " " + answer.body();
			}
			catch (ConnectException ex) {
				this.repeated.incrementAndGet();
				Thread.sleep(20);
			}
			catch (IOException | RuntimeException ex) {
				return "no answer: " + ex;
			}
		}
		return "refused " + MOST_TRIES + " times";
	}

}
