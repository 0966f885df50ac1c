package io.isonet.inference;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

import io.isonet.dataset.MoodGroup;
import io.isonet.dataset.MoodGroups;
import io.isonet.problem.ProblemException;
import io.isonet.problem.ProblemResponse;
import io.isonet.problem.ProblemType;
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

	private static final int MOST_LISTED = 1000;

	private static final double THOUSAND = 1000;

	private final TrajectoryPredictor predictor;

	private final MoodGroups groups = MoodGroups.load();

	MoodController(TrajectoryPredictor predictor) {
		this.predictor = predictor;
	}

	@GetMapping(path = "/api/v1/moods", produces = MediaType.APPLICATION_JSON_VALUE)
	@Operation(operationId = "listMoods", summary = "The mood words that a version answers, in order",
			description = "`moods` are the words that it knows itself. `words` say more of these and, behind them, of the "
					+ "words that the lexicon adds: `offset` and `limit` choose which.")
	@ApiResponse(responseCode = "200", description = "The words, and how many fit in a journey")
	@ProblemResponse(status = 404, description = "unknown-model, unknown-version, unknown-alias")
	@ProblemResponse(status = 422, description = "invalid-parameter")
	@ProblemResponse(status = 503, description = "no-champion, model-unusable")
	MoodsAnswer moods(
			@Parameter(description = "Name of the model, the default one if left out",
					example = "isonet") @RequestParam(required = false) @Nullable String model,
			@Parameter(description = "Number or alias of the version, the champion if left out",
					example = "champion") @RequestParam(required = false) @Nullable String version,
			@Parameter(description = "Words to pass over in `words`",
					schema = @Schema(type = "integer", minimum = "0", defaultValue = "0"),
					example = "0") @RequestParam(defaultValue = "0") int offset,
			@Parameter(description = "Most words in `words`",
					schema = @Schema(type = "integer", minimum = "0", maximum = "1000", defaultValue = "1000"),
					example = "1000") @RequestParam(defaultValue = "1000") int limit) {
		if (offset < 0) {
			throw new ProblemException(ProblemType.INVALID_PARAMETER, "offset is 0 or more, not " + offset + ".");
		}
		if (limit < 0 || limit > MOST_LISTED) {
			throw new ProblemException(ProblemType.INVALID_PARAMETER,
					"limit is 0 to " + MOST_LISTED + ", not " + limit + ".");
		}
		TrajectoryPredictor.KnownMoods known = this.predictor.moods(model, version);
		List<String> all = known.words().vocabulary().moods();
		int listed = Math.clamp((long) all.size() - offset, 0, limit);
		WordNeighbours neighbours = known.words().neighbours();
		boolean near = neighbours != null && neighbours.canLookFor(listed);
		List<WordAnswer> words = new ArrayList<>();
		for (int id = offset; id < offset + listed; id++) {
			words.add(word(id, all, known.words(), near ? neighbours : null));
		}
		return new MoodsAnswer(PredictionAnswer.VersionName.of(known.version()), all.subList(0, known.words().own()),
				known.maxStates(), known.maxWordsPerState(), words, all.size(),
				this.groups.groups().stream().map((group) -> new GroupAnswer(group.number(), group.words())).toList(),
				known.words().unfit());
	}

	private WordAnswer word(int id, List<String> all, ServedWords words, @Nullable WordNeighbours neighbours) {
		String word = all.get(id);
		OptionalInt byLexicon = words.groupByLexicon(id);
		Integer group = byLexicon.isPresent() ? Integer.valueOf(byLexicon.getAsInt())
				: this.groups.group(word).map(MoodGroup::number).orElse(null);
		List<NeighbourAnswer> nearest = (neighbours == null) ? null : neighbours.nearest(id)
			.stream()
			.map((near) -> new NeighbourAnswer(all.get(near.id()), Math.round(near.similarity() * THOUSAND) / THOUSAND))
			.toList();
		OptionalInt playlists = words.playlists(id);
		return new WordAnswer(word, words.isOfLexicon(id) ? "lexicon" : "model", group, nearest,
				playlists.isPresent() ? playlists.getAsInt() : null);
	}

	@Schema(name = "Moods")
	record MoodsAnswer(PredictionAnswer.VersionName model,
			@Schema(description = "The words that the version knows itself",
					example = "[\"calm\", \"happy\", \"sad\"]") List<String> moods,
			@Schema(description = "Most states in a journey", example = "5") int maxStates,
			@Schema(description = "Most words in a state", example = "5") int maxWordsPerState,
			@Schema(description = "More of each word: of `moods`, then of those that the lexicon adds") List<WordAnswer> words,
			@Schema(description = "Number of all words, those of the lexicon included", example = "30") int wordCount,
			@Schema(description = "The groups of moods whose figures the base knows") List<GroupAnswer> groups,
			@Schema(description = "Why the lexicon that is loaded adds nothing to this version; null where it does, or "
					+ "there is none", nullable = true) @Nullable String lexiconUnusable) {
	}

	@Schema(name = "MoodWord")
	record WordAnswer(@Schema(example = "calm") String word, @Schema(description = "Who knows it", allowableValues = {
			"model", "lexicon" }, example = "model") String source,
			@Schema(description = "Number of its group, null where it has none", example = "7",
					nullable = true) @Nullable Integer group,
			@Schema(description = "Up to three words of the version whose vectors point the same way, nearest first; "
					+ "null where there are too many to look at: where the vectors of all words have more than "
					+ "2,000,000 numbers, or those of the version's own words times the words listed more than "
					+ "50,000,000; then a smaller `limit` helps",
					nullable = true) @Nullable List<NeighbourAnswer> nearest,
			@Schema(description = "In how many playlists of the training it was; null where the version does not say",
					example = "3", nullable = true) @Nullable Integer playlists){
	}

	@Schema(name = "NearMood")
	record NeighbourAnswer(@Schema(example = "serene") String word,
			@Schema(description = "Cosine of the angle between the vectors, -1 to 1",
					example = "0.97") double similarity) {
	}

	@Schema(name = "MoodGroup")
	record GroupAnswer(@Schema(example = "7") int number,
			@Schema(example = "[\"serene\", \"calm\", \"relaxed\", \"soothed\", \"meditative\"]") List<String> words) {
	}

}
