package io.isonet;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/// Callers of a service on this machine, each on a thread and a connection of its own.
/// Thread-safe.
final class Load {

	static final String PREDICTIONS = "/api/v1/predictions";

	static final String ECHO = "/bench/echo";

	/// Three states, 20 tracks.
	static final String REQUEST = "{\"moods\": \"sad, lonely to serene to powerful\", \"length\": 20}";

	private final int port;

	private final int connections;

	Load(int port, int connections) {
		this.port = port;
		this.connections = connections;
	}

	/// As fast as they are answered.
	/// @return answers a second
	/// @throws IOException where one is not 200
	double closed(String path, Duration duration) throws Exception {
		long started = System.nanoTime();
		List<Integer> counts = together((connection) -> {
			int count = 0;
			while (System.nanoTime() - started < duration.toNanos()) {
				answered(connection);
				count++;
			}
			return count;
		}, path, REQUEST);
		return count(counts) / ((System.nanoTime() - started) / 1e9);
	}

	/// So many requests for predictions as fast as they are answered.
	/// @throws IOException where one is not answered with 200
	void send(String json, int requests) throws Exception {
		AtomicInteger left = new AtomicInteger(requests);
		together((connection) -> {
			int count = 0;
			while (left.getAndDecrement() > 0) {
				answered(connection);
				count++;
			}
			return count;
		}, PREDICTIONS, json);
	}

	/// At the moments of a Poisson process, whether earlier ones are answered or not.
	/// @param rate requests a second
	/// @param patience who finds all connections busy for longer than this sends nothing
	/// @param seed of the moments
	Arrivals open(String path, double rate, Duration duration, Duration patience, long seed) throws Exception {
		Arrivals arrivals = new Arrivals(moments(rate, duration, seed));
		AtomicInteger next = new AtomicInteger();
		long started = System.nanoTime();
		together((connection) -> {
			int count = 0;
			for (int i = next.getAndIncrement(); i < arrivals.count(); i = next.getAndIncrement()) {
				long due = started + arrivals.moment(i);
				for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
					LockSupport.parkNanos(left);
				}
				if (System.nanoTime() - due <= patience.toNanos()) {
					arrivals.answered(i, status(connection), System.nanoTime() - due);
				}
				count++;
			}
			return count;
		}, path, REQUEST);
		return arrivals;
	}

	private static long[] moments(double rate, Duration duration, long seed) {
		Random random = new Random(seed);
		List<Long> moments = new ArrayList<>();
		double at = random.nextExponential() / rate;
		while (at < duration.toNanos() / 1e9) {
			moments.add((long) (at * 1e9));
			at += random.nextExponential() / rate;
		}
		return moments.stream().mapToLong(Long::longValue).toArray();
	}

	private List<Integer> together(Calling calling, String path, String json) throws Exception {
		try (ExecutorService callers = Executors.newFixedThreadPool(this.connections)) {
			Callable<Integer> one = () -> {
				try (KeptConnection connection = new KeptConnection(this.port, path, json)) {
					return calling.call(connection);
				}
			};
			List<Integer> counts = new ArrayList<>();
			for (Future<Integer> count : callers.invokeAll(Collections.nCopies(this.connections, one))) {
				counts.add(count.get());
			}
			return counts;
		}
	}

	private static long count(List<Integer> counts) {
		return counts.stream().mapToLong(Integer::longValue).sum();
	}

	private static void answered(KeptConnection connection) throws IOException {
		int status = connection.send();
		if (status != 200) {
			throw new IOException("answered with " + status);
		}
	}

	/// @return 0 where the connection broke
	private static int status(KeptConnection connection) throws IOException {
		try {
			return connection.send();
		}
		catch (IOException ex) {
			connection.close();
			return 0;
		}
	}

	/// What one caller does, and how often.
	@FunctionalInterface
	private interface Calling {

		int call(KeptConnection connection) throws IOException;

	}

}
