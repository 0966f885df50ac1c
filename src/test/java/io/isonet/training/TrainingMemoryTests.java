package io.isonet.training;

import io.isonet.network.EngineName;
import io.isonet.network.IsoNetConfig;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TrainingMemoryTests {

	private static final long GIGABYTE = 1L << 30;

	@Test
	void theFusedEngineLeavesHalfOfTheHeap() {
		assertThat(TrainingMemory.allowed(EngineName.FUSED, 4 * GIGABYTE, 2 * GIGABYTE)).isEqualTo(GIGABYTE);
		assertThat(TrainingMemory.allowed(EngineName.FUSED, GIGABYTE, 8 * GIGABYTE)).isEqualTo(GIGABYTE);
		assertThat(TrainingMemory.allowed(EngineName.FUSED, 64 * GIGABYTE, 64 * GIGABYTE)).isEqualTo(8 * GIGABYTE);
		assertThat(TrainingMemory.allowed(EngineName.DJL, 4 * GIGABYTE, GIGABYTE)).isEqualTo(4 * GIGABYTE);
	}

	@Test
	void itGrowsWithTheBatchAndTheLength() {
		IsoNetConfig config = IsoNetConfig.notebook(32);
		for (EngineName engine : new EngineName[] { EngineName.FUSED, EngineName.DJL }) {
			TrainingMemory one = TrainingMemory.of(config, engine, 1, 10);
			assertThat(TrainingMemory.of(config, engine, 4, 30).step()).isEqualTo(12 * one.step());
			assertThat(one.weights()).isEqualTo(8 * 4 * config.parameterCount());
		}
	}

}
