package io.isonet.training;

import java.util.Objects;
import java.util.Optional;

import io.isonet.mood.MoodVocabulary;
import io.isonet.problem.ProblemException;
import io.isonet.problem.ProblemType;
import io.isonet.registry.ModelFile;
import io.isonet.registry.ModelRegistry;
import io.isonet.registry.ModelVersion;
import io.isonet.registry.Provenance;
import io.isonet.registry.Sha256;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Finds what versions were trained with, so that they can be trained again or evaluated. Thread-safe.
final class TrainedVersions {

	private static final ProblemType NOT_REPRODUCIBLE = new ProblemType("not-reproducible",
			"The version cannot be trained again", 422);

	private static final ProblemType NOT_EVALUABLE = new ProblemType("not-evaluable", "The version cannot be evaluated",
			422);

	private final ModelRegistry registry;

	private final TrainingTables tables;

	private final JsonMapper mapper;

	TrainedVersions(ModelRegistry registry, TrainingTables tables, JsonMapper mapper) {
		this.registry = registry;
		this.tables = tables;
		this.mapper = mapper;
	}

	/// What a version was trained with.
	/// @param kind what is to be done with it
	/// @throws io.isonet.registry.ModelNotFoundException if there is no such version
	/// @throws ProblemException if its data or its settings are not known here: 422
	/// `not-reproducible`, `not-evaluable`
	Recipe recipe(JobKind kind, String model, String versionOrAlias) {
		ModelVersion version = this.registry.version(model, versionOrAlias);
		Provenance provenance = version.manifest().provenance();
		if (provenance == null) {
			throw impossible(kind, version,
					"It was imported without a manifest, so that nobody knows what it was trained with.");
		}
		byte[] data = this.tables.data(provenance.dataSha256())
			.filter((content) -> Sha256.of(content).equals(provenance.dataSha256()))
			.orElseThrow(() -> impossible(kind, version,
					"Its training data, SHA-256 " + provenance.dataSha256()
							+ ", was never uploaded here for a training: send it with POST /api/v1/" + kind.word()
							+ "s as 'file', with the settings of its manifest"
							+ ((kind == JobKind.EVALUATION) ? " without model and activate." : ".")));
		MoodVocabulary vocabulary = MoodVocabulary.read(this.registry.artifact(version, ModelArtifacts.VOCABULARY));
		ModelFile weights = Objects.requireNonNull(version.manifest().files().get(ModelArtifacts.WEIGHTS));
		return new Recipe(new TrainingTables.Origin(version.model(), version.number(), weights.sha256()), data,
				vocabulary, settings(kind, version, provenance));
	}

	private TrainingSettings settings(JobKind kind, ModelVersion version, Provenance provenance) {
		try {
			ObjectNode settings = SettingsJson.completed((ObjectNode) provenance.settings().deepCopy());
			// under the name that the version has now, and seen before it is used
			settings.put("model", version.model()).put("activate", SettingNames.of(Activate.NEVER));
			return SettingsReader.read(this.mapper, this.mapper.writeValueAsBytes(settings));
		}
		catch (ClassCastException | InvalidSettingsException ex) {
			throw impossible(kind, version,
					"The settings in its manifest are not those of a training of this service.");
		}
	}

	private static ProblemException impossible(JobKind kind, ModelVersion version, String reason) {
		boolean training = kind == JobKind.TRAINING;
		return new ProblemException(training ? NOT_REPRODUCIBLE : NOT_EVALUABLE,
				"Version " + version.number() + " of model '" + version.model() + "' cannot be "
						+ (training ? "trained again" : "evaluated") + ". " + reason);
	}

	/// @param origin the version
	/// @param data its training data, CSV
	/// @param vocabulary every word that it knows
	/// @param settings its settings, without activation
	record Recipe(TrainingTables.Origin origin, byte[] data, MoodVocabulary vocabulary, TrainingSettings settings) {

		JobAcceptance.Order order() {
			return new JobAcceptance.Order(Upload.of(this.data), Optional.of(this.vocabulary), this.settings,
					this.origin);
		}

	}

}
