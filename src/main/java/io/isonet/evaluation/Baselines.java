package io.isonet.evaluation;

import java.util.ArrayList;
import java.util.List;

import io.isonet.audio.FeatureSchema;
import io.isonet.dataset.MoodGroups;

/// Simple learners, which a network has to beat before it is worth its trouble.
public final class Baselines {

	/// Name of the learner that explains nothing.
	public static final String GLOBAL_MEAN = "global mean";

	/// Name of the learner whose score the others' wins are counted against.
	public static final String POSITION_MEAN = "per-position mean";

	/// Name of the learner that the others are compared with by bootstrap.
	public static final String RIDGE = "ridge";

	/// Name of the learner that is the default preset with a sum in place of the LSTM.
	public static final String WITHOUT_LSTM = "default without LSTM";

	private Baselines() {
	}

	/// All that make sense for a schema: the two that interpolate between mood groups
	/// know
	/// the original eleven features only.
	/// @param groups figures of mood groups, and which word belongs to which
	public static List<Learner> of(FeatureSchema schema, MoodGroups groups) {
		return of(schema, groups, () -> {
		});
	}

	/// The same, followed while they learn.
	/// @param step told before each playlist that a slow one learns from; what it throws
	/// reaches the caller
	public static List<Learner> of(FeatureSchema schema, MoodGroups groups, Runnable step) {
		List<Learner> learners = new ArrayList<>(List.of(new GlobalMean(), new PositionMean(),
				new VectorAutoregression(step), new NearestNeighbours(), new RidgeOnMoods(groups, step)));
		if (schema.names().equals(FeatureSchema.ELEVEN.names())) {
			learners.add(MoodGroupInterpolation.inFoldUnits(groups));
			learners.add(MoodGroupInterpolation.inOwnUnits(groups));
		}
		learners.add(new AnchoredWords(groups, step));
		return List.copyOf(learners);
	}

}
