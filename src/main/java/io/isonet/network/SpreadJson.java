package io.isonet.network;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.isonet.audio.AudioFeature;
import io.isonet.audio.FeatureSchema;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// `spread.json`: a [TrackSpread] as it is stored beside the weights. Stateless.
public final class SpreadJson {

	private static final int FORMAT = 1;

	private static final double[] NONE = {};

	private static final JsonMapper JSON = JsonMapper
		.builder(JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
		.enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
		.build();

	private SpreadJson() {
	}

	/// Reads a spread.
	/// @param schema the features of the network that it belongs to
	/// @throws InvalidModelException if the JSON is not a spread of format 1, or one of
	/// other features
	public static TrackSpread read(byte[] json, FeatureSchema schema) {
		try {
			Form form = JSON.readValue(json, Form.class);
			if (form == null) {
				throw new InvalidModelException("null stands in place of a spread");
			}
			return form.spread(schema);
		}
		catch (JacksonException ex) {
			throw new InvalidModelException("spread.json cannot be read: " + ConfigJson.where(ex) + JsonReason.of(ex),
					ex);
		}
		catch (InvalidModelException ex) {
			throw new InvalidModelException("spread.json is not valid: " + ex.getMessage(), ex);
		}
	}

	/// In UTF-8; equal spreads give equal bytes.
	public static byte[] write(TrackSpread spread) {
		return JSON.writeValueAsBytes(Form.of(spread));
	}

	record Form(@JsonProperty(required = true) int format, @JsonProperty(required = true) List<FeatureForm> features,
			@JsonProperty(required = true) Map<String, double[]> words) {

		static Form of(TrackSpread spread) {
			return new Form(FORMAT, spread.features().stream().map(FeatureForm::of).toList(),
					new LinkedHashMap<>(spread.deviations().words()));
		}

		TrackSpread spread(FeatureSchema schema) {
			if (this.format != FORMAT) {
				throw new InvalidModelException("it has format " + this.format + ", known is " + FORMAT);
			}
			if (this.features == null || this.features.contains(null) || this.words == null
					|| this.words.containsValue(null)) {
				throw new InvalidModelException("null stands in place of features or words, or among them");
			}
			List<String> names = this.features.stream().map(FeatureForm::name).toList();
			if (!names.equals(schema.names())) {
				throw new InvalidModelException("it has the features " + names + ", config.json has " + schema.names());
			}
			List<TrackSpread.Feature> spreads = new ArrayList<>(names.size());
			for (int f = 0; f < names.size(); f++) {
				spreads.add(this.features.get(f).spread(schema.feature(f)));
			}
			return new TrackSpread(spreads, new WordDeviations(schema.size(), this.words));
		}

	}

	record FeatureForm(@JsonProperty(required = true) String name, @JsonProperty(required = true) String kind,
			@JsonInclude(JsonInclude.Include.NON_NULL) double @Nullable [] quantiles) {

		static FeatureForm of(TrackSpread.Feature spread) {
			return new FeatureForm(spread.feature().name(), name(spread.kind()),
					(spread.kind() != TrackSpread.Kind.PROBABILITY) ? spread.quantiles() : null);
		}

		TrackSpread.Feature spread(AudioFeature feature) {
			return new TrackSpread.Feature(feature, kind(feature), (this.quantiles != null) ? this.quantiles : NONE);
		}

		private TrackSpread.Kind kind(AudioFeature feature) {
			for (TrackSpread.Kind kind : TrackSpread.Kind.values()) {
				if (name(kind).equals(this.kind)) {
					return kind;
				}
			}
			throw new InvalidModelException("feature '" + feature.name() + "' is of the kind '" + this.kind
					+ "', known are residuals, tracks and probability");
		}

		private static String name(TrackSpread.Kind kind) {
			return kind.name().toLowerCase(Locale.ROOT);
		}

	}

}
