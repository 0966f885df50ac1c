package io.isonet.registry;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import io.isonet.problem.ProblemResponse;

/// Documents the answer where what is stored is not what was published.
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ProblemResponse(status = 500, description = "What is stored is not what was published (`damaged-artifact`)")
@interface DamagedResponse {

}
