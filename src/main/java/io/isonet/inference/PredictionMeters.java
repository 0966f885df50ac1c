package io.isonet.inference;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.isonet.problem.ProblemException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.springframework.stereotype.Component;

/// The meters of predictions, all named `isonet.prediction...`. Thread-safe.
@Component
final class PredictionMeters {

	private static final Duration[] LATENCIES = Stream.of(1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000)
		.map(Duration::ofMillis)
		.toArray(Duration[]::new);

	private final MeterRegistry meters;

	private final RequestArrivals arrivals;

	private final Map<Outcome, Timer> requests = new ConcurrentHashMap<>();

	private final Counter replaced;

	private final Timer queueTime;

	private final Timer computeTime;

	private final DistributionSummary batchSize;

	/// @param arrivals knows of requests that wait for a core
	PredictionMeters(MeterRegistry meters, RequestArrivals arrivals) {
		this.meters = meters;
		this.arrivals = arrivals;
		this.replaced = Counter.builder("isonet.prediction.workers.replaced")
			.description("Workers that an error ended, and that were replaced")
			.register(meters);
		this.queueTime = Timer.builder("isonet.prediction.queue.time")
			.description("Time that a request waits for a predictor")
			.register(meters);
		this.computeTime = Timer.builder("isonet.prediction.compute")
			.description("Time that a predictor takes for a batch")
			.serviceLevelObjectives(LATENCIES)
			.register(meters);
		this.batchSize = DistributionSummary.builder("isonet.prediction.batch.size")
			.description("Journeys that a predictor computes together")
			.serviceLevelObjectives(1, 2, 4, 8, 16, 32, 64)
			.register(meters);
	}

	/// @param waiting counts the requests that wait for a predictor
	void watch(IntSupplier waiting) {
		Gauge.builder("isonet.prediction.queue.depth", () -> waiting.getAsInt() + this.arrivals.waiting())
			.description("Requests that wait for a core or for a predictor")
			.register(this.meters);
	}

	/// @param hung counts the workers whose pass seems never to return
	void watchHung(Supplier<Number> hung) {
		Gauge.builder("isonet.prediction.workers.hung", hung)
			.description("Workers whose pass has not returned for too long")
			.register(this.meters);
	}

	void replaced() {
		this.replaced.increment();
	}

	void queued(long nanos) {
		this.queueTime.record(nanos, TimeUnit.NANOSECONDS);
	}

	void computed(long nanos, int journeys) {
		this.computeTime.record(nanos, TimeUnit.NANOSECONDS);
		this.batchSize.record(journeys);
	}

	/// A request that was answered, by the version that answered.
	void answered(ServedModel model, long nanos) {
		request(model.version().model(), String.valueOf(model.version().number()), "success").record(nanos,
				TimeUnit.NANOSECONDS);
	}

	/// A request that was refused or failed; the outcome is the name of the problem.
	void refused(RuntimeException failure, long nanos) {
		String outcome = (failure instanceof ProblemException problem) ? problem.type().name() : "internal";
		// names and versions that callers make up never become tags
		request("none", "none", outcome).record(nanos, TimeUnit.NANOSECONDS);
	}

	private Timer request(String model, String version, String outcome) {
		return this.requests.computeIfAbsent(new Outcome(model, version, outcome),
				(key) -> Timer.builder("isonet.prediction")
					.description("Time from a request's arrival to its answer, by model and outcome")
					.serviceLevelObjectives(LATENCIES)
					.tag("model", model)
					.tag("version", version)
					.tag("outcome", outcome)
					.register(this.meters));
	}

	private record Outcome(String model, String version, String name) {
	}

}
