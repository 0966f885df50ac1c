package io.isonet;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// Latency of `/api/v1/predictions`, 20 tracks each, and of the [Echo] of the same service,
/// at shares of the capacity of predictions. Requests come at random moments (Poisson,
/// seeded), whether earlier ones are answered or not, and latency counts from the moment
/// that was intended, so that what queues is seen. In turns in one run. The service has one
/// half of the cores and the callers the other (`taskset`), so that neither waits for the other's.
///
///     mvn -q -Pbench test-compile exec:exec@bench -Dbench=io.isonet.OpenLoopBench -Dbench.arguments="5 10"
///
/// Arguments: rounds, and seconds of each.
public final class OpenLoopBench {

	private static final int CONNECTIONS = 64;

	private static final Duration WARM_UP = Duration.ofSeconds(20);

	private static final Duration PATIENCE = Duration.ofMinutes(1);

	private final Load load;

	private final int rounds;

	private final Duration round;

	private OpenLoopBench(Load load, int rounds, Duration round) {
		this.load = load;
		this.rounds = rounds;
		this.round = round;
	}

	public static void main(String[] arguments) throws Exception {
		Path folder = Files.createTempDirectory("isonet-bench");
		try (ServiceProcess service = ServiceProgram.toMeasure()
			.start(folder.resolve("log.txt"),
					List.of("--isonet.data=" + folder, "--bench.echo=true", "--logging.level.root=warn"))
			.awaitReady()) {
			Cores.share(service.pid());
			System.out.println(Pressure.now());
			new OpenLoopBench(new Load(service.caller().port(), CONNECTIONS), Integer.parseInt(arguments[0]),
					Duration.ofSeconds(Long.parseLong(arguments[1])))
				.run();
			System.out.println(Pressure.now());
		}
	}

	private void run() throws Exception {
		this.load.closed(Load.PREDICTIONS, WARM_UP);
		this.load.closed(Load.ECHO, WARM_UP.dividedBy(4));
		double capacity = capacity();
		System.out.printf(Locale.ROOT, "Capacity with %d connections: %.0f predictions/s. Milliseconds, median (range) of %d rounds of %d s.%n",
				CONNECTIONS, capacity, this.rounds, this.round.toSeconds());
		System.out.println("| of capacity | requests/s | | p50 | p95 | p99 | longest | not answered with 200 | p99 / echo's |");
		System.out.println("|---|---|---|---|---|---|---|---|---|");
		for (int percent : new int[] { 25, 50, 75, 90 }) {
			double rate = capacity * percent / 100;
			Latencies ours = new Latencies(this.rounds);
			Latencies bare = new Latencies(this.rounds);
			for (int i = 0; i < this.rounds; i++) {
				ours.add(i, this.load.open(Load.PREDICTIONS, rate, this.round, PATIENCE, i));
				bare.add(i, this.load.open(Load.ECHO, rate, this.round, PATIENCE, i));
			}
			System.out.printf(Locale.ROOT, "| %d %% | %.0f | predictions | %s | %.2f |%n", percent, rate, ours.text(),
					ours.p99() / bare.p99());
			System.out.printf(Locale.ROOT, "| | | echo | %s | |%n", bare.text());
		}
	}

	private double capacity() throws Exception {
		double[] rates = new double[this.rounds];
		for (int i = 0; i < this.rounds; i++) {
			rates[i] = this.load.closed(Load.PREDICTIONS, this.round.dividedBy(2));
		}
		return Medians.of(rates).median();
	}

	/// By share of the answers, then by round.
	private record Latencies(double[][] millis, long[] failed) {

		private static final double[] SHARES = { .5, .95, .99, 1 };

		Latencies(int rounds) {
			this(new double[SHARES.length][rounds], new long[rounds]);
		}

		void add(int round, Arrivals arrivals) {
			for (int s = 0; s < SHARES.length; s++) {
				this.millis[s][round] = arrivals.millis(SHARES[s]);
			}
			this.failed[round] = arrivals.count() - arrivals.with(200);
		}

		double p99() {
			return Medians.of(this.millis[2]).median();
		}

		String text() {
			StringBuilder text = new StringBuilder();
			for (double[] share : this.millis) {
				text.append(Medians.of(share).text(2)).append(" | ");
			}
			return text.append(Arrays.stream(this.failed).sum()).toString();
		}

	}

}
