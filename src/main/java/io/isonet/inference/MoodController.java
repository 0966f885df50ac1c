package io.isonet.inference;

import java.util.List;

import io.isonet.problem.ProblemResponse;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// The words that a model knows, over HTTP.
@RestController
@Tag(name = "Predictions")
class MoodController {

	private final TrajectoryPredictor predictor;

	MoodController(TrajectoryPredictor predictor) {
		this.predictor = predictor;
	}

	@GetMapping(path = "/api/v1/moods", produces = MediaType.APPLICATION_JSON_VALUE)
	@Operation(operationId = "listMoods", summary = "The mood words that a version knows, in order")
	@ApiResponse(responseCode = "200", description = "The words, and how many fit in a journey")
	@ProblemResponse(status = 404, description = "unknown-model, unknown-version, unknown-alias")
	@ProblemResponse(status = 503, description = "no-champion, model-unusable")
	MoodsAnswer moods(
			@Parameter(description = "Name of the model, the default one if left out",
					example = "isonet") @RequestParam(required = false) @Nullable String model,
			@Parameter(description = "Number or alias of the version, the champion if left out",
					example = "champion") @RequestParam(required = false) @Nullable String version) {
		TrajectoryPredictor.KnownMoods known = this.predictor.moods(model, version);
		return new MoodsAnswer(PredictionAnswer.VersionName.of(known.version()), known.vocabulary().moods(),
				known.maxStates(), known.maxWordsPerState());
	}

	@Schema(name = "Moods")
	record MoodsAnswer(PredictionAnswer.VersionName model,
			@Schema(example = "[\"calm\", \"happy\", \"sad\"]") List<String> moods,
			@Schema(description = "Most states in a journey", example = "5") int maxStates,
			@Schema(description = "Most words in a state", example = "5") int maxWordsPerState) {
	}

}
