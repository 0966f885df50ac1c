package io.isonet.network;

/// What the steps of a forward pass need besides weights: computed once for all steps,
/// from the batch alone.
///
/// Shapes: `B` journeys, `T` steps of the longest, `S` slots; row-major.
/// - running `(B, T)`: 1 while a playlist runs, 0 past its end
/// - prior `(B, T, S)`: added to the attention's scores before the softmax, empty where
///   the configuration has none
/// - position `(B, T)`: `u - .5`, empty where the configuration has none
record StepInputs(double[] running, double[] prior, double[] position) {

	/// Far enough below any score for the softmax to give exactly 0, and finite.
	private static final double MASKED = -1e9;

	static final double PACE_FLOOR = 1e-4;

	static StepInputs of(IsoNetConfig config, JourneyBatch batch) {
		int steps = batch.longest();
		double[] running = new double[batch.size() * steps];
		double[] position = new double[config.positionInput() ? running.length : 0];
		double[] prior = new double[config.hasPrior() ? running.length * config.slots() : 0];
		for (int b = 0; b < batch.size(); b++) {
			int[] words = wordsPerState(config, batch.tokens()[b]);
			int length = batch.lengths()[b];
			for (int t = 0; t < steps; t++) {
				int row = b * steps + t;
				// past its end a playlist's step is computed and thrown away: any
				// position does
				double u = Pacing.position(Math.min(t, length - 1), length);
				running[row] = (t < length) ? 1 : 0;
				if (position.length > 0) {
					position[row] = u - .5;
				}
				if (prior.length > 0) {
					fillPrior(config, batch.tokens()[b], words, batch.paces().get(b).at(u), prior,
							row * config.slots());
				}
			}
		}
		return new StepInputs(running, prior, position);
	}

	/// @param u position at the standard pace
	private static void fillPrior(IsoNetConfig config, int[] tokens, int[] words, double u, double[] prior,
			int offset) {
		int states = states(words);
		for (int s = 0; s < tokens.length; s++) {
			int state = s / config.maxWordsPerState();
			boolean padding = tokens[s] == config.paddingId();
			double value = 0;
			if (padding && config.maskPadding()) {
				value = MASKED;
			}
			else if (config.pace() == IsoNetConfig.Pace.STANDARD) {
				// a slot without a word that takes part belongs to no state: its weight
				// is 0
				double weight = padding ? 0 : Pacing.weight(state, states, u);
				value = Math.log(weight + PACE_FLOOR) - Math.log(Math.max(1, words[state]));
			}
			prior[offset + s] = value;
		}
	}

	private static int[] wordsPerState(IsoNetConfig config, int[] tokens) {
		int[] words = new int[config.maxStates()];
		for (int s = 0; s < tokens.length; s++) {
			if (tokens[s] != config.paddingId()) {
				words[s / config.maxWordsPerState()]++;
			}
		}
		return words;
	}

	/// States up to the last one that has a word.
	private static int states(int[] words) {
		int states = words.length;
		while (states > 1 && words[states - 1] == 0) {
			states--;
		}
		return states;
	}

}
