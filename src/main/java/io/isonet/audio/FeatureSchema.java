package io.isonet.audio;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The features that a model speaks, in the order of its output. Immutable.
///
/// @param features 1 to 64 features with different names
public record FeatureSchema(List<AudioFeature> features) {

	/// The eleven audio features of the original data, in its order: `[0, 1]` each, but
	/// key as pitch class, loudness in decibels and tempo in beats per minute.
	public static final FeatureSchema ELEVEN = new FeatureSchema(List.of(new AudioFeature("acousticness", "", 0, 1),
			new AudioFeature("danceability", "", 0, 1), new AudioFeature("energy", "", 0, 1),
			new AudioFeature("instrumentalness", "", 0, 1), new AudioFeature("key", "pitch class", 0, 11),
			new AudioFeature("liveness", "", 0, 1), new AudioFeature("loudness", "dB", -60, 5),
			new AudioFeature("mode", "", 0, 1), new AudioFeature("speechiness", "", 0, 1),
			new AudioFeature("tempo", "BPM", 30, 250), new AudioFeature("valence", "", 0, 1)));

	public FeatureSchema {
		features = List.copyOf(features);
		if (features.isEmpty() || features.size() > 64) {
			throw new IllegalArgumentException("a schema has 1 to 64 features, not " + features.size());
		}
		Set<String> names = new HashSet<>();
		for (AudioFeature feature : features) {
			if (!names.add(feature.name())) {
				throw new IllegalArgumentException("feature '" + feature.name() + "' stands twice in the schema");
			}
		}
	}

	public int size() {
		return this.features.size();
	}

	public AudioFeature feature(int index) {
		return this.features.get(index);
	}

	public List<String> names() {
		return this.features.stream().map(AudioFeature::name).toList();
	}

	/// Position of a feature in a row, or -1 where the schema lacks it.
	public int indexOf(String name) {
		return names().indexOf(name);
	}

}
