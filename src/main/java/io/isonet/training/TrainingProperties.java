package io.isonet.training;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/// How trainings are run.
///
/// @param device `cpu` or a GPU such as `gpu:0`; networks of the usual size train faster
/// on the CPU
/// @param queue most jobs that wait; more are refused
/// @param maxTracks longest playlist in the data
/// @param maxMemory most memory that a training may take, by estimate; settings that need
/// more are refused
/// @param maxFollowers most event streams at once
@Validated
@ConfigurationProperties("isonet.training")
record TrainingProperties(@NotBlank @DefaultValue("cpu") String device,
		@Min(1) @Max(10_000) @DefaultValue("100") int queue, @Min(1) @Max(500) @DefaultValue("500") int maxTracks,
		@NotNull @DefaultValue("4GB") DataSize maxMemory, @Min(1) @Max(10_000) @DefaultValue("100") int maxFollowers) {

	TrainingProperties {
		if (maxMemory.toBytes() <= 0) {
			throw new IllegalArgumentException("isonet.training.max-memory is above 0, not " + maxMemory);
		}
	}

}
