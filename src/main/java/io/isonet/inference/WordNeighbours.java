package io.isonet.inference;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import org.jspecify.annotations.Nullable;

/// Which of a version's own words a word is near, by the cosine of the angle between their
/// vectors. Immutable.
final class WordNeighbours {

	/// Most numbers in all vectors, which are kept.
	private static final long MOST_NUMBERS = 2_000_000;

	/// Most products for one answer: each word takes as many as the vectors of the own
	/// words have numbers.
	private static final long MOST_PRODUCTS = 50_000_000;

	private static final int MOST_NEAREST = 3;

	private final float[][] vectors;

	private final double[] lengths;

	private final int own;

	/// @param vectors `[words][E]`, those of own words first; not copied
	/// @param own number of words, from id 0 on, among which to look
	WordNeighbours(float[][] vectors, int own) {
		this.vectors = vectors;
		this.own = own;
		this.lengths = new double[vectors.length];
		for (int id = 0; id < vectors.length; id++) {
			this.lengths[id] = Math.sqrt(product(vectors[id], vectors[id]));
		}
	}

	/// @param own number of words, from id 0 on, among which to look
	/// @return null where there are too many to look at
	static @Nullable WordNeighbours of(NetworkFiles network, int own) {
		long numbers = (long) network.config().vocabularySize() * network.config().embeddingSize();
		return (numbers <= MOST_NUMBERS) ? new WordNeighbours(network.vectors(), own) : null;
	}

	/// Whether one answer can have the nearest of so many words.
	boolean canLookFor(int words) {
		return (long) words * this.own * this.vectors[0].length <= MOST_PRODUCTS;
	}

	/// The three nearest other words, nearest first, equally near ones in the order of
	/// their ids; none for a word without a direction.
	List<Neighbour> nearest(int id) {
		List<Neighbour> nearest = new ArrayList<>();
		for (int other = 0; other < this.own && this.lengths[id] > 0; other++) {
			if (other != id && this.lengths[other] > 0) {
				double cosine = product(this.vectors[id], this.vectors[other])
						/ (this.lengths[id] * this.lengths[other]);
				if (nearest.size() < MOST_NEAREST || cosine > nearest.getLast().similarity()) {
					nearest.add(new Neighbour(other, Math.clamp(cosine, -1, 1)));
					nearest.sort(Comparator.comparingDouble(Neighbour::similarity).reversed());
					if (nearest.size() > MOST_NEAREST) {
						nearest.removeLast();
					}
				}
			}
		}
		return nearest;
	}

	private static double product(float[] a, float[] b) {
		double product = 0;
		for (int e = 0; e < a.length; e++) {
			product += (double) a[e] * b[e];
		}
		return product;
	}

	/// A word that is near.
	///
	/// @param id of the word
	/// @param similarity cosine, -1 to 1
	record Neighbour(int id, double similarity) {
	}

}
