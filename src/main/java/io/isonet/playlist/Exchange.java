package io.isonet.playlist;

/// Makes a playlist cheaper by exchanging two tracks at a time, and three neighbours, until no such exchange makes it
/// cheaper. Not thread-safe.
final class Exchange {

	/// Less is rounding.
	private static final double LEAST_GAIN = 1e-9;

	private static final int MOST_SWEEPS = 20;

	private final AssemblyProblem problem;

	private final Lineup lineup;

	/// @param choice that breaks no rule
	Exchange(AssemblyProblem problem, int[] choice) {
		this.problem = problem;
		this.lineup = new Lineup(problem);
		for (int t = 0; t < choice.length; t++) {
			this.lineup.put(t, choice[t]);
		}
	}

	/// @return a choice that costs no more and breaks no rule
	int[] improve() {
		int[] choice = this.lineup.choice();
		boolean better = true;
		for (int sweep = 0; better && sweep < MOST_SWEEPS; sweep++) {
			better = false;
			for (int t = 0; t < choice.length; t++) {
				better |= replace(t);
				for (int other = t + 1; other < choice.length; other++) {
					better |= exchange(t, other);
				}
			}
			for (int t = 0; t + 2 < choice.length; t++) {
				better |= exchangeThree(t);
			}
		}
		return choice.clone();
	}

	private boolean replace(int position) {
		int[] choice = this.lineup.choice();
		double least = cost(position, choice[position]) - LEAST_GAIN;
		int best = -1;
		for (int c = 0; c < size(position); c++) {
			double cost = cost(position, c);
			if (cost < least && this.lineup.allows(position, c)) {
				least = cost;
				best = c;
			}
		}
		if (best >= 0) {
			this.lineup.put(position, best);
		}
		return best >= 0;
	}

	/// @param second behind `first`
	private boolean exchange(int first, int second) {
		boolean adjacent = second == first + 1;
		int before = this.lineup.choice()[first];
		int after = this.lineup.choice()[second];
		this.lineup.clear(first);
		this.lineup.clear(second);
		double least = pair(first, before, second, after, adjacent) - LEAST_GAIN;
		double cheapest = Double.POSITIVE_INFINITY;
		double[] seconds = new double[size(second)];
		for (int s = 0; s < seconds.length; s++) {
			seconds[s] = cost(second, s);
			cheapest = Math.min(cheapest, seconds[s]);
		}
		int bestFirst = before;
		int bestSecond = after;
		for (int f = 0; f < size(first); f++) {
			double own = cost(first, f);
			if (own + cheapest >= least || !this.lineup.allows(first, f)) {
				continue;
			}
			this.lineup.put(first, f);
			for (int s = 0; s < seconds.length; s++) {
				double cost = own + seconds[s] + (adjacent ? this.problem.transitions()[first][f][s] : 0);
				if (cost < least && this.lineup.allows(second, s)) {
					least = cost;
					bestFirst = f;
					bestSecond = s;
				}
			}
			this.lineup.clear(first);
		}
		this.lineup.put(first, bestFirst);
		this.lineup.put(second, bestSecond);
		return bestFirst != before || bestSecond != after;
	}

	private double pair(int first, int f, int second, int s, boolean adjacent) {
		return cost(first, f) + cost(second, s) + (adjacent ? this.problem.transitions()[first][f][s] : 0);
	}

	/// A position and the two behind it.
	private boolean exchangeThree(int first) {
		int[] stood = { this.lineup.choice()[first], this.lineup.choice()[first + 1], this.lineup.choice()[first + 2] };
		for (int i = 0; i < 3; i++) {
			this.lineup.clear(first + i);
		}
		double[][][] transitions = this.problem.transitions();
		double[] costs = this.problem.positions().get(first + 1).costs();
		double least = cost(first, stood[0]) + transitions[first][stood[0]][stood[1]] + costs[stood[1]]
				+ transitions[first + 1][stood[1]][stood[2]] + cost(first + 2, stood[2]) - LEAST_GAIN;
		double[] lasts = new double[size(first + 2)];
		double cheapest = Double.POSITIVE_INFINITY;
		for (int c = 0; c < lasts.length; c++) {
			lasts[c] = cost(first + 2, c);
			cheapest = Math.min(cheapest, lasts[c]);
		}
		int[] best = stood;
		for (int a = 0; a < size(first); a++) {
			double one = cost(first, a);
			if (one + costs[0] + cheapest >= least || !this.lineup.allows(first, a)) {
				continue;
			}
			this.lineup.put(first, a);
			for (int b = 0; b < costs.length; b++) {
				double two = one + transitions[first][a][b] + costs[b];
				if (two + cheapest >= least || !this.lineup.allows(first + 1, b)) {
					continue;
				}
				this.lineup.put(first + 1, b);
				for (int c = 0; c < lasts.length; c++) {
					double cost = two + transitions[first + 1][b][c] + lasts[c];
					if (cost < least && this.lineup.allows(first + 2, c)) {
						least = cost;
						best = new int[] { a, b, c };
					}
				}
				this.lineup.clear(first + 1);
			}
			this.lineup.clear(first);
		}
		for (int i = 0; i < 3; i++) {
			this.lineup.put(first + i, best[i]);
		}
		return best != stood;
	}

	/// What a candidate costs at a position beside those neighbours that stand.
	private double cost(int position, int candidate) {
		double cost = this.problem.positions().get(position).costs()[candidate];
		int[] choice = this.lineup.choice();
		if (position > 0 && choice[position - 1] >= 0) {
			cost += this.problem.transitions()[position - 1][choice[position - 1]][candidate];
		}
		if (position + 1 < choice.length && choice[position + 1] >= 0) {
			cost += this.problem.transitions()[position][candidate][choice[position + 1]];
		}
		return cost;
	}

	private int size(int position) {
		return this.problem.positions().get(position).size();
	}

}
