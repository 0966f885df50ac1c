package io.isonet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import tools.jackson.databind.JsonNode;

/// Whether memory stays flat: 10^6 predictions with the fused pass and 10^5 through DJL,
/// each with 20 trainings and 200 swaps of the champion while they are sent, and the first again in a service
/// that leaks on purpose, which must fail the same check. 20 rounds, each the same work;
/// after each the service collects its garbage, and what it holds is read: its resident
/// memory, in which the heap has one size from the start, and what lives in the heap.
///
///     mvn -q -Pbench test-compile exec:exec@bench -Dbench=io.isonet.SoakBench -Dbench.arguments=1
///
/// The argument scales the predictions. Ends with 1 where a verdict is not as it must be.
public final class SoakBench {

	private static final int ROUNDS = 20;

	private static final int SWAPS_A_ROUND = 10;

	private static final int CONNECTIONS = 4;

	private static final Duration LONGEST_TRAINING = Duration.ofMinutes(2);

	/// Above what the memory of a process moves by itself, far below what leaks.
	private static final double ALLOWED_MEBIBYTES = 16;

	/// What the control leaks in the second half.
	private static final int LEAKED_MEBIBYTES = 64;

	/// A heap that grows and shrinks would hide what leaks beside it.
	private static final Map<String, String> ONE_SIZE = Map.of("JAVA_TOOL_OPTIONS",
			"-Xms512m -Xmx512m -XX:+AlwaysPreTouch");

	private SoakBench() {
	}

	public static void main(String[] arguments) throws Exception {
		double scale = Double.parseDouble(arguments[0]);
		int fused = (int) (1_000_000 * scale);
		int leak = (int) Math.ceilDiv(2L * LEAKED_MEBIBYTES << 20, fused);
		System.out.println("| service | predictions | swaps | trainings | resident and live in the heap after rounds 1, 10, 15, 20, MiB "
				+ "| growth in the second half, MiB | verdict |");
		System.out.println("|---|---|---|---|---|---|---|");
		boolean flat = isFlat("fused", fused, List.of("--isonet.prediction.engine=fused"));
		flat &= isFlat("DJL", (int) (100_000 * scale), List.of("--isonet.prediction.engine=djl"));
		boolean seen = !isFlat("fused, leaks " + leak + " bytes a request", fused,
				List.of("--isonet.prediction.engine=fused", "--bench.leak=" + leak));
		System.exit((flat && seen) ? 0 : 1);
	}

	private static boolean isFlat(String name, int predictions, List<String> settings) throws Exception {
		Path folder = Files.createTempDirectory("isonet-bench");
		List<String> all = new ArrayList<>(
				List.of("--isonet.data=" + folder, "--isonet.keep-versions=3", "--logging.level.root=warn"));
		all.addAll(settings);
		double[] held = new double[ROUNDS];
		int swaps = 0;
		try (ServiceProcess service = ServiceProgram.toMeasure().start(folder.resolve("log.txt"), all, ONE_SIZE).awaitReady();
				ExecutorService sender = Executors.newSingleThreadExecutor()) {
			Load load = new Load(service.caller().port(), CONNECTIONS);
			for (int round = 0; round < ROUNDS; round++) {
				int trained = train(service.caller());
				String request = request(service.caller(), trained);
				for (int i = 0; i < SWAPS_A_ROUND; i++) {
					Future<?> sent = sender.submit(() -> {
						load.send(request, predictions / ROUNDS / SWAPS_A_ROUND);
						return null;
					});
					activate(service.caller(), (i % 2 == 0) ? trained : 1);
					sent.get();
					swaps++;
				}
				service.collectGarbage();
				held[round] = service.residentMebibytes() + liveMebibytes(service.caller());
			}
		}
		double growth = growth(Arrays.copyOfRange(held, ROUNDS / 2, ROUNDS));
		boolean flat = growth <= ALLOWED_MEBIBYTES;
		System.out.printf(Locale.ROOT, "| %s | %d | %d | %d | %.0f, %.0f, %.0f, %.0f | %.1f | %s |%n", name, predictions, swaps,
				ROUNDS, held[0], held[9], held[14], held[19], growth, flat ? "flat" : "GROWS");
		return flat;
	}

	/// @return the version that it published
	private static int train(Caller caller) throws IOException {
		Trainings trainings = new Trainings(caller);
		JsonNode job = trainings.await(trainings.start("{\"epochs\": 5}"), LONGEST_TRAINING,
				(found) -> !found.path("finishedAt").isNull());
		if (!job.path("state").asString().equals("SUCCEEDED")) {
			throw new IOException("a training failed: " + job);
		}
		return job.path("result").path("version").intValue();
	}

	/// What lives in the heap, just after a collection.
	private static double liveMebibytes(Caller caller) {
		return caller.get("/actuator/prometheus")
			.text()
			.lines()
			.filter((line) -> line.startsWith("jvm_memory_used_bytes{area=\"heap\""))
			.mapToDouble((line) -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
			.sum() / (1 << 20);
	}

	/// Of words that a trained version knows, which the one that ships does too.
	private static String request(Caller caller, int version) {
		JsonNode moods = caller.get("/api/v1/moods?version=" + version).json().path("moods");
		return "{\"moods\": \"" + moods.get(0).asString() + ", " + moods.get(1).asString() + " to "
				+ moods.get(2).asString() + "\", \"length\": 20}";
	}

	private static void activate(Caller caller, int version) throws IOException {
		Answer answer = caller.put("/api/v1/models/isonet/aliases/champion", "{\"version\": " + version + "}");
		if (answer.status() != 200) {
			throw new IOException("version " + version + " was not activated: " + answer);
		}
	}

	/// From the first to the last: the median of the slopes between all pairs (Theil-Sen),
	/// which one odd value does not move.
	private static double growth(double[] values) {
		double[] slopes = IntStream.range(0, values.length)
			.boxed()
			.flatMap((i) -> IntStream.range(i + 1, values.length).mapToObj((j) -> (values[j] - values[i]) / (j - i)))
			.mapToDouble(Double::doubleValue)
			.toArray();
		return Medians.of(slopes).median() * (values.length - 1);
	}

}
