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
		return (moods, length) -> StandardUnits.natural(scaler, standard(moods, length));
	}

	private double[][] standard(MoodSequence moods, int length) {
		double[][] rows = new double[length][];
		for (int t = 0; t < length; t++) {
			rows[t] = blend(this.groups, moods, Pacing.position(t, length));
			for (int f = 0; f < rows[t].length; f++) {
				rows[t][f] *= this.factor;
			}
		}
		return rows;
	}

	/// The means of the groups of a journey's words at a position, `[F]` in the groups'
	/// standard units.
	static double[] blend(MoodGroups groups, MoodSequence moods, double u) {
		double[] blend = new double[groups.scaler().size()];
		WordWeights.at(moods, u).forEach((word, weight) -> {
			double[] vector = groups.standardVector(word);
			for (int f = 0; f < blend.length; f++) {
				blend[f] += weight * vector[f];
			}
		});
		return blend;
	}

}
