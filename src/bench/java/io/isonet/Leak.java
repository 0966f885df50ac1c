package io.isonet;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

import jakarta.servlet.Filter;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Forgets on purpose to free native memory, so many bytes a request: what a check of
/// resident memory must see.
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("bench.leak")
class Leak {

	@Bean
	Filter leakingFilter(@Value("${bench.leak}") int bytes) {
		return (request, response, chain) -> {
			MemorySegment forgotten = Arena.global().allocate(bytes);
			forgotten.fill((byte) 1);
			chain.doFilter(request, response);
		};
	}

}
