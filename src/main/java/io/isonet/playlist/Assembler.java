package io.isonet.playlist;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;

/// Finds the playlist that costs least under the rules: a beam search from the first position to the last, guided by what
/// the rest costs at least, then [exchanges][Exchange] of two or three tracks at a time, and a [bound][LowerBound] below which no playlist
/// can be. Deterministic. Immutable, for any number of threads.
final class Assembler {

	/// Playlists in the making that a position keeps.
	private static final int BEAM = 100;

	private static final int WIDEST_BEAM = 6_400;

	/// The best playlist that was found.
	/// @return empty where the rules let none be made of the candidates, as far as the
	/// search saw
	Optional<Assembled> assemble(AssemblyProblem problem) {
		LowerBound bound = new LowerBound(problem);
		double[][] rest = bound.rest();
		for (int beam = BEAM; beam <= WIDEST_BEAM; beam *= 4) {
			Optional<int[]> found = search(problem, rest, beam);
			if (found.isPresent()) {
				int[] best = new Exchange(problem, found.get()).improve();
				double cost = problem.cost(best);
				return Optional.of(new Assembled(best, cost, Math.min(cost, bound.raise(cost))));
			}
		}
		return Optional.empty();
	}

	private static Optional<int[]> search(AssemblyProblem problem, double[][] rest, int beam) {
		List<Partial> level = List.of(Partial.EMPTY);
		for (int t = 0; t < problem.length(); t++) {
			PriorityQueue<Partial> best = new PriorityQueue<>(Comparator.comparingDouble(Partial::expected).reversed());
			for (Partial partial : level) {
				extend(problem, rest, partial, t, best, beam);
			}
			level = best.stream().sorted(Comparator.comparingDouble(Partial::expected)).toList();
		}
		return level.stream().findFirst().map((partial) -> partial.choice(problem.length()));
	}

	private static void extend(AssemblyProblem problem, double[][] rest, Partial partial, int position,
			PriorityQueue<Partial> best, int beam) {
		Lineup lineup = partial.lineup(problem, position);
		AssemblyProblem.Slate slate = problem.positions().get(position);
		for (int c = 0; c < slate.size(); c++) {
			double cost = partial.cost() + slate.costs()[c];
			if (position > 0) {
				cost += problem.transitions()[position - 1][partial.candidate()][c];
			}
			double expected = cost + rest[position][c];
			boolean full = best.size() == beam;
			if ((!full || expected < best.element().expected()) && Double.isFinite(expected)
					&& lineup.allows(position, c)) {
				if (full) {
					best.remove();
				}
				best.add(new Partial(partial, c, cost, expected));
			}
		}
	}

	/// A playlist.
	///
	/// @param choice index of a candidate for each position
	/// @param cost what it costs
	/// @param bound what any playlist costs at least, `cost` at most
	record Assembled(int[] choice, double cost, double bound) {

		/// How much cheaper another could be at most, as a share of the cost.
		double gap() {
			return (this.cost == 0) ? 0 : (this.cost - this.bound) / this.cost;
		}

	}

	/// The first tracks of a playlist: those before, and one more.
	///
	/// @param expected what the whole costs at least
	private record Partial(Partial before, int candidate, double cost, double expected) {

		@SuppressWarnings("NullAway") // nothing stands before nothing, and nobody asks
		static final Partial EMPTY = new Partial(null, -1, 0, 0);

		int[] choice(int length) {
			int[] choice = new int[length];
			Partial at = this;
			for (int t = length - 1; t >= 0; t--) {
				choice[t] = at.candidate;
				at = at.before;
			}
			return choice;
		}

		Lineup lineup(AssemblyProblem problem, int length) {
			Lineup lineup = new Lineup(problem);
			int[] choice = choice(length);
			for (int t = 0; t < length; t++) {
				lineup.put(t, choice[t]);
			}
			return lineup;
		}

	}

}
