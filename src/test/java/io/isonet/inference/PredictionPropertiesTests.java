package io.isonet.inference;

import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class PredictionPropertiesTests {

	@Test
	void unlessToldOtherwiseNobodyWaitsForOthersToJoin() {
		assertThat(bind(Map.of()).batching()).isEqualTo(new Batching(64, Duration.ZERO));
	}

	@ParameterizedTest
	@CsvSource({ "deadline, 0s, above 0", "batch-delay, -1ms, from 0", "batch-delay, 10s, below the deadline",
			"deadline, 61m, up to", "hung-after, 999ms, 1 second to 1 day", "hung-after, 25h, 1 second to 1 day" })
	void durationsThatMakeNoSenseAreNamed(String name, String value, String reason) {
		assertThatExceptionOfType(BindException.class)
			.isThrownBy(() -> bind(Map.of("isonet.prediction." + name, value)))
			.havingRootCause()
			.withMessageContaining("isonet.prediction." + name)
			.withMessageContaining(reason);
	}

	private static PredictionProperties bind(Map<String, String> values) {
		return new Binder(new MapConfigurationPropertySource(values)).bindOrCreate("isonet.prediction",
				PredictionProperties.class);
	}

}
