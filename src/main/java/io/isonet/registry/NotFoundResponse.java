package io.isonet.registry;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import io.isonet.problem.ProblemResponse;

/// Documents the answer to a model, version, alias or file that the registry does not
/// have.
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ProblemResponse(status = 404,
		description = "No such model (`unknown-model`), version (`unknown-version`), alias (`unknown-alias`) or file "
				+ "(`unknown-file`); the suggestions say what there is")
@interface NotFoundResponse {

}
