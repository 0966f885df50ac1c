package io.isonet.inference;

import java.time.Duration;

import io.isonet.network.EngineName;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// How predictions are computed, and how much of them at once.
///
/// @param model name of the model whose champion answers when a request names none
/// @param engine `auto` (the fused pass on a CPU, DJL on GPUs), `fused`, or `djl`
/// @param device `auto` (all GPUs, else the CPU), `cpu`, `gpu`, or a list such as
/// `gpu:0,gpu:1`
/// @param workers predictors for each device, each used by one thread at a time; 0 takes
/// two for each core with the fused pass, one with DJL on the CPU, 2 on a GPU
/// @param queue most requests that wait for a predictor; more are refused
/// @param deadline longest time from a request's arrival to its answer; later ones are
/// refused
/// @param maxBatch most journeys of different requests that are joined to one pass
/// @param batchDelay how long the oldest request waits for others to join its pass; 0 for
/// not at all
/// @param hungAfter time after which a pass that has not returned is taken for one that
/// never will, and liveness is broken
/// @param maxLength longest playlist
/// @param maxRequests most requests in one batch call
/// @param maxTracks most tracks that the requests of one batch call may ask for together
/// @param loadedVersions most versions besides the champion that stay in memory
@Validated
@ConfigurationProperties("isonet.prediction")
record PredictionProperties(@NotBlank @DefaultValue("isonet") String model,
		@NotNull @DefaultValue("auto") EngineName engine, @NotBlank @DefaultValue("auto") String device,
		@Min(0) @Max(256) @DefaultValue("0") int workers, @Min(1) @Max(100_000) @DefaultValue("256") int queue,
		@NotNull @DefaultValue("10s") Duration deadline, @Min(1) @Max(4096) @DefaultValue("64") int maxBatch,
		@NotNull @DefaultValue("0s") Duration batchDelay, @NotNull @DefaultValue("60s") Duration hungAfter,
		@Min(1) @Max(500) @DefaultValue("500") int maxLength,
		@Min(1) @Max(10_000) @DefaultValue("1000") int maxRequests,
		@Min(1) @Max(1_000_000) @DefaultValue("100000") int maxTracks,
		@Min(1) @Max(64) @DefaultValue("4") int loadedVersions) {

	private static final Duration LONGEST_DEADLINE = Duration.ofHours(1);

	private static final Duration LONGEST_HUNG_AFTER = Duration.ofDays(1);

	/// The web server has let the requests end before; whoever waits all the same is
	/// answered within a second.
	private static final Duration DRAIN = Duration.ofMillis(500);

	PredictionProperties {
		if (!deadline.isPositive() || deadline.compareTo(LONGEST_DEADLINE) > 0) {
			throw new IllegalArgumentException(
					"isonet.prediction.deadline is above 0 and up to " + LONGEST_DEADLINE + ", not " + deadline);
		}
		if (batchDelay.isNegative() || batchDelay.compareTo(deadline) >= 0) {
			throw new IllegalArgumentException("isonet.prediction.batch-delay is from 0 to below the deadline of "
					+ deadline + ", not " + batchDelay);
		}
		if (hungAfter.compareTo(Duration.ofSeconds(1)) < 0 || hungAfter.compareTo(LONGEST_HUNG_AFTER) > 0) {
			throw new IllegalArgumentException("isonet.prediction.hung-after is 1 second to "
					+ LONGEST_HUNG_AFTER.toDays() + " day, not " + hungAfter);
		}
	}

	Limits limits() {
		return new Limits(this.queue, this.deadline, DRAIN);
	}

	Batching batching() {
		return new Batching(this.maxBatch, this.batchDelay);
	}

}
