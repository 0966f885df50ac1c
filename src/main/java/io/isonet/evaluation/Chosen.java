package io.isonet.evaluation;

import java.util.List;
import java.util.function.Consumer;

import io.isonet.dataset.PlaylistDataset;

/// A choice among learners that is a part of learning: the one that does best in a
/// cross-validation of the playlists that it is handed learns them all. In a
/// [CrossValidation] of its own that is a nested one, in which no setting is chosen on a
/// playlist that it is measured on.
///
/// Of equals the first is chosen, and where the playlists allow no evaluation too.
public final class Chosen implements Learner {

	/// Parts of the inner cross-validation.
	private static final int PARTS = 5;

	private final String name;

	private final List<Learner> candidates;

	private final Consumer<Learner> told;

	/// @param name of its row
	/// @param candidates one or more, with different names
	/// @param told each choice
	public Chosen(String name, List<Learner> candidates, Consumer<Learner> told) {
		this.name = name;
		this.candidates = List.copyOf(candidates);
		this.told = told;
	}

	@Override
	public String name() {
		return this.name;
	}

	@Override
	public boolean spreads() {
		return this.candidates.stream().allMatch(Learner::spreads);
	}

	@Override
	public FittedModel learn(PlaylistDataset fold, long seed) {
		Learner best = best(fold, seed);
		this.told.accept(best);
		return best.learn(fold, seed);
	}

	private Learner best(PlaylistDataset fold, long seed) {
		Folds parts;
		try {
			parts = Folds.parts(fold, PARTS, seed);
		}
		catch (EvaluationRefusedException ex) {
			return this.candidates.getFirst();
		}
		List<EvaluationReport.Row> rows = new CrossValidation(this.candidates, seed, (part, count, model) -> {
			// who may end it is asked by the learners
		}).run(parts, "").rows();
		int best = 0;
		for (int c = 1; c < rows.size(); c++) {
			if (rows.get(c).mseZ() < rows.get(best).mseZ()) {
				best = c;
			}
		}
		return this.candidates.get(best);
	}

}
