package io.isonet;

import java.time.Duration;

import jakarta.validation.constraints.NotNull;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// How the service ends.
///
/// @param drain how long, at most, callers that keep connections open are asked to leave,
/// one answer each, before the port closes; 0 closes it at once
@Validated
@ConfigurationProperties("isonet.shutdown")
record ShutdownProperties(@NotNull @DefaultValue("2s") Duration drain) {

	ShutdownProperties {
		if (drain.isNegative()) {
			throw new IllegalArgumentException("isonet.shutdown.drain is 0 or more, not " + drain);
		}
	}

}
