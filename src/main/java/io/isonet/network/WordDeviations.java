package io.isonet.network;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// How far the tracks of a mood word lie apart, as a share of how far all tracks do: 1 is
/// as far as all. Immutable.
///
/// @param features `F`, number of features
/// @param words `[F]` by word in the form that [io.isonet.mood.MoodState] gives it, each
/// above 0 and at most 1,000; words that are not among them have 1
public record WordDeviations(int features, Map<String, double[]> words) {

	private static final double LARGEST = 1000;

	public WordDeviations {
		Map<String, double[]> copies = LinkedHashMap.newLinkedHashMap(words.size());
		words.forEach((word, deviations) -> copies.put(word, checked(word, deviations, features)));
		words = Collections.unmodifiableMap(copies);
	}

	/// The deviations of a journey, `sqrt(sum_s w_s(g(u)) r_s^2)`: `r_s` is the mean over
	/// the words of state `s`, `w` the weights of [Pacing], `g` the pace.
	/// @param states words of each state
	/// @param length number of tracks `T`
	/// @return `[T][F]`
	public double[][] along(List<List<String>> states, PaceCurve pace, int length) {
		double[][] squares = new double[states.size()][];
		for (int s = 0; s < squares.length; s++) {
			squares[s] = squares(states.get(s));
		}
		double[][] deviations = new double[length][this.features];
		for (int t = 0; t < length; t++) {
			double u = pace.at(Pacing.position(t, length));
			for (int s = 0; s < squares.length; s++) {
				double weight = Pacing.weight(s, squares.length, u);
				for (int f = 0; f < this.features; f++) {
					deviations[t][f] += weight * squares[s][f];
				}
			}
			for (int f = 0; f < this.features; f++) {
				deviations[t][f] = Math.sqrt(deviations[t][f]);
			}
		}
		return deviations;
	}

	/// `r_s^2`, `[F]`.
	private double[] squares(List<String> state) {
		double[] squares = new double[this.features];
		for (String word : state) {
			double[] known = this.words.get(word);
			for (int f = 0; f < squares.length; f++) {
				squares[f] += ((known != null) ? known[f] : 1) / state.size();
			}
		}
		for (int f = 0; f < squares.length; f++) {
			squares[f] *= squares[f];
		}
		return squares;
	}

	private static double[] checked(String word, double[] deviations, int features) {
		if (deviations.length != features) {
			throw new InvalidModelException("the word '" + word + "' has " + deviations.length
					+ " deviations, there are " + features + " features");
		}
		if (!Arrays.stream(deviations).allMatch((value) -> value > 0 && value <= LARGEST)) {
			throw new InvalidModelException(
					"the word '" + word + "' has a deviation that is not above 0 and at most 1000");
		}
		return deviations.clone();
	}

}
