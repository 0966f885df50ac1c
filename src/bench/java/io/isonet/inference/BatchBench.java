package io.isonet.inference;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import ai.djl.Device;
import io.isonet.Medians;
import io.isonet.audio.FeatureSchema;
import io.isonet.mood.MoodTokenizer;
import io.isonet.network.Engine;
import io.isonet.network.ForwardBench;
import io.isonet.network.IsoNetConfig;
import io.isonet.network.IsoNetModel;
import io.isonet.network.JourneyBatch;
import io.isonet.network.Weights;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

/// Time of a batch of 64 journeys of 20 tracks with the notebook's network, as the thread
/// of a request computes it, against that of one journey: alone, and shared with a second
/// thread. In turns.
///
///     mvn -q -Pbench test-compile exec:exec@bench -Dbench=io.isonet.inference.BatchBench
public final class BatchBench {

	private static final int ROUNDS = 15;

	private static final long ROUND_NANOS = 200_000_000;

	private BatchBench() {
	}

	public static void main(String[] arguments) {
		IsoNetConfig config = IsoNetConfig.notebook(32);
		IsoNetModel network = IsoNetModel.load(config, Weights.random(config, 1), Engine.FUSED, Device.cpu());
		ServedModel model = new ServedModel(FakeModels.version(1), new MoodTokenizer(FakeModels.VOCABULARY, 5, 5),
				FeatureSchema.ELEVEN, false, List.of(), null, ServedWords.of(FakeModels.VOCABULARY), (worker) -> new ModelLoader.Worker(network.newPredictor()), network::close);
		JourneyBatch one = ForwardBench.batch(config, 1);
		JourneyBatch many = ForwardBench.batch(config, 64);
		try (RequestThreads alone = threads(1); RequestThreads shared = threads(2)) {
			List<Runnable> calls = List.of(() -> compute(alone, model, one), () -> compute(alone, model, many),
					() -> compute(shared, model, many));
			List<double[]> rounds = new ArrayList<>();
			calls.forEach((call) -> rounds.add(new double[ROUNDS]));
			for (int round = -5; round < ROUNDS; round++) {
				for (int i = 0; i < calls.size(); i++) {
					double micros = micros(calls.get(i));
					if (round >= 0) {
						rounds.get(i)[round] = micros;
					}
				}
			}
			List<Medians> figures = rounds.stream().map(Medians::of).toList();
			System.out.println("| journeys | threads | us | of one journey |");
			System.out.println("|---|---|---|---|");
			row("1 | 1", figures.get(0), figures.get(0));
			row("64 | 1", figures.get(1), figures.get(0));
			row("64 | 2", figures.get(2), figures.get(0));
		}
		model.release();
	}

	private static void row(String name, Medians figure, Medians one) {
		System.out.printf(Locale.ROOT, "| %s | %s | %.1f |%n", name, figure.text(1), figure.median() / one.median());
	}

	private static RequestThreads threads(int threads) {
		RequestThreads computation = new RequestThreads(threads,
				new Limits(10, Duration.ofSeconds(10), Duration.ofSeconds(1)),
				new PredictionMeters(new SimpleMeterRegistry(), new RequestArrivals()), System::nanoTime);
		computation.start(2);
		return computation;
	}

	private static void compute(RequestThreads threads, ServedModel model, JourneyBatch batch) {
		threads.compute(model, batch, Urgency.NORMAL, System.nanoTime());
	}

	private static double micros(Runnable call) {
		long started = System.nanoTime();
		long passed = 0;
		int count = 0;
		while (passed < ROUND_NANOS) {
			call.run();
			count++;
			passed = System.nanoTime() - started;
		}
		return passed / 1e3 / count;
	}

}
