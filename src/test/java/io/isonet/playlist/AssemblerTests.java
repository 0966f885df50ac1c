package io.isonet.playlist;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class AssemblerTests {

	private final Assembler assembler = new Assembler();

	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 })
	void findsWhatTryingEverythingFinds(long seed) {
		AssemblyProblem problem = random(seed, 5, 9, 20, 6, new AssemblyProblem.Rules(2, 2, 1));
		double least = least(problem);
		Optional<Assembler.Assembled> found = this.assembler.assemble(problem);
		if (Double.isInfinite(least)) {
			assertThat(found).isEmpty();
			return;
		}
		assertThat(found).isPresent();
		assertThat(found.get().cost()).isCloseTo(least, within(1e-9));
		assertThat(problem.cost(found.get().choice())).isEqualTo(found.get().cost());
		assertThat(found.get().bound()).isLessThanOrEqualTo(least + 1e-9).isGreaterThan(.7 * least);
		assertThat(isValid(problem, found.get().choice())).isTrue();
	}

	@Test
	void isFarCheaperThanTakingTheNearestEachTime() {
		AssemblyProblem problem = random(77, 20, 60, 300, 40, new AssemblyProblem.Rules(1, 1, 3));
		Assembler.Assembled found = this.assembler.assemble(problem).orElseThrow();
		assertThat(found.cost()).isLessThan(.9 * greedy(problem));
		assertThat(found.gap()).isBetween(0., .1);
		assertThat(isValid(problem, found.choice())).isTrue();
	}

	@Test
	void boundsWhatOtherTracksCouldDo() {
		AssemblyProblem problem = random(5, 4, 3, 12, 12, AssemblyProblem.Rules.NONE);
		double bound = this.assembler.assemble(problem).orElseThrow().bound();
		List<AssemblyProblem.Slate> open = problem.positions()
			.stream()
			.map((slate) -> new AssemblyProblem.Slate(slate.tracks(), slate.costs(), 0))
			.toList();
		AssemblyProblem cheaperOutside = new AssemblyProblem(open, problem.transitions(), problem.rules());
		assertThat(this.assembler.assemble(cheaperOutside).orElseThrow().bound()).isZero();
		assertThat(bound).isPositive();
	}

	@Test
	void findsNothingWhereTheRulesLeaveNothing() {
		AssemblyProblem problem = random(3, 4, 5, 20, 1, new AssemblyProblem.Rules(2, 4, 0));
		assertThat(this.assembler.assemble(problem)).isEmpty();
	}

	@Test
	void givesTheSameEachTime() {
		AssemblyProblem problem = random(8, 12, 40, 100, 10, new AssemblyProblem.Rules(2, 2, 2));
		assertThat(this.assembler.assemble(problem).orElseThrow().choice())
			.isEqualTo(new Assembler().assemble(problem).orElseThrow().choice());
	}

	private static boolean isValid(AssemblyProblem problem, int[] choice) {
		Lineup lineup = new Lineup(problem);
		for (int t = 0; t < choice.length; t++) {
			lineup.put(t, choice[t]);
		}
		return lineup.isValid();
	}

	private static double greedy(AssemblyProblem problem) {
		Lineup lineup = new Lineup(problem);
		int[] choice = new int[problem.length()];
		for (int t = 0; t < choice.length; t++) {
			int best = -1;
			double least = Double.POSITIVE_INFINITY;
			for (int c = 0; c < problem.positions().get(t).size(); c++) {
				double cost = problem.positions().get(t).costs()[c];
				cost += (t > 0) ? problem.transitions()[t - 1][choice[t - 1]][c] : 0;
				if (cost < least && lineup.allows(t, c)) {
					least = cost;
					best = c;
				}
			}
			choice[t] = best;
			lineup.put(t, best);
		}
		return problem.cost(choice);
	}

	/// Infinite where the rules let nothing stand.
	private static double least(AssemblyProblem problem) {
		return least(problem, new Lineup(problem), 0, new int[problem.length()]);
	}

	private static double least(AssemblyProblem problem, Lineup lineup, int position, int[] choice) {
		if (position == problem.length()) {
			return problem.cost(choice);
		}
		double least = Double.POSITIVE_INFINITY;
		for (int c = 0; c < problem.positions().get(position).size(); c++) {
			if (lineup.allows(position, c)) {
				lineup.put(position, c);
				choice[position] = c;
				least = Math.min(least, least(problem, lineup, position + 1, choice));
				lineup.clear(position);
			}
		}
		return least;
	}

	/// Tracks at random, the cheapest of which are the candidates of a position.
	private static AssemblyProblem random(long seed, int length, int candidates, int tracks, int artists,
			AssemblyProblem.Rules rules) {
		Random random = new Random(seed);
		double[][] points = new double[tracks][];
		AssemblyProblem.Candidate[] all = new AssemblyProblem.Candidate[tracks];
		for (int i = 0; i < tracks; i++) {
			points[i] = random.doubles(2).toArray();
			all[i] = new AssemblyProblem.Candidate(i, i - i % 7 / 6, new int[] { random.nextInt(artists) },
					random.nextInt(3 * artists));
		}
		List<AssemblyProblem.Slate> slates = new ArrayList<>();
		int[][] indices = new int[length][];
		for (int t = 0; t < length; t++) {
			double target = (t + .5) / length;
			double[] costs = new double[tracks];
			Integer[] order = new Integer[tracks];
			for (int i = 0; i < tracks; i++) {
				costs[i] = Math.pow(points[i][0] - target, 2);
				order[i] = i;
			}
			Arrays.sort(order, (a, b) -> Double.compare(costs[a], costs[b]));
			indices[t] = Arrays.stream(order).limit(candidates).mapToInt((i) -> i).toArray();
			slates.add(new AssemblyProblem.Slate(
					Arrays.stream(indices[t]).mapToObj((i) -> all[i]).toArray(AssemblyProblem.Candidate[]::new),
					Arrays.stream(indices[t]).mapToDouble((i) -> costs[i]).toArray(),
					costs[order[Math.min(candidates, tracks - 1)]]));
		}
		double[][][] transitions = new double[length - 1][candidates][candidates];
		for (int t = 0; t + 1 < length; t++) {
			for (int a = 0; a < candidates; a++) {
				for (int b = 0; b < candidates; b++) {
					transitions[t][a][b] = .3 * Math.pow(points[indices[t][a]][1] - points[indices[t + 1][b]][1], 2);
				}
			}
		}
		return new AssemblyProblem(slates, transitions, rules);
	}

}
