package io.isonet.training;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Objects;

import com.sun.management.OperatingSystemMXBean;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/// How trainings are run.
///
/// @param device `cpu`, a GPU such as `gpu:0`, or `auto`: the first GPU, where there is
/// one; networks of the usual size train faster on the CPU
/// @param threads most threads of one training on the CPU; 0, the default, takes half of
/// the processors, so that serving keeps the others
/// @param workers trainings that this process runs at a time; 0 leaves them to others
/// @param takeover longest time after which the job of a process that died is resumed by
/// another, 600 ms or more
/// @param checkpointEpochs epochs after which a checkpoint is written
/// @param checkpointInterval time after which one is written in any case
/// @param maxAttempts runs of a job that may die one after the other without finishing
/// another epoch; then it fails
/// @param queue most jobs that wait; more are refused
/// @param maxTracks longest playlist in the data
/// @param maxMemory most memory that a training may take, by estimate; settings that need
/// more are refused; 4 GB unless told otherwise, or a quarter of what the machine or the
/// container has where that is less
/// @param maxFollowers most event streams at once
@Validated
@ConfigurationProperties("isonet.training")
record TrainingProperties(@NotBlank @DefaultValue("cpu") String device,
		@Min(0) @Max(256) @DefaultValue("0") int threads, @Min(0) @Max(64) @DefaultValue("1") int workers,
		@NotNull @DefaultValue("30s") Duration takeover, @Min(1) @Max(10_000) @DefaultValue("50") int checkpointEpochs,
		@NotNull @DefaultValue("10s") Duration checkpointInterval,
		@Min(1) @Max(1000) @DefaultValue("10") int maxAttempts, @Min(1) @Max(10_000) @DefaultValue("100") int queue,
		@Min(1) @Max(500) @DefaultValue("500") int maxTracks, @Nullable DataSize maxMemory,
		@Min(1) @Max(10_000) @DefaultValue("100") int maxFollowers) {

	private static final Duration SHORTEST_TAKEOVER = Duration.ofMillis(600);

	private static final DataSize MOST_MEMORY = DataSize.ofGigabytes(4);

	TrainingProperties {
		if (threads == 0) {
			threads = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
		}
		if (takeover.compareTo(SHORTEST_TAKEOVER) < 0) {
			throw new IllegalArgumentException("isonet.training.takeover is 600ms or more, not " + takeover);
		}
		if (!checkpointInterval.isPositive()) {
			throw new IllegalArgumentException(
					"isonet.training.checkpoint-interval is above 0, not " + checkpointInterval);
		}
		if (maxMemory == null) {
			maxMemory = DataSize.ofBytes(Math.min(MOST_MEMORY.toBytes(), totalMemory() / 4));
		}
		if (maxMemory.toBytes() <= 0) {
			throw new IllegalArgumentException("isonet.training.max-memory is above 0, not " + maxMemory);
		}
	}

	@Override
	public DataSize maxMemory() {
		return Objects.requireNonNull(this.maxMemory);
	}

	private static long totalMemory() {
		return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
	}

}
