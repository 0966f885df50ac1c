package io.isonet;

import org.springframework.boot.jackson.autoconfigure.JsonFactoryBuilderCustomizer;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;

/// JSON is read strictly everywhere: a field that nobody knows, a field twice, a number
/// as text, half a number where a whole one belongs, or text behind the end are faults,
/// never guesses.
@Configuration(proxyBeanMethods = false)
class JsonConfiguration {

	/// JSON is UTF-8 without a byte order mark (RFC 8259, 8.1).
	@Bean
	JsonFactoryBuilderCustomizer utf8Json() {
		return (builder) -> builder.disable(TokenStreamFactory.Feature.CHARSET_DETECTION);
	}

	@Bean
	JsonMapperBuilderCustomizer strictJson() {
		return (builder) -> builder.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
			.enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
					DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
			.disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
			.disable(MapperFeature.ALLOW_COERCION_OF_SCALARS);
	}

}
