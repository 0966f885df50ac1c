package io.isonet.inference;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

import io.isonet.dataset.Lexicon;
import io.isonet.dataset.MoodGroups;
import io.isonet.lexicon.FittedLexicon;
import io.isonet.lexicon.LexiconProperties;
import io.isonet.lexicon.Lexicons;
import io.isonet.lexicon.LoadedLexicon;
import io.isonet.problem.ProblemException;
import io.isonet.problem.ProblemResponse;
import io.isonet.problem.ProblemType;
import io.isonet.registry.ModelRegistry;
import io.isonet.registry.ModelVersion;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.Part;
import org.jspecify.annotations.Nullable;

import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// The lexicon of mood words over HTTP.
@RestController
@RequestMapping("/api/v1/lexicon")
@Tag(name = "Lexicon", description = "Vectors for mood words that no playlist taught")
class LexiconController {

	private static final String CSV = "text/csv";

	private static final ProblemType UNKNOWN_LEXICON = new ProblemType("unknown-lexicon", "There is no lexicon", 404);

	private final Lexicons lexicons;

	private final ServedModels models;

	private final ModelRegistry registry;

	private final LexiconProperties properties;

	private final MoodGroups groups = MoodGroups.load();

	private final ReentrantLock replacing = new ReentrantLock();

	LexiconController(Lexicons lexicons, ServedModels models, ModelRegistry registry, LexiconProperties properties) {
		this.lexicons = lexicons;
		this.models = models;
		this.registry = registry;
		this.properties = properties;
	}

	@PutMapping(consumes = { CSV, MediaType.MULTIPART_FORM_DATA_VALUE }, produces = MediaType.APPLICATION_JSON_VALUE)
	@Operation(operationId = "putLexicon", summary = "Load a lexicon in place of the one before",
			description = "CSV with the header `word,valence,arousal`, `word,group`, or `word` and every feature of the "
					+ "champion, within its range. Words that a version does not know get vectors that follow from those of the words that "
					+ "both know; words that it knows stay as they are. With a fault nothing changes.")
	@RequestBody(required = true,
			content = {
					@Content(mediaType = CSV, schema = @Schema(type = "string"),
							examples = @ExampleObject("word,valence,arousal\nangry,-0.7,0.8\nanxious,-0.6,0.6\n"
									+ "calm,0.5,-0.7\nhappy,0.9,0.5\nsad,-0.8,-0.4\nserene,0.6,-0.8\n"
									+ "gloomy,-0.6,-0.5\nblissful,0.9,0.1\n")),
					@Content(mediaType = MediaType.MULTIPART_FORM_DATA_VALUE,
							schema = @Schema(implementation = LexiconForm.class)) })
	@ApiResponse(responseCode = "200", description = "The lexicon is in use")
	@ProblemResponse(status = 400, description = "malformed-upload: the parts cannot be read")
	@ProblemResponse(status = 413, description = "too-large: the file is beyond the limit")
	@ProblemResponse(status = 415, description = "unsupported-media-type: send text/csv or multipart/form-data")
	@ProblemResponse(status = 422,
			description = "invalid-lexicon: every fault, with line and column; unusable-lexicon: the champion and the "
					+ "lexicon know too few words both; invalid-upload: the part `file` is missing")
	@ProblemResponse(status = 503, description = "no-champion")
	LexiconAnswer replace(@Parameter(hidden = true) HttpServletRequest request) throws IOException, ServletException {
		// one file is read at a time: each may take as much memory as the limits let it
		this.replacing.lock();
		try {
			replace(content(request));
			return answer();
		}
		finally {
			this.replacing.unlock();
		}
	}

	private void replace(byte[] csv) throws IOException {
		ModelVersion champion = this.models.championOrThrow();
		NetworkFiles network = NetworkFiles.read((file) -> this.registry.artifact(champion, file));
		Lexicon lexicon = this.properties.reader(this.groups)
			.read(new ByteArrayInputStream(csv), Optional.of(network.config().schema()));
		FittedLexicon.fit(lexicon, this.groups, network.vocabulary(), network.vectors());
		this.lexicons.replace(csv);
	}

	@GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
	@Operation(operationId = "getLexicon", summary = "The lexicon in figures, all null where there is none")
	@ApiResponse(responseCode = "200", description = "The figures")
	LexiconAnswer lexicon() {
		return answer();
	}

	@GetMapping(path = "/file", produces = CSV + ";charset=UTF-8")
	@Operation(operationId = "getLexiconFile", summary = "The lexicon as it was loaded")
	@ApiResponse(responseCode = "200", description = "The file",
			content = @Content(mediaType = CSV, schema = @Schema(type = "string")))
	@ProblemResponse(status = 404, description = "unknown-lexicon: none is loaded")
	ResponseEntity<byte[]> file() {
		byte[] csv = this.lexicons.file()
			.orElseThrow(() -> new ProblemException(UNKNOWN_LEXICON, "No lexicon is loaded; PUT brings one."));
		return ResponseEntity.ok()
			.contentType(MediaType.parseMediaType(CSV + ";charset=UTF-8"))
			.header("Content-Disposition", "attachment; filename=\"lexicon.csv\"")
			.body(csv);
	}

	@DeleteMapping
	@Operation(operationId = "deleteLexicon", summary = "Go without a lexicon",
			description = "Words that only it had are unknown from then on.")
	@ApiResponse(responseCode = "204", description = "There is no lexicon")
	ResponseEntity<Void> delete() {
		this.lexicons.delete();
		return ResponseEntity.noContent().build();
	}

	private LexiconAnswer answer() {
		LoadedLexicon loaded = this.lexicons.current().orElse(null);
		if (loaded == null) {
			return new LexiconAnswer(null, 0, null, null, null);
		}
		FittedAnswer champion = this.models.championVersion().map((version) -> {
			ServedWords words = this.models.championWords().orElseThrow();
			FittedLexicon fitted = words.lexicon();
			return new FittedAnswer(PredictionAnswer.VersionName.of(version),
					(fitted != null) ? fitted.commonWords() : 0, (fitted != null) ? fitted.words().size() : 0,
					words.unfit());
		}).orElse(null);
		return new LexiconAnswer(kind(loaded.lexicon().kind()), loaded.lexicon().words().size(), loaded.sha256(),
				loaded.loadedAt(), champion);
	}

	private static String kind(Lexicon.Kind kind) {
		return switch (kind) {
			case VALENCE_AROUSAL -> "valenceArousal";
			case GROUP -> "group";
			case FEATURES -> "features";
		};
	}

	/// The bytes of the file, as the body or its only part.
	private byte[] content(HttpServletRequest request) throws IOException, ServletException {
		String type = request.getContentType();
		if (type == null || !type.regionMatches(true, 0, "multipart/", 0, "multipart/".length())) {
			return read(request.getInputStream());
		}
		List<Part> parts = List.copyOf(request.getParts());
		if (parts.size() != 1 || !parts.getFirst().getName().equals("file")) {
			throw new ProblemException(ProblemType.INVALID_UPLOAD,
					"The upload has one part, 'file': the CSV, as in curl -X PUT -F file=@lexicon.csv.");
		}
		try (InputStream in = parts.getFirst().getInputStream()) {
			return read(in);
		}
	}

	private byte[] read(InputStream in) throws IOException {
		int limit = Math.toIntExact(this.properties.maxSize().toBytes());
		byte[] content = in.readNBytes(limit + 1);
		if (content.length > limit) {
			throw new ProblemException(ProblemType.TOO_LARGE, "The lexicon is larger than " + limit
					+ " bytes; the setting isonet.lexicon.max-size has that limit.");
		}
		return content;
	}

	@Schema(name = "LexiconForm", additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
	record LexiconForm(@Schema(type = "string", format = "binary", requiredMode = Schema.RequiredMode.REQUIRED,
			description = "The lexicon as CSV") String file) {
	}

	@Schema(name = "Lexicon")
	record LexiconAnswer(@Schema(description = "What its numbers are", allowableValues = {
			"valenceArousal", "group", "features" }, example = "valenceArousal", nullable = true) @Nullable String kind,
			@Schema(example = "8") int words,
			@Schema(description = "Of the file", nullable = true,
					example = "9b3783c386f3504b00033b9304501eff098442ad29d79759d43f5a7e77328f85") @Nullable String sha256,
			@Schema(nullable = true) @Nullable Instant loadedAt,
			@Schema(description = "What it adds to the champion", nullable = true) @Nullable FittedAnswer champion){
	}

	@Schema(name = "FittedLexicon")
	record FittedAnswer(PredictionAnswer.VersionName model,
			@Schema(description = "Words that both know, which its vectors follow from", example = "6") int commonWords,
			@Schema(description = "Words that it adds", example = "2") int addedWords,
			@Schema(description = "Why it adds nothing; else null", nullable = true) @Nullable String unusable) {
	}

}
