package io.isonet.training;

import java.time.Instant;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A training as callers see it; an evaluation shows itself as [EvaluationJob].
///
/// @param kind what the job does, which its address says
/// @param attempts how often a process began or resumed it
/// @param from the version that it trains again, or null
/// @param result the version that it published, null until it has SUCCEEDED
/// @param problem why it has FAILED, as a problem, else null
@Schema(name = "TrainingJob", description = "A training, from its acceptance to its end")
record TrainingJob(@Schema(example = "7f9c2f0e-6d0b-4a53-9f0a-0d6e0c6f2b11") String id, @JsonIgnore JobKind kind,
		@Schema(description = "SUCCEEDED, FAILED and CANCELLED are final") JobState state, Instant createdAt,
		@Schema(nullable = true) @Nullable Instant startedAt, @Schema(nullable = true) @Nullable Instant finishedAt,
		@Schema(description = "How often a process began or resumed it", example = "1") int attempts, Progress progress,
		@Schema(implementation = Object.class,
				description = "Every setting, those of the preset included") JsonNode settings,
		@Schema(implementation = Object.class, description = "What was found in the data") JsonNode data,
		@Schema(description = "The version that it trains again") @Nullable ModelReference from,
		@Schema(description = "The version that it published") @Nullable ModelReference result,
		@Schema(implementation = Object.class,
				description = "Why it failed, as a problem") @Nullable JsonNode problem) {

	@Schema(name = "TrainingProgress")
	record Progress(@Schema(example = "12") int done, @Schema(example = "100") int total, @Schema(example = "epoch",
			allowableValues = {
					"epoch", "fold" },
			description = "`epoch` while a training trains and when it has ended, `fold` while it is evaluated") String unit,
			@Schema(description = "Expected time to the last one, where it is known; of a training to the last epoch, then to the last "
					+ "fold", nullable = true, example = "4") @Nullable Long secondsLeft){

		static Progress of(int done, int total, @Nullable Double epochsPerSecond, JobState state) {
			if (state != JobState.RUNNING || done == total || epochsPerSecond == null || epochsPerSecond <= 0) {
				return new Progress(done, total, "epoch", null);
			}
			return new Progress(done, total, "epoch", (long) Math.ceil((total - done) / epochsPerSecond));
		}

		static Progress ofFolds(int done, int total, @Nullable Long secondsLeft) {
			return new Progress(done, total, "fold", secondsLeft);
		}

	}

	/// The job in the form of its kind.
	Object shown() {
		return (this.kind == JobKind.EVALUATION) ? EvaluationJob.of(this) : this;
	}

	@Schema(name = "ModelReference")
	record ModelReference(@Schema(example = "isonet") String model, @Schema(example = "2") int version) {
	}

}
