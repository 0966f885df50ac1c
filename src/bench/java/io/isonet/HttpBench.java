package io.isonet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Requests a second of `/api/v1/predictions`, 20 tracks each, against the [Echo] of the
/// same service, and of `/api/v1/predictions/batch` by the size of the batch. All in turns
/// in one run, from `wrk` on the same cores: read the ratios, and the processor time of the
/// service for each request.
///
///     mvn -q -Pbench test-compile exec:exec@bench -Dbench=io.isonet.HttpBench
///
/// An argument is a setting, such as `--isonet.http.virtual-threads=false`; for each, a
/// second service with it takes part, so that the two can be compared.
public final class HttpBench {

	private static final int ROUNDS = 7;

	private static final int SECONDS = 3;

	private static final int WARM_UP_ROUNDS = 3;

	private final Wrk wrk;

	private final Map<String, ServiceProcess> services;

	private HttpBench(Wrk wrk, Map<String, ServiceProcess> services) {
		this.wrk = wrk;
		this.services = services;
	}

	public static void main(String[] settings) throws Exception {
		Path folder = Files.createTempDirectory("isonet-bench");
		Map<String, ServiceProcess> services = new LinkedHashMap<>();
		try {
			services.put("as it ships", start(folder, "shipped", List.of()));
			for (String setting : settings) {
				services.put(setting, start(folder, "setting-" + services.size(), List.of(setting)));
			}
			HttpBench bench = new HttpBench(new Wrk(folder, SECONDS), services);
			System.out.println(Pressure.now());
			bench.predictions();
			bench.batches();
			System.out.println(Pressure.now());
		}
		finally {
			services.values().forEach(ServiceProcess::close);
		}
	}

	private static ServiceProcess start(Path folder, String name, List<String> settings) throws Exception {
		List<String> arguments = new ArrayList<>(
				List.of("--isonet.data=" + folder.resolve(name), "--bench.echo=true", "--logging.level.root=warn"));
		arguments.addAll(settings);
		return ServiceProgram.toMeasure().start(folder.resolve(name + ".txt"), arguments).awaitReady();
	}

	private void predictions() throws Exception {
		System.out.println("| service | connections | predictions/s, median (range) | echo/s, median (range) "
				+ "| ratio of medians | CPU of a prediction, us | of an echo, us |");
		System.out.println("|---|---|---|---|---|---|---|");
		for (int connections : new int[] { 1, 16, 64 }) {
			Map<String, List<Series>> series = new LinkedHashMap<>();
			this.services.forEach((name, service) -> series.put(name,
					List.of(new Series(service, Load.PREDICTIONS, Load.REQUEST, connections),
							new Series(service, Load.ECHO, Load.REQUEST, connections))));
			measure(series.values().stream().flatMap(List::stream).toList());
			series.forEach((name, both) -> {
				Medians ours = both.getFirst().rate();
				Medians bare = both.getLast().rate();
				System.out.printf(Locale.ROOT, "| %s | %d | %s | %s | %.3f | %s | %s |%n", name, connections, ours.text(0),
						bare.text(0), ours.median() / bare.median(), both.getFirst().processor().text(0),
						both.getLast().processor().text(0));
			});
		}
	}

	private void batches() throws Exception {
		System.out.println();
		System.out.println("| service | journeys in a batch | journeys/s, 2 connections, median (range) | CPU of a journey, us |");
		System.out.println("|---|---|---|---|");
		Map<String, List<Series>> series = new LinkedHashMap<>();
		List<Integer> sizes = List.of(1, 10, 100, 1000);
		this.services.forEach((name, service) -> series.put(name,
				sizes.stream().map((size) -> new Series(service, "/api/v1/predictions/batch", batch(size), 2)).toList()));
		measure(series.values().stream().flatMap(List::stream).toList());
		series.forEach((name, all) -> {
			for (int s = 0; s < sizes.size(); s++) {
				int size = sizes.get(s);
				System.out.printf(Locale.ROOT, "| %s | %d | %s | %s |%n", name, size, all.get(s).rate().times(size).text(0),
						all.get(s).processor().times(1d / size).text(1));
			}
		});
	}

	private static String batch(int size) {
		return "{\"requests\": [" + String.join(", ", Collections.nCopies(size, Load.REQUEST)) + "]}";
	}

	private void measure(List<Series> all) throws IOException, InterruptedException {
		for (int round = 0; round < WARM_UP_ROUNDS + ROUNDS; round++) {
			for (Series series : all) {
				series.measure(this.wrk, round - WARM_UP_ROUNDS);
			}
		}
	}

	/// One kind of request to one service.
	private record Series(ServiceProcess service, String path, String json, int connections, double[] rates,
			double[] processors) {

		Series(ServiceProcess service, String path, String json, int connections) {
			this(service, path, json, connections, new double[ROUNDS], new double[ROUNDS]);
		}

		/// @param round below 0 to warm up
		void measure(Wrk wrk, int round) throws IOException, InterruptedException {
			long before = this.service.processorNanos();
			double rate = wrk.rate(this.service.caller().port(), this.path, this.json, this.connections);
			if (round >= 0) {
				this.rates[round] = rate;
				this.processors[round] = (this.service.processorNanos() - before) / 1e3 / (rate * wrk.seconds());
			}
		}

		Medians rate() {
			return Medians.of(this.rates);
		}

		/// Microseconds a request.
		Medians processor() {
			return Medians.of(this.processors);
		}

	}

}
