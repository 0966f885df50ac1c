package io.isonet.inference;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import ai.djl.Device;
import io.isonet.network.Engine;
import io.isonet.network.Forecast;
import io.isonet.network.JourneyBatch;
import io.isonet.registry.ModelRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static io.isonet.inference.GatedCalls.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/// Both computations with the engine that they are for and the model that is shipped; two
/// devices are the CPU twice.
class EngineTests {

	private final ModelRegistry registry = mock(ModelRegistry.class);

	@ParameterizedTest
	@CsvSource({ "FUSED, REQUEST_THREADS, 1", "DJL, PREDICTOR_POOL, 1", "DJL, PREDICTOR_POOL, 2" })
	void ofManyAtOnceEachGetsWhatItGetsAlone(Engine engine, ComputationKind kind, int devices) throws Exception {
		ServedModel model = shipped(engine, devices);
		List<JourneyBatch> requests = requests(200);
		List<List<Forecast>> alone = requests.stream().map((request) -> model.forecast(0, request)).toList();
		try (Computation computation = computation(kind);
				ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
			computation.start(2 * devices);
			List<Future<List<Forecast>>> answers = new ArrayList<>();
			for (JourneyBatch request : requests) {
				answers
					.add(callers.submit(() -> computation.compute(model, request, Urgency.NORMAL, System.nanoTime())));
			}
			for (int i = 0; i < requests.size(); i++) {
				assertClose(answers.get(i).get(), alone.get(i), (engine == Engine.FUSED) ? 0 : 2e-3f);
			}
		}
		model.release();
		assertThat(model.isClosed()).isTrue();
	}

	private static Computation computation(ComputationKind kind) {
		Limits limits = new Limits(1000, LONG, LONG);
		PredictionMeters meters = new PredictionMeters(new SimpleMeterRegistry(), new RequestArrivals());
		return switch (kind) {
			case REQUEST_THREADS -> new RequestThreads(2, limits, meters, System::nanoTime);
			case PREDICTOR_POOL ->
				new PredictorPool(limits, new Batching(64, Duration.ofMillis(2)), new Watchdog(LONG, (state) -> {
				}, System::nanoTime), meters, System::nanoTime);
		};
	}

	private ServedModel shipped(Engine engine, int devices) {
		given(this.registry.artifact(any(), any()))
			.willAnswer((call) -> file(Path.of("model-store/isonet/1", call.<String>getArgument(1))));
		List<Device> all = new ArrayList<>();
		while (all.size() < devices) {
			all.add(Device.cpu());
		}
		return new ModelLoader(this.registry, engine, all, Optional::empty).load(FakeModels.version(1));
	}

	private static byte[] file(Path path) {
		try {
			return Files.readAllBytes(path);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/// One to three journeys each, or thirty, of two words, lengths 1 to 40, each at a
	/// pace of its own.
	private static List<JourneyBatch> requests(int count) {
		Random random = new Random(5);
		List<JourneyBatch> requests = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			JourneyBatch[] journeys = new JourneyBatch[(i % 20 == 0) ? 30 : 1 + i % 3];
			Arrays.setAll(journeys, (b) -> journey(random));
			requests.add(FakeModels.journeys(journeys));
		}
		return requests;
	}

	private static JourneyBatch journey(Random random) {
		int[] tokens = new int[25];
		Arrays.fill(tokens, 32);
		tokens[0] = random.nextInt(30);
		tokens[5] = random.nextInt(30);
		return new JourneyBatch(new int[][] { tokens }, new int[] { 1 + random.nextInt(40) },
				List.of(FakeModels.pace(random)));
	}

	private static void assertClose(List<Forecast> actual, List<Forecast> expected, float tolerance) {
		assertThat(actual).hasSameSizeAs(expected);
		for (int b = 0; b < expected.size(); b++) {
			float[][] rows = expected.get(b).features();
			assertThat(actual.get(b).features()).hasDimensions(rows.length, rows[0].length);
			for (int t = 0; t < rows.length; t++) {
				assertThat(actual.get(b).features()[t]).containsExactly(rows[t], Offset.offset(tolerance));
			}
		}
	}

}
