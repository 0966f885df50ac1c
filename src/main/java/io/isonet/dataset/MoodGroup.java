package io.isonet.dataset;

import java.util.List;

/// Moods that were measured together, and how the tracks that people chose for them
/// sound.
///
/// @param number from 1
/// @param words of the group, in lower case
/// @param mean `[F]` in natural units, in the order of `FeatureSchema.ELEVEN`
/// @param deviation `[F]` standard deviation of the tracks, in natural units
/// @param tracks `[F]` number of tracks behind each mean, 0 for key, which was not
/// measured
public record MoodGroup(int number, List<String> words, double[] mean, double[] deviation, int[] tracks) {

	public MoodGroup {
		words = List.copyOf(words);
		mean = mean.clone();
		deviation = deviation.clone();
		tracks = tracks.clone();
	}

	@Override
	public double[] mean() {
		return this.mean.clone();
	}

	@Override
	public double[] deviation() {
		return this.deviation.clone();
	}

	@Override
	public int[] tracks() {
		return this.tracks.clone();
	}

}
