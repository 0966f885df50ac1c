package io.isonet.evaluation;

import java.util.function.Function;

import io.isonet.audio.FeatureScaler;
import io.isonet.dataset.MoodGroups;
import io.isonet.dataset.PlaylistDataset;
import io.isonet.mood.MoodSequence;
import io.isonet.network.Pacing;

/// Leads from mood to mood along the means of their groups: the sum of the groups' vectors
/// in standard units, each weighted by the pace of its word ([WordWeights]). Learns nothing
/// but the units.
final class MoodGroupInterpolation implements Learner {

	/// Share of the groups' distances that playlists show in their own units.
	private static final double SHRINKAGE = .8;

	private final String name;

	private final MoodGroups groups;

	private final Function<PlaylistDataset, FeatureScaler> units;

	private final double factor;

	private MoodGroupInterpolation(String name, MoodGroups groups, Function<PlaylistDataset, FeatureScaler> units,
			double factor) {
		this.name = name;
		this.groups = groups;
		this.units = units;
		this.factor = factor;
	}

	/// In the units of the playlists learned from, times .8.
	static MoodGroupInterpolation inFoldUnits(MoodGroups groups) {
		return new MoodGroupInterpolation("mood groups, in the playlists' units", groups, StandardUnits::of, SHRINKAGE);
	}

	/// In the units of the table, as it is: it learns nothing at all.
	static MoodGroupInterpolation inOwnUnits(MoodGroups groups) {
		return new MoodGroupInterpolation("mood groups, in their own units", groups, (fold) -> groups.scaler(), 1);
	}

	@Override
	public String name() {
		return this.name;
	}

	@Override
	public FittedModel learn(PlaylistDataset fold, long seed) {
		FeatureScaler scaler = this.units.apply(fold);
		return (moods, length) -> StandardUnits.natural(scaler, standard(moods, length, scaler.size()));
	}

	private double[][] standard(MoodSequence moods, int length, int features) {
		double[][] rows = new double[length][features];
		for (int t = 0; t < length; t++) {
			double[] row = rows[t];
			WordWeights.at(moods, Pacing.position(t, length)).forEach((word, weight) -> {
				double[] vector = this.groups.standardVector(word);
				for (int f = 0; f < features; f++) {
					row[f] += this.factor * weight * vector[f];
				}
			});
		}
		return rows;
	}

}
