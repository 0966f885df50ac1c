package io.isonet.inference;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import io.isonet.problem.ProblemResponse;

/// Documents the problems of every call that predicts.
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ProblemResponse(status = 400, description = "malformed-json, invalid-request: the body cannot be read")
@ProblemResponse(status = 404, description = "unknown-model, unknown-version, unknown-alias")
@ProblemResponse(status = 413, description = "too-large: the body is beyond the limit")
@ProblemResponse(status = 415, description = "unsupported-media-type: send application/json")
@ProblemResponse(status = 422,
		description = "unknown-mood, invalid-moods, invalid-prediction-request: every fault with its place")
@ProblemResponse(status = 500,
		description = "non-finite-prediction: the model gave a number that is not finite; "
				+ "damaged-artifact: what is stored of the version is not what was published")
@ProblemResponse(status = 503,
		description = "overloaded, deadline-exceeded, no-champion, model-unusable; Retry-After where it helps")
@interface PredictionProblems {

}
