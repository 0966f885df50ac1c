package io.isonet.security;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

import jakarta.validation.constraints.NotNull;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/// What the service takes from whom.
///
/// @param allowedHosts names under which the service may be called, compared with the
/// `Host` header without its port; `*` takes any
/// @param allowedOrigins origins of web pages that may change state, such as
/// `https://app.example.com`; the service's own page always may
/// @param maxJson largest JSON body
@Validated
@ConfigurationProperties("isonet.http")
record HttpProperties(@DefaultValue( {
		"localhost", "127.0.0.1", "[::1]" }) Set<String> allowedHosts, @DefaultValue List<String> allowedOrigins,
		@NotNull @DefaultValue("1MB") DataSize maxJson){

	HttpProperties {
		allowedHosts = allowedHosts.stream()
			.map((host) -> host.toLowerCase(Locale.ROOT))
			.collect(Collectors.toUnmodifiableSet());
		allowedOrigins = List.copyOf(allowedOrigins);
		if (maxJson.toBytes() <= 0) {
			throw new IllegalArgumentException("isonet.http.max-json is above 0, not " + maxJson);
		}
	}

}
