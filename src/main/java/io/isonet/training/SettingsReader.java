package io.isonet.training;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.isonet.audio.AudioFeature;
import io.isonet.audio.FeatureSchema;
import io.isonet.dataset.Augmentation;
import io.isonet.network.EngineName;
import io.isonet.network.IsoNetConfig;
import io.isonet.network.IsoNetConfig.InitialHidden;
import io.isonet.network.IsoNetConfig.Outputs;
import io.isonet.network.IsoNetConfig.Pace;
import io.isonet.network.IsoNetLoss;
import io.isonet.problem.Excerpt;
import io.isonet.problem.JsonFault;
import io.isonet.problem.ProblemError;
import org.apache.commons.text.similarity.LevenshteinDistance;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads the settings of a request onto a preset, and reports every fault of them
/// together. Not thread-safe: one for each request.
final class SettingsReader {

	private static final Pattern MODEL_NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");

	/// Settings of what a training does with its result, which an evaluation has not.
	static final Set<String> OF_TRAININGS = Set.of("model", "activate");

	private static final int MOST_ERRORS = 100;

	private final Set<String> known = new TreeSet<>();

	private final List<ProblemError> errors = new ArrayList<>();

	private final JsonNode settings;

	private SettingsReader(JsonNode settings) {
		this.settings = settings;
	}

	/// @param json the settings as JSON, empty for the default preset as it is
	/// @throws InvalidSettingsException with everything that is unknown, of the wrong
	/// type or out of range
	static TrainingSettings read(JsonMapper mapper, byte[] json) {
		return reader(mapper, json).read();
	}

	/// Reads the settings of what is to be evaluated; without a method it is
	/// cross-validation.
	/// @throws InvalidSettingsException as [#read], and for what has no effect in an
	/// evaluation
	static TrainingSettings readOfEvaluation(JsonMapper mapper, byte[] json) {
		SettingsReader reader = reader(mapper, json);
		reader.checkEvaluation();
		TrainingSettings read = reader.read();
		return (read.evaluation() == EvaluationMethod.AUTO) ? read.with(EvaluationMethod.CROSS_VALIDATION) : read;
	}

	private static SettingsReader reader(JsonMapper mapper, byte[] json) {
		JsonNode node;
		try {
			node = (json.length == 0) ? mapper.createObjectNode() : mapper.readTree(json);
		}
		catch (JacksonException ex) {
			throw new InvalidSettingsException(JsonFault.of(ex).detail(), List.of());
		}
		if (!node.isObject()) {
			throw new InvalidSettingsException("The settings are a JSON object, such as {\"preset\": \"notebook\"}.",
					List.of());
		}
		return new SettingsReader(node);
	}

	private TrainingSettings read() {
		TrainingSettings base = choice("preset", Preset.DEFAULT, Preset.class).settings();
		Start start = choice("start", base.start(), Start.class);
		TrainingSettings read = new TrainingSettings(base.preset(), integer("epochs", 1, 10_000, base.epochs()),
				integer("batchSize", 1, 1024, base.batchSize()),
				choice("optimizer", base.optimizer(), OptimizerName.class),
				decimal("learningRate", 1e-8, 10, base.learningRate()),
				decimal("weightDecay", 0, 1, base.weightDecay()), decimal("dropout", 0, .9, base.dropout()),
				integer("embeddingSize", 1, IsoNetConfig.MAX_SIZE, base.embeddingSize()),
				integer("attentionSize", 1, IsoNetConfig.MAX_SIZE, base.attentionSize()),
				integer("hiddenSize", 1, IsoNetConfig.MAX_SIZE, base.hiddenSize()),
				integer("maxStates", 1, IsoNetConfig.MAX_SLOTS_PER_SIDE, base.maxStates()),
				integer("maxWordsPerState", 1, IsoNetConfig.MAX_SLOTS_PER_SIDE, base.maxWordsPerState()),
				bool("shuffle", base.shuffle()), whole("seed", base.seed()),
				decimal("validationShare", 0, .5, base.validationShare()),
				integer("patience", 0, 10_000, base.patience()), decimal("gradientClip", 0, 1000, base.gradientClip()),
				choice("scaling", base.scaling(), Outputs.class), bool("maskPadding", base.maskPadding()),
				choice("pace", base.pace(), Pace.class), bool("positionInput", base.positionInput()),
				choice("initialHidden", base.initialHidden(), InitialHidden.class),
				choice("loss", base.loss(), IsoNetLoss.class), choice("error", base.error(), ErrorName.class),
				decimal("huberDelta", .01, 100, base.huberDelta()), integer("components", 0, 64, base.components()),
				augmentation(base.augmentation()), start, choice("schedule", base.schedule(), Schedule.class),
				anchor("wordAnchor", "word vectors", base.wordAnchor(), start),
				anchor("weightAnchor", "weights", base.weightAnchor(), start),
				integer("validationFrom", 0, 1_000_000, validationFrom(base)),
				choice("evaluation", base.evaluation(), EvaluationMethod.class), features(base.features()),
				model(base.model()), choice("activate", base.activate(), Activate.class),
				choice("engine", base.engine(), EngineName.class));
		checkUnknown();
		if (read.activate() == Activate.IF_BETTER && read.evaluation() == EvaluationMethod.NONE) {
			this.errors.add(ProblemError.at("/activate",
					"activate is ifBetter, which an evaluation decides, and evaluation is none: leave one of them out."));
		}
		checkErrors(read);
		if (!this.errors.isEmpty()) {
			throw new InvalidSettingsException(
					this.errors.size() + ((this.errors.size() == 1) ? " fault: " : " faults, the first: ")
							+ this.errors.getFirst().detail(),
					this.errors);
		}
		return read;
	}

	private void checkErrors(TrainingSettings read) {
		if (this.settings.has("huberDelta") && read.error() != ErrorName.HUBER) {
			this.errors.add(ProblemError.at("/huberDelta", "huberDelta is of the error huber, and error is "
					+ SettingNames.of(read.error()) + ": leave it out, or set error to huber."));
		}
		int features = read.features().size();
		if (read.components() > features) {
			this.errors.add(ProblemError.at("/components",
					"components is at most the number of features, " + features + ", not " + read.components() + "."));
		}
		if (read.components() > 0 && read.error() == ErrorName.CROSS_ENTROPY) {
			this.errors.add(ProblemError.at("/error",
					"error is crossEntropy, which is of features, and components learns others: leave one of them out."));
		}
	}

	private Augmentation augmentation(Augmentation base) {
		return new Augmentation(decimal("reversedShare", 0, 1, base.reversed()),
				decimal("croppedShare", 0, 1, base.cropped()), decimal("featureNoise", 0, 10, base.noise()));
	}

	/// Who names a share wants it, whatever the number of playlists.
	private int validationFrom(TrainingSettings base) {
		return this.settings.has("validationShare") ? 0 : base.validationFrom();
	}

	/// What an evaluation does nothing with.
	private void checkEvaluation() {
		for (String name : new TreeSet<>(OF_TRAININGS)) {
			if (value(name) != null) {
				this.errors.add(ProblemError.at("/" + name,
						name + " says what becomes of a version, and an evaluation publishes none: leave it out."));
			}
		}
		JsonNode method = value("evaluation");
		if (method != null && SettingNames.of(EvaluationMethod.NONE).equalsIgnoreCase(method.asString(""))) {
			this.errors.add(ProblemError.at("/evaluation",
					"evaluation is none, and an evaluation is asked for: say crossValidation or holdout, or leave it out."));
		}
	}

	/// Nothing is held at a base where there is none.
	private double anchor(String name, String held, double otherwise, Start start) {
		double anchor = decimal(name, 0, 1e6, otherwise);
		if (start != Start.RANDOM) {
			return anchor;
		}
		if (this.settings.has(name) && anchor > 0) {
			this.errors.add(ProblemError.at("/" + name,
					name + " holds " + held + " at a base, and start is random: leave it out, or set start to base."));
		}
		return 0;
	}

	private int integer(String name, int min, int max, int otherwise) {
		JsonNode value = value(name);
		if (value == null) {
			return otherwise;
		}
		if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < min
				|| value.longValue() > max) {
			return fault(name, value, "a whole number from " + min + " to " + max, otherwise);
		}
		return value.intValue();
	}

	private long whole(String name, long otherwise) {
		JsonNode value = value(name);
		if (value == null) {
			return otherwise;
		}
		if (!value.isIntegralNumber() || !value.canConvertToLong()) {
			return fault(name, value, "a whole number of 64 bits", otherwise);
		}
		return value.longValue();
	}

	private double decimal(String name, double min, double max, double otherwise) {
		JsonNode value = value(name);
		if (value == null) {
			return otherwise;
		}
		if (!value.isNumber() || !(value.doubleValue() >= min && value.doubleValue() <= max)) {
			return fault(name, value, "a number from " + plain(min) + " to " + plain(max), otherwise);
		}
		return value.doubleValue();
	}

	private boolean bool(String name, boolean otherwise) {
		JsonNode value = value(name);
		if (value == null) {
			return otherwise;
		}
		return value.isBoolean() ? value.booleanValue() : fault(name, value, "true or false", otherwise);
	}

	private <E extends Enum<E>> E choice(String name, E otherwise, Class<E> type) {
		JsonNode value = value(name);
		if (value == null) {
			return otherwise;
		}
		Map<String, E> choices = Arrays.stream(type.getEnumConstants())
			.collect(Collectors.toMap(SettingNames::of, Function.identity()));
		return choices.entrySet()
			.stream()
			.filter((choice) -> value.isString() && choice.getKey().equalsIgnoreCase(value.stringValue()))
			.map(Map.Entry::getValue)
			.findFirst()
			.orElseGet(() -> fault(name, value, "one of " + String.join(", ", new TreeSet<>(choices.keySet())),
					otherwise));
	}

	private String model(String otherwise) {
		JsonNode value = value("model");
		if (value == null) {
			return otherwise;
		}
		if (!value.isString() || !MODEL_NAME.matcher(value.stringValue()).matches()) {
			return fault("model", value, "1 to 64 of a-z, 0-9 and -, not beginning with -", otherwise);
		}
		return value.stringValue();
	}

	private FeatureSchema features(FeatureSchema otherwise) {
		JsonNode value = value("features");
		if (value == null) {
			return otherwise;
		}
		String form = "a list of 1 to 64 features, each {\"name\": \"energy\", \"unit\": \"\", \"min\": 0, \"max\": 1}";
		if (!value.isArray() || value.isEmpty() || value.size() > 64) {
			return fault("features", value, form, otherwise);
		}
		List<AudioFeature> features = new ArrayList<>();
		Set<String> names = new HashSet<>();
		for (int i = 0; i < value.size(); i++) {
			try {
				AudioFeature feature = feature(value.get(i), form);
				if (!names.add(feature.name())) {
					throw new IllegalArgumentException("the name '" + feature.name() + "' stands twice");
				}
				features.add(feature);
			}
			catch (IllegalArgumentException ex) {
				this.errors.add(ProblemError.at("/features/" + i, "features[" + i + "]: " + ex.getMessage() + "."));
			}
		}
		return (features.size() == value.size()) ? new FeatureSchema(features) : otherwise;
	}

	private static AudioFeature feature(JsonNode node, String form) {
		Set<String> fields = node.propertyNames().stream().collect(Collectors.toSet());
		if (!node.isObject() || !fields.containsAll(Set.of("name", "min", "max"))
				|| !Set.of("name", "unit", "min", "max").containsAll(fields) || !node.get("name").isString()
				|| !node.get("min").isNumber() || !node.get("max").isNumber()
				|| (node.has("unit") && !node.get("unit").isString())) {
			throw new IllegalArgumentException("a feature stands in " + form);
		}
		String unit = node.has("unit") ? node.get("unit").stringValue() : "";
		return new AudioFeature(node.get("name").stringValue(), unit, node.get("min").doubleValue(),
				node.get("max").doubleValue());
	}

	private void checkUnknown() {
		for (String name : this.settings.propertyNames()) {
			if (!this.known.contains(name) && this.errors.size() < MOST_ERRORS) {
				List<String> nearest = this.known.stream()
					.filter((candidate) -> new LevenshteinDistance(3).apply(name.toLowerCase(Locale.ROOT),
							candidate.toLowerCase(Locale.ROOT)) >= 0)
					.limit(3)
					.toList();
				String shown = Excerpt.unquoted(name);
				this.errors.add(ProblemError.at("/" + shown.replace("~", "~0").replace("/", "~1"),
						"Unknown setting '" + shown + "'.", nearest));
			}
		}
	}

	private @Nullable JsonNode value(String name) {
		this.known.add(name);
		JsonNode value = this.settings.get(name);
		return (value == null || value.isNull()) ? null : value;
	}

	private <T> T fault(String name, JsonNode found, String right, T otherwise) {
		this.errors
			.add(ProblemError.at("/" + name, name + " is " + right + ", not " + Excerpt.unquoted(shown(found)) + "."));
		return otherwise;
	}

	private static String shown(JsonNode found) {
		double number = found.isFloatingPointNumber() ? found.doubleValue(Double.NaN) : Double.NaN;
		return (Math.abs(number) < 1e15) ? plain(number) : found.toString();
	}

	private static String plain(double number) {
		return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
	}

}
