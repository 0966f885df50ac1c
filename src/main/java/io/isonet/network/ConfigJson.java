package io.isonet.network;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.isonet.audio.AudioFeature;
import io.isonet.audio.FeatureScaler;
import io.isonet.audio.FeatureSchema;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// `config.json`: an [IsoNetConfig] as it is stored beside its weights. Stateless.
public final class ConfigJson {

	private static final int FORMAT = 1;

	private static final JsonMapper JSON = JsonMapper
		.builder(JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
		.enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
		.enable(SerializationFeature.INDENT_OUTPUT)
		.build();

	private ConfigJson() {
	}

	/// Reads a configuration.
	/// @throws InvalidModelException if the JSON is not a configuration of format 1; the
	/// message names the field
	public static IsoNetConfig read(byte[] json) {
		try {
			return JSON.readValue(json, Form.class).config();
		}
		catch (JacksonException ex) {
			throw new InvalidModelException("config.json cannot be read: " + where(ex) + JsonReason.of(ex), ex);
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidModelException("config.json is not valid: " + ex.getMessage(), ex);
		}
	}

	public static byte[] write(IsoNetConfig config) {
		return JSON.writeValueAsBytes(Form.of(config));
	}

	static String where(JacksonException ex) {
		return ex.getPath()
			.stream()
			.map((step) -> (step.getPropertyName() != null) ? step.getPropertyName() : String.valueOf(step.getIndex()))
			.collect(Collectors.collectingAndThen(Collectors.joining("."),
					(path) -> path.isEmpty() ? path : "at " + path + ", "));
	}

	record Form(@JsonProperty(required = true) int format, @JsonProperty(required = true) int vocabularySize,
			@JsonProperty(required = true) int embeddingSize, @JsonProperty(required = true) int attentionSize,
			@JsonProperty(required = true) int hiddenSize, @JsonProperty(required = true) int maxStates,
			@JsonProperty(required = true) int maxWordsPerState, @Nullable Boolean maskPadding,
			@JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String pace, @Nullable Boolean positionInput,
			@Nullable String initialHidden, @Nullable String outputs,
			@JsonProperty(required = true) List<Feature> features) {

		static Form of(IsoNetConfig config) {
			double[] mean = config.scaler().mean();
			double[] deviation = config.scaler().deviation();
			List<Feature> features = IntStream.range(0, config.features()).mapToObj((f) -> {
				AudioFeature feature = config.schema().feature(f);
				return new Feature(feature.name(), feature.unit(), feature.min(), feature.max(), mean[f], deviation[f]);
			}).toList();
			String pace = (config.pace() == IsoNetConfig.Pace.NONE) ? null : name(config.pace());
			return new Form(FORMAT, config.vocabularySize(), config.embeddingSize(), config.attentionSize(),
					config.hiddenSize(), config.maxStates(), config.maxWordsPerState(), config.maskPadding(), pace,
					config.positionInput(), name(config.initialHidden()), name(config.outputs()), features);
		}

		IsoNetConfig config() {
			if (this.format != FORMAT) {
				throw new InvalidModelException("config.json has format " + this.format + ", known is " + FORMAT);
			}
			if (this.features.contains(null)) {
				throw new InvalidModelException("config.json has null among its features");
			}
			IsoNetConfig.Outputs outputs = value("outputs", this.outputs, IsoNetConfig.Outputs.NATURAL);
			if (outputs == IsoNetConfig.Outputs.STANDARD && this.features.stream()
				.anyMatch((feature) -> feature.mean() == null || feature.deviation() == null)) {
				throw new InvalidModelException(
						"config.json has outputs 'standard', so each of its features needs mean and deviation");
			}
			FeatureSchema schema = new FeatureSchema(this.features.stream().map(Feature::feature).toList());
			FeatureScaler scaler = new FeatureScaler(this.features.stream().mapToDouble(Feature::centre).toArray(),
					this.features.stream().mapToDouble(Feature::spread).toArray());
			return new IsoNetConfig(this.vocabularySize, this.embeddingSize, this.attentionSize, this.hiddenSize,
					this.maxStates, this.maxWordsPerState, Boolean.TRUE.equals(this.maskPadding),
					value("pace", this.pace, IsoNetConfig.Pace.NONE), Boolean.TRUE.equals(this.positionInput),
					value("initialHidden", this.initialHidden, IsoNetConfig.InitialHidden.LINEAR), outputs, schema,
					scaler);
		}

		private static String name(Enum<?> value) {
			return value.name().toLowerCase(Locale.ROOT);
		}

		private static <E extends Enum<E>> E value(String field, @Nullable String text, E whenAbsent) {
			if (text == null) {
				return whenAbsent;
			}
			E[] values = whenAbsent.getDeclaringClass().getEnumConstants();
			for (E value : values) {
				if (name(value).equals(text)) {
					return value;
				}
			}
			throw new InvalidModelException("config.json has " + field + " '" + text + "', known are "
					+ Arrays.stream(values).map(Form::name).toList());
		}

	}

	record Feature(@JsonProperty(required = true) String name, @Nullable String unit,
			@JsonProperty(required = true) double min, @JsonProperty(required = true) double max, @Nullable Double mean,
			@Nullable Double deviation) {

		AudioFeature feature() {
			return new AudioFeature(this.name, (this.unit != null) ? this.unit : "", this.min, this.max);
		}

		double centre() {
			return (this.mean != null) ? this.mean : 0;
		}

		double spread() {
			return (this.deviation != null) ? this.deviation : 1;
		}

	}

}
