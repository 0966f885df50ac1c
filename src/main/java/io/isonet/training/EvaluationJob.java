package io.isonet.training;

import java.time.Instant;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// An evaluation as callers see it.
///
/// @param attempts how often a process began it
/// @param from the version whose data and settings these are, or null
/// @param result null until it has SUCCEEDED
/// @param problem why it has FAILED, as a problem, else null
@Schema(name = "EvaluationJob", description = "An evaluation, from its acceptance to its end")
record EvaluationJob(@Schema(example = "7f9c2f0e-6d0b-4a53-9f0a-0d6e0c6f2b11") String id,
		@Schema(description = "SUCCEEDED, FAILED and CANCELLED are final") JobState state, Instant createdAt,
		@Schema(nullable = true) @Nullable Instant startedAt, @Schema(nullable = true) @Nullable Instant finishedAt,
		@Schema(description = "How often a process began it", example = "1") int attempts,
		TrainingJob.Progress progress,
		@Schema(implementation = Object.class,
				description = "Every setting of what is evaluated, those of the preset included") JsonNode settings,
		@Schema(implementation = Object.class, description = "What was found in the data") JsonNode data,
		@Schema(description = "The version whose data and settings these are") TrainingJob.@Nullable ModelReference from,
		@Schema(description = "Where the report is") @Nullable ReportReference result,
		@Schema(implementation = Object.class,
				description = "Why it failed, as a problem") @Nullable JsonNode problem) {

	static EvaluationJob of(TrainingJob job) {
		ReportReference result = (job.state() == JobState.SUCCEEDED)
				? new ReportReference(job.kind().path(job.id()) + "/report") : null;
		return new EvaluationJob(job.id(), job.state(), job.createdAt(), job.startedAt(), job.finishedAt(),
				job.attempts(), job.progress(), job.settings(), job.data(), job.from(), result, job.problem());
	}

	@Schema(name = "ReportReference")
	record ReportReference(
			@Schema(example = "/api/v1/evaluations/7f9c2f0e-6d0b-4a53-9f0a-0d6e0c6f2b11/report") String report) {
	}

}
