package io.isonet.lexicon;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.isonet.dataset.Lexicon;
import io.isonet.dataset.MoodGroup;
import io.isonet.dataset.MoodGroups;
import io.isonet.evaluation.RidgeRegression;
import io.isonet.mood.MoodState;
import io.isonet.mood.MoodVocabulary;

/// The words of a lexicon that a model lacks, with vectors that follow from those of the
/// words that both know. Immutable.
///
/// - **Valence and arousal, features**: with `x` the lexicon's numbers, standardised over
///   the `n` words that both know, `e = (1, x) W`, where `W` minimises `sum_n |e_n - (1, x_n)
///   W|^2 + 3 |W without row 0|^2`. Two common words for each number and for the constant
///   are needed.
/// - **Group**: the mean vector of the words of the group that the model knows, one or more;
///   which these are say the lexicon and, for words that it lacks, the mood groups.
///
/// @param words in the order of the lexicon
/// @param vectors `[words][E]`; not copied
/// @param groups number of each word's group, 0 where the lexicon has none; not copied
/// @param commonWords how many words both know
public record FittedLexicon(List<String> words, float[][] vectors, int[] groups, int commonWords) {

	/// What keeps the weights small, as a number of words: of .3 to 30 as good as any
	/// where words of the base are told from the others, see docs/model.md.
	static final double LAMBDA = 3;

	/// Most numbers in the vectors that a lexicon adds to one model: 64 MiB.
	private static final long MOST_NUMBERS = 16L << 20;

	public FittedLexicon {
		words = List.copyOf(words);
	}

	/// Fits a lexicon to a model.
	/// @param vocabulary the model's words
	/// @param vectors `[V][E]` of its words, by their ids
	/// @throws UnusableLexiconException where both know too few words, or they are more
	/// together than a model can have
	public static FittedLexicon fit(Lexicon lexicon, MoodGroups groups, MoodVocabulary vocabulary, float[][] vectors) {
		check(lexicon, vocabulary, vectors[0].length);
		return switch (lexicon.kind()) {
			case VALENCE_AROUSAL, FEATURES -> byRegression(lexicon, vocabulary, vectors);
			case GROUP -> byGroup(lexicon, groups, vocabulary, vectors);
		};
	}

	private static void check(Lexicon lexicon, MoodVocabulary vocabulary, int embeddingSize) {
		long more = lexicon.words().keySet().stream().filter((word) -> !vocabulary.contains(word)).count();
		long most = Math.min(MoodVocabulary.MAX_WORDS - vocabulary.size(), MOST_NUMBERS / embeddingSize);
		if (more > most) {
			throw new UnusableLexiconException("The lexicon has " + more + " words that the model does not know; "
					+ most + " can be added to this one.");
		}
	}

	private static FittedLexicon byRegression(Lexicon lexicon, MoodVocabulary vocabulary, float[][] vectors) {
		Map<String, double[]> common = new LinkedHashMap<>();
		lexicon.words().forEach((word, numbers) -> {
			if (vocabulary.contains(word)) {
				common.put(word, numbers);
			}
		});
		int columns = lexicon.columns().size();
		int needed = 2 * (columns + 1);
		if (common.size() < needed) {
			throw new UnusableLexiconException("The lexicon has " + common.size() + " words that the model knows, and "
					+ needed + " are needed to tell vectors from " + String.join(", ", lexicon.columns())
					+ "; GET /api/v1/moods lists the words.");
		}
		double[] mean = new double[columns];
		double[] deviation = new double[columns];
		measure(common, mean, deviation);
		RidgeRegression regression = new RidgeRegression(columns + 1, vectors[0].length, LAMBDA);
		common.forEach((word, numbers) -> regression.add(inputs(numbers, mean, deviation),
				doubles(vectors[vocabulary.id(word).orElseThrow()]), 1));
		double[][] weights = regression.solve();
		Collector collector = new Collector(common.size());
		lexicon.words().forEach((word, numbers) -> {
			if (!vocabulary.contains(word)) {
				collector.add(word, RidgeRegression.apply(inputs(numbers, mean, deviation), weights), 0);
			}
		});
		return collector.fitted();
	}

	/// A column that never varies gets deviation 1, so that it says nothing.
	private static void measure(Map<String, double[]> words, double[] mean, double[] deviation) {
		for (int i = 0; i < mean.length; i++) {
			int column = i;
			mean[i] = words.values().stream().mapToDouble((numbers) -> numbers[column]).average().orElse(0);
			double squares = words.values()
				.stream()
				.mapToDouble((numbers) -> Math.pow(numbers[column] - mean[column], 2))
				.average()
				.orElse(0);
			double spread = Math.sqrt(squares);
			deviation[i] = (spread > 1e-12 * Math.max(1, Math.abs(mean[i]))) ? spread : 1;
		}
	}

	private static Map<Integer, Double> inputs(double[] numbers, double[] mean, double[] deviation) {
		Map<Integer, Double> inputs = HashMap.newHashMap(numbers.length + 1);
		inputs.put(0, 1.0);
		for (int i = 0; i < numbers.length; i++) {
			inputs.put(i + 1, (numbers[i] - mean[i]) / deviation[i]);
		}
		return inputs;
	}

	private static FittedLexicon byGroup(Lexicon lexicon, MoodGroups groups, MoodVocabulary vocabulary,
			float[][] vectors) {
		Map<Integer, List<float[]>> members = new HashMap<>();
		int common = 0;
		for (String word : vocabulary.moods()) {
			double[] listed = lexicon.words().get(MoodState.normalise(word));
			common += (listed != null) ? 1 : 0;
			int group = (listed != null) ? (int) listed[0] : groups.group(word).map(MoodGroup::number).orElse(0);
			members.computeIfAbsent(group, (number) -> new ArrayList<>())
				.add(vectors[vocabulary.id(word).orElseThrow()]);
		}
		Map<Integer, double[]> means = new HashMap<>();
		members.forEach((group, known) -> means.put(group, mean(known)));
		Collector collector = new Collector(common);
		lexicon.words().forEach((word, listed) -> {
			if (!vocabulary.contains(word)) {
				int group = (int) listed[0];
				double[] mean = means.get(group);
				if (mean == null) {
					throw new UnusableLexiconException("The model knows no word of group " + group
							+ ", and one is needed to tell vectors of that group, such as that of '" + word + "'.");
				}
				collector.add(word, mean, group);
			}
		});
		return collector.fitted();
	}

	private static double[] mean(List<float[]> vectors) {
		double[] mean = new double[vectors.getFirst().length];
		for (float[] vector : vectors) {
			for (int e = 0; e < mean.length; e++) {
				mean[e] += (double) vector[e] / vectors.size();
			}
		}
		return mean;
	}

	private static double[] doubles(float[] values) {
		double[] doubles = new double[values.length];
		for (int i = 0; i < values.length; i++) {
			doubles[i] = values[i];
		}
		return doubles;
	}

	private static final class Collector {

		private final int commonWords;

		private final List<String> words = new ArrayList<>();

		private final List<float[]> vectors = new ArrayList<>();

		private final List<Integer> groups = new ArrayList<>();

		Collector(int commonWords) {
			this.commonWords = commonWords;
		}

		void add(String word, double[] vector, int group) {
			float[] values = new float[vector.length];
			for (int e = 0; e < values.length; e++) {
				values[e] = (float) vector[e];
				if (!Float.isFinite(values[e])) {
					throw new UnusableLexiconException("The numbers of '" + word
							+ "' are so far from those of the words that the model knows that no vector follows.");
				}
			}
			this.words.add(word);
			this.vectors.add(values);
			this.groups.add(group);
		}

		FittedLexicon fitted() {
			return new FittedLexicon(this.words, this.vectors.toArray(float[][]::new),
					this.groups.stream().mapToInt(Integer::intValue).toArray(), this.commonWords);
		}

	}

}
