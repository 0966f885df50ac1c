package io.isonet;

import io.isonet.problem.ProblemResponse;
import io.isonet.problem.ProblemSchema;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.info.BuildProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.MediaType;
import tools.jackson.databind.JsonNode;

/// The head of the OpenAPI document, and the one schema of every problem.
@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration {

	static {
		// JSON of any form has a schema of its own wherever it stands
		SpringDocUtils.getConfig().replaceWithClass(JsonNode.class, Object.class);
	}

	@Bean
	OpenAPI openApi(ObjectProvider<BuildProperties> build) {
		BuildProperties properties = build.getIfAvailable();
		String version = (properties != null) ? properties.getVersion() : "development";
		return new OpenAPI().components(new Components())
			.info(new Info().title("ISONet")
				.version(version)
				.description(
						"Leads a listener through a journey of moods: predicts, for each track of a playlist, how it "
								+ "should sound, from a model that is trained on labelled playlists. Every failure is a problem as "
								+ "RFC 9457 describes it, with a stable `type` and the place of each fault."));
	}

	/// The problems that a call names, and 400, 403, 405, 406 and 421 of every call as
	/// `default`.
	@Bean
	GlobalOperationCustomizer problems() {
		return (operation, method) -> {
			AnnotatedElementUtils.findMergedRepeatableAnnotations(method.getMethod(), ProblemResponse.class)
				.forEach((problem) -> operation.getResponses()
					.addApiResponse(String.valueOf(problem.status()), response(problem.description())));
			operation.getResponses().addApiResponse(ApiResponses.DEFAULT, response("Any other failure"));
			return operation;
		};
	}

	@Bean
	OpenApiCustomizer problemSchema() {
		return (api) -> ModelConverters.getInstance(true)
			.readAll(ProblemSchema.class)
			.forEach((name, schema) -> api.getComponents().addSchemas(name, schema));
	}

	private static ApiResponse response(String description) {
		Schema<?> reference = new Schema<>().$ref("#/components/schemas/Problem");
		return new ApiResponse().description(description)
			.content(new Content().addMediaType(MediaType.APPLICATION_PROBLEM_JSON_VALUE,
					new io.swagger.v3.oas.models.media.MediaType().schema(reference)));
	}

}
