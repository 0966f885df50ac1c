package io.isonet.training;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

import io.isonet.network.ConfigJson;
import io.isonet.network.SpreadJson;
import io.isonet.registry.ModelDraft;
import io.isonet.registry.Provenance;
import io.isonet.registry.Reproduction;
import io.isonet.registry.Sha256;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Makes the files of a version out of a trained model. Thread-safe.
final class ModelArtifacts {

	static final String WEIGHTS = "model.safetensors";

	static final String CONFIG = "config.json";

	static final String METRICS = "metrics.json";

	static final String VOCABULARY = "tokenizer.json";

	static final String SPREAD = "spread.json";

	static final String PAGE = "evaluation.html";

	private static final List<String> NOT_EVALUATED = List
		.of("This version was not evaluated on playlists that it has not seen.");

	private final JsonMapper mapper;

	private final String codeVersion;

	ModelArtifacts(JsonMapper mapper, String codeVersion) {
		this.mapper = mapper;
		this.codeVersion = codeVersion;
	}

	/// A version to be published under the next number.
	ModelDraft draft(TrainedModel trained, @Nullable TrainingEvaluation evaluation, @Nullable Activation activation,
			TrainingSettings settings, TrainingTables.Accepted accepted, Instant started, Instant finished) {
		JsonNode data = this.mapper.readTree(accepted.dataReport());
		String card = ModelCard.ofTraining(trained, evaluation, settings, data);
		ObjectNode metrics = metrics(trained, evaluation, data);
		metrics.set("warnings", this.mapper.valueToTree((evaluation != null) ? evaluation.warnings() : NOT_EVALUATED));
		ObjectNode words = metrics.putObject("words");
		trained.playlistsOfWords().forEach((word, playlists) -> words.putObject(word).put("playlists", playlists));
		metrics.set("activation", this.mapper.valueToTree(activation));
		return draft(settings.model(), settings.preset(), trained, evaluation, metrics, card,
				new Provenance(accepted.dataSha256(), SettingsJson.write(this.mapper, settings), settings.seed(),
						this.codeVersion, started, finished, reproduction(trained, accepted.from())));
	}

	private static @Nullable Reproduction reproduction(TrainedModel trained, TrainingTables.@Nullable Origin from) {
		if (from == null) {
			return null;
		}
		boolean equal = Sha256.of(trained.weights().safetensors()).equals(from.weightsSha256());
		return new Reproduction(from.model(), from.version(), equal);
	}

	ModelDraft draftOfBase(String name, TrainedModel trained, JsonNode data, String card, Provenance provenance) {
		return draft(name, "base", trained, null, metrics(trained, null, data), card, provenance);
	}

	private ModelDraft draft(String name, String preset, TrainedModel trained, @Nullable TrainingEvaluation evaluation,
			JsonNode metrics, String card, Provenance provenance) {
		Map<String, byte[]> files = new LinkedHashMap<>();
		files.put(WEIGHTS, trained.weights().safetensors());
		files.put(CONFIG, ConfigJson.write(trained.config()));
		files.put(VOCABULARY, utf8(trained.vocabulary().toJson()));
		files.put(METRICS, this.mapper.writerWithDefaultPrettyPrinter().writeValueAsBytes(metrics));
		files.put("README.md", utf8(card));
		if (evaluation != null) {
			files.put(PAGE, utf8(EvaluationPage.of(name, evaluation)));
		}
		if (evaluation != null && evaluation.spread() != null) {
			files.put(SPREAD, SpreadJson.write(evaluation.spread()));
		}
		return new ModelDraft(name, files, provenance, preset, trained.config().parameterCount(), OptionalInt.empty());
	}

	private ObjectNode metrics(TrainedModel trained, @Nullable TrainingEvaluation evaluation, JsonNode data) {
		ObjectNode metrics = this.mapper.createObjectNode();
		ObjectNode training = metrics.putObject("training");
		training.put("bestEpoch", trained.bestEpoch());
		ArrayNode epochs = training.putArray("epochs");
		// without the time that they took: equal trainings give equal files
		for (EpochFigures figures : trained.epochs()) {
			epochs.addObject()
				.put("epoch", figures.epoch())
				.put("trainLoss", figures.trainLoss())
				.put("validationLoss", figures.validationLoss());
		}
		ObjectNode start = training.putObject("start");
		start.put("from", SettingNames.of(trained.origin().start()));
		start.put("baseSha256", trained.origin().base());
		ArrayNode words = start.putArray("newWords");
		trained.origin().newWords().forEach(words::add);
		metrics.set("data", data);
		metrics.set("evaluation", this.mapper.valueToTree((evaluation != null) ? evaluation.report() : null));
		metrics.set("skill", this.mapper.valueToTree((evaluation != null) ? evaluation.skill() : Map.of()));
		return metrics;
	}

	private static byte[] utf8(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
