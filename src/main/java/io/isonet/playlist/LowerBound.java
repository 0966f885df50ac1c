package io.isonet.playlist;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/// What any playlist costs at least: the cheapest path through candidates that need not obey the rules but between
/// neighbours, and through one more node at each position that stands for every track that is no candidate, at what that costs at
/// least. Breaking a rule is then made dearer step by step (Lagrangian relaxation with subgradient steps; Fisher, 1981), which raises the
/// bound. Not thread-safe.
final class LowerBound {

	private static final int STEPS = 150;

	/// Steps without a better bound after which they get smaller.
	private static final int PATIENCE = 8;

	private final AssemblyProblem problem;

	/// Limits of what may stand how often, with the price of standing there once.
	private final Map<Group, Integer> groups = new HashMap<>();

	private final int[] most;

	/// By position and candidate: the groups that count it.
	private final int[][][] members;

	LowerBound(AssemblyProblem problem) {
		this.problem = problem;
		this.members = new int[problem.length()][][];
		for (int t = 0; t < problem.length(); t++) {
			this.members[t] = Arrays.stream(problem.positions().get(t).tracks())
				.map(this::groups)
				.toArray(int[][]::new);
		}
		this.most = new int[this.groups.size()];
		this.groups.forEach((group, index) -> this.most[index] = group.most());
	}

	private int[] groups(AssemblyProblem.Candidate track) {
		AssemblyProblem.Rules rules = this.problem.rules();
		int[] own = new int[2 + track.artists().length];
		int count = 0;
		own[count++] = index(new Group(Kind.RECORDING, track.recording(), 1));
		if (rules.perAlbum() < this.problem.length() && track.album() >= 0) {
			own[count++] = index(new Group(Kind.ALBUM, track.album(), rules.perAlbum()));
		}
		if (rules.perArtist() < this.problem.length()) {
			for (int artist : track.artists()) {
				own[count++] = index(new Group(Kind.ARTIST, artist, rules.perArtist()));
			}
		}
		return Arrays.copyOf(own, count);
	}

	private int index(Group group) {
		return this.groups.computeIfAbsent(group, (one) -> this.groups.size());
	}

	/// What the positions after each candidate cost at least: `[position][candidate]`.
	double[][] rest() {
		return new Path(new double[this.most.length]).rest;
	}

	/// The highest bound that was found.
	/// @param cost of a playlist, which the bound cannot exceed
	double raise(double cost) {
		double[] prices = new double[this.most.length];
		double best = Double.NEGATIVE_INFINITY;
		double scale = 1;
		int since = 0;
		for (int step = 0; step < STEPS && best < cost; step++) {
			Path path = new Path(prices);
			if (path.bound() > best) {
				best = path.bound();
				since = 0;
			}
			else if (++since == PATIENCE) {
				scale /= 2;
				since = 0;
			}
			int[] over = path.over();
			double norm = Arrays.stream(over).mapToDouble((x) -> (double) x * x).sum();
			if (norm == 0) {
				break;
			}
			double length = scale * (cost - path.bound()) / norm;
			for (int g = 0; g < prices.length; g++) {
				prices[g] = Math.max(0, prices[g] + length * over[g]);
			}
		}
		return best;
	}

	/// The cheapest path at some prices, by dynamic programming from the last position.
	private final class Path {

		private final double[] prices;

		/// The candidate behind the last stands for every other track.
		private final double[][] rest;

		private final int[][] next;

		Path(double[] prices) {
			this.prices = prices;
			int length = LowerBound.this.problem.length();
			this.rest = new double[length][];
			this.next = new int[length][];
			for (int t = length - 1; t >= 0; t--) {
				int size = LowerBound.this.problem.positions().get(t).size();
				this.rest[t] = new double[size + 1];
				this.next[t] = new int[size + 1];
				for (int c = 0; t < length - 1 && c <= size; c++) {
					step(t, c, size);
				}
			}
		}

		private void step(int position, int candidate, int size) {
			int others = LowerBound.this.problem.positions().get(position + 1).size();
			double least = Double.POSITIVE_INFINITY;
			int best = others;
			for (int n = 0; n <= others; n++) {
				double between = (candidate == size || n == others) ? 0 : between(position, candidate, n);
				double cost = between + own(position + 1, n) + this.rest[position + 1][n];
				if (cost < least) {
					least = cost;
					best = n;
				}
			}
			this.rest[position][candidate] = least;
			this.next[position][candidate] = best;
		}

		private double between(int position, int candidate, int next) {
			AssemblyProblem.Candidate one = LowerBound.this.problem.positions().get(position).tracks()[candidate];
			AssemblyProblem.Candidate other = LowerBound.this.problem.positions().get(position + 1).tracks()[next];
			boolean allowed = one.recording() != other.recording()
					&& (LowerBound.this.problem.rules().between() == 0 || !one.sharesArtistWith(other));
			return allowed ? LowerBound.this.problem.transitions()[position][candidate][next]
					: Double.POSITIVE_INFINITY;
		}

		private double own(int position, int candidate) {
			AssemblyProblem.Slate slate = LowerBound.this.problem.positions().get(position);
			if (candidate == slate.size()) {
				return slate.otherwise();
			}
			double cost = slate.costs()[candidate];
			for (int group : LowerBound.this.members[position][candidate]) {
				cost += this.prices[group];
			}
			return cost;
		}

		private int first() {
			int first = 0;
			for (int c = 1; c < this.rest[0].length; c++) {
				if (own(0, c) + this.rest[0][c] < own(0, first) + this.rest[0][first]) {
					first = c;
				}
			}
			return first;
		}

		double bound() {
			double bound = own(0, first()) + this.rest[0][first()];
			for (int g = 0; g < this.prices.length; g++) {
				bound -= this.prices[g] * LowerBound.this.most[g];
			}
			return bound;
		}

		/// By group, how many more stand on the path than may; at the price 0 never below
		/// 0.
		int[] over() {
			int[] over = new int[this.prices.length];
			for (int t = 0, at = first(); t < this.rest.length; at = this.next[t++][at]) {
				if (at < LowerBound.this.members[t].length) {
					for (int group : LowerBound.this.members[t][at]) {
						over[group]++;
					}
				}
			}
			for (int g = 0; g < over.length; g++) {
				over[g] -= LowerBound.this.most[g];
				over[g] = (this.prices[g] == 0) ? Math.max(0, over[g]) : over[g];
			}
			return over;
		}

	}

	private enum Kind {

		RECORDING, ARTIST, ALBUM

	}

	/// @param most tracks of it in a playlist
	private record Group(Kind kind, int id, int most) {

	}

}
