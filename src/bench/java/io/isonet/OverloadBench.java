package io.isonet;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// What the service does under twice as many predictions a second as it can compute: how
/// many it still answers, how soon, and how fast it recovers. Requests come at random
/// moments (Poisson, seeded) over a bounded number of connections; a caller who finds none
/// free for 100 ms gives up. Latency counts from the moment at which it was to be sent. The
/// service has half of the cores and the callers the other.
///
///     mvn -q -Pbench test-compile exec:exec@bench -Dbench=io.isonet.OverloadBench -Dbench.arguments="60 1000"
///
/// Arguments: seconds of overload, connections, and settings of the service after them.
/// Ends with 1 where a target is missed.
public final class OverloadBench {

	/// Of the load that the service can take.
	private static final int CONNECTIONS = 64;

	private static final Duration WARM_UP = Duration.ofSeconds(20);

	private static final Duration BESIDE = Duration.ofSeconds(10);

	private static final Duration PATIENCE = Duration.ofMillis(100);

	private static final Duration WINDOW = Duration.ofMillis(200);

	/// The service's own, and room for the pass.
	private static final double LONGEST_MILLIS = 10_100;

	private OverloadBench() {
	}

	public static void main(String[] arguments) throws Exception {
		Path folder = Files.createTempDirectory("isonet-bench");
		Stream<String> settings = Stream.of("--isonet.data=" + folder, "--logging.level.root=warn");
		List<String> all = Stream.concat(settings, Arrays.stream(arguments).skip(2)).toList();
		boolean met;
		try (ServiceProcess service = ServiceProgram.toMeasure().start(folder.resolve("log.txt"), all).awaitReady()) {
			Cores.share(service.pid());
			System.out.println(Pressure.now());
			int port = service.caller().port();
			met = run(new Load(port, CONNECTIONS), new Load(port, Integer.parseInt(arguments[1])), Duration.ofSeconds(Long.parseLong(arguments[0])));
			System.out.println(Pressure.now());
		}
		System.exit(met ? 0 : 1);
	}

	private static boolean run(Load load, Load crowd, Duration overload) throws Exception {
		load.closed(Load.PREDICTIONS, WARM_UP);
		double capacity = load.closed(Load.PREDICTIONS, BESIDE);
		Arrivals before = load.open(Load.PREDICTIONS, capacity / 2, BESIDE, PATIENCE, 1);
		Arrivals during = crowd.open(Load.PREDICTIONS, capacity * 2, overload, PATIENCE, 2);
		Arrivals after = load.open(Load.PREDICTIONS, capacity / 2, BESIDE, PATIENCE, 3);
		double goodput = during.with(200) / (overload.toNanos() / 1e9);
		Duration recovery = after.settled(WINDOW, 3 * before.millis(.5));
		System.out.println("| | |");
		System.out.println("|---|---|");
		System.out.printf(Locale.ROOT, "| capacity, predictions/s | %.0f |%n", capacity);
		System.out.printf(Locale.ROOT, "| offered for %d s, requests | %d |%n", overload.toSeconds(), during.count());
		System.out.printf(Locale.ROOT, "| goodput, predictions/s; of capacity | %.0f; %.3f |%n", goodput,
				goodput / capacity);
		System.out.printf(Locale.ROOT, "| answered 200 / refused with 503 / given up by the caller / anything else | %d / %d / %d / %d |%n",
				during.with(200), during.with(503), during.neverSent(),
				during.count() - during.with(200) - during.with(503) - during.neverSent());
		System.out.printf(Locale.ROOT, "| latency of the answered, ms: p50 / p99 / longest | %.1f / %.1f / %.1f |%n",
				during.millis(.5), during.millis(.99), during.millis(1));
		System.out.printf(Locale.ROOT, "| the same at half of the capacity before | %.1f / %.1f / %.1f |%n",
				before.millis(.5), before.millis(.99), before.millis(1));
		System.out.printf(Locale.ROOT, "| until latency at half of the capacity is as before, ms | %d |%n",
				recovery.toMillis());
		return goodput >= .9 * capacity && during.millis(.99) <= LONGEST_MILLIS && recovery.toMillis() < 2000;
	}

}
