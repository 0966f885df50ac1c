package io.isonet.evaluation;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.isonet.audio.FeatureSchema;
import io.isonet.dataset.MoodGroup;
import io.isonet.dataset.MoodGroups;
import io.isonet.mood.MoodState;
import io.isonet.network.WordDeviations;

/// Deviations of words by the table of mood groups: a group's deviation over the pooled
/// one. Features that were not measured, and words without a group, have 1.
final class GroupDeviations {

	private GroupDeviations() {
	}

	/// The deviations of words that have a group.
	/// @param words in any spelling
	static WordDeviations of(MoodGroups groups, FeatureSchema schema, Collection<String> words) {
		double[] pooled = groups.scaler().deviation();
		Map<String, double[]> deviations = new LinkedHashMap<>();
		for (String word : words) {
			groups.group(word)
				.ifPresent((group) -> deviations.put(new MoodState(List.of(word)).words().getFirst(),
						relative(group, pooled, schema)));
		}
		return new WordDeviations(schema.size(), deviations);
	}

	private static double[] relative(MoodGroup group, double[] pooled, FeatureSchema schema) {
		double[] relative = new double[schema.size()];
		for (int f = 0; f < relative.length; f++) {
			int measured = FeatureSchema.ELEVEN.indexOf(schema.feature(f).name());
			boolean known = measured >= 0 && group.tracks()[measured] > 0 && group.deviation()[measured] > 0;
			relative[f] = known ? group.deviation()[measured] / pooled[measured] : 1;
		}
		return relative;
	}

}
