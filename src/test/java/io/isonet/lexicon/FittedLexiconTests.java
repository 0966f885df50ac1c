package io.isonet.lexicon;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import io.isonet.dataset.Lexicon;
import io.isonet.dataset.LexiconCsvReader;
import io.isonet.dataset.MoodGroups;
import io.isonet.mood.MoodVocabulary;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

class FittedLexiconTests {

	private static final MoodGroups GROUPS = MoodGroups.load();

	private static final MoodVocabulary SIX = MoodVocabulary.of(List.of("a", "b", "c", "d", "e", "f"));

	/// `1 + 2 v` for a valence of -1 for the first three and 1 for the others.
	private static final float[][] VECTORS = { { -1 }, { -1 }, { -1 }, { 3 }, { 3 }, { 3 }, { 9 }, { 9 }, { 0 } };

	@Test
	void vectorIsThatOfTheRegression() {
		FittedLexicon fitted = FittedLexicon.fit(six(1, 0), GROUPS, SIX, VECTORS);
		assertThat(fitted.words()).containsExactly("new");
		assertThat(fitted.commonWords()).isEqualTo(6);
		// the weight is sum x y / (n + lambda) = 12 / 9; arousal is constant, and says
		// nothing
		assertThat(fitted.vectors()[0][0]).isCloseTo(1 + .5f * 12 / 9, within(1e-6f));
	}

	@Test
	void scaleOfTheNumbersCountsForNothing() {
		assertThat(FittedLexicon.fit(six(4, 5), GROUPS, SIX, VECTORS).vectors()[0][0])
			.isCloseTo(FittedLexicon.fit(six(1, 0), GROUPS, SIX, VECTORS).vectors()[0][0], within(1e-6f));
	}

	@Test
	void tooFewCommonWordsAreRefusedWithTheNumberThatIsNeeded() {
		Map<String, double[]> words = new LinkedHashMap<>(six(1, 0).words());
		words.remove("a");
		Lexicon five = new Lexicon(Lexicon.Kind.VALENCE_AROUSAL, List.of("valence", "arousal"), words);
		assertThatExceptionOfType(UnusableLexiconException.class)
			.isThrownBy(() -> FittedLexicon.fit(five, GROUPS, SIX, VECTORS))
			.withMessageContaining("5 words")
			.withMessageContaining("6 are needed");
	}

	@Test
	void wordOfAGroupHasTheMeanOfThoseThatTheModelKnows() {
		MoodVocabulary known = MoodVocabulary.of(List.of("calm", "odd", "serene"));
		float[][] vectors = { { 1, 0 }, { 7, 6 }, { 2, 3 }, { 9, 9 }, { 9, 9 }, { 0, 0 } };
		Map<String, double[]> words = new LinkedHashMap<>(Map.of("hushed", new double[] { 7 }));
		assertThat(group(words, known, vectors).vectors()[0]).containsExactly(1.5f, 1.5f);
		words.put("odd", new double[] { 7 });
		assertThat(group(words, known, vectors).vectors()[0]).as("as the lexicon says").containsExactly(10 / 3f, 3);
		words.put("furious", new double[] { 1 });
		assertThatExceptionOfType(UnusableLexiconException.class).isThrownBy(() -> group(words, known, vectors))
			.withMessageContaining("group 1");
	}

	/// The figures of docs/model.md for the lambda in use: made-up valence and arousal of
	/// the base's words, each told from the others' vectors; and each from those of other
	/// groups alone, as words of a group share their vector.
	@Test
	void wordsOfTheBaseAreToldFromTheOthersBetterThanByTheirMean() throws IOException {
		double ofWords = error((word) -> word);
		double ofGroups = error((word) -> String.valueOf(GROUPS.group(word).orElseThrow().number()));
		assertThat(ofWords).isCloseTo(.445, within(.001));
		assertThat(ofGroups).isCloseTo(.643, within(.001));
	}

	/// Squared error over that of the mean vector, where all words of a part are left out
	/// at once.
	private static double error(Function<String, String> part) throws IOException {
		Lexicon lexicon;
		try (InputStream csv = Files.newInputStream(Path.of("src/test/resources/lexicon/made-up.csv"))) {
			lexicon = new LexiconCsvReader(GROUPS, 100).read(csv, Optional.empty());
		}
		double error = 0;
		double mean = 0;
		for (String out : GROUPS.words().stream().map(part).distinct().toList()) {
			List<String> known = GROUPS.words()
				.stream()
				.filter((word) -> !part.apply(word).equals(out))
				.sorted()
				.toList();
			MoodVocabulary vocabulary = MoodVocabulary.of(known);
			float[][] vectors = new float[vocabulary.size()][];
			float[] sum = new float[11];
			for (int id = 0; id < vectors.length; id++) {
				vectors[id] = vector((id < known.size()) ? known.get(id) : "");
				for (int e = 0; e < sum.length; e++) {
					sum[e] += vectors[id][e] / known.size();
				}
			}
			FittedLexicon fitted = FittedLexicon.fit(lexicon, GROUPS, vocabulary, vectors);
			for (String word : GROUPS.words()) {
				if (part.apply(word).equals(out)) {
					error += distance(fitted.vectors()[fitted.words().indexOf(word)], vector(word));
					mean += distance(sum, vector(word));
				}
			}
		}
		return error / mean;
	}

	/// What the base has for a word.
	private static float[] vector(String word) {
		double[] standard = GROUPS.standardVector(word);
		float[] vector = new float[standard.length];
		for (int e = 0; e < vector.length; e++) {
			vector[e] = (float) standard[e];
		}
		return vector;
	}

	private static double distance(float[] one, float[] other) {
		double squares = 0;
		for (int e = 0; e < one.length; e++) {
			squares += Math.pow(one[e] - other[e], 2);
		}
		return squares;
	}

	private static FittedLexicon group(Map<String, double[]> words, MoodVocabulary known, float[][] vectors) {
		return FittedLexicon.fit(new Lexicon(Lexicon.Kind.GROUP, List.of("group"), words), GROUPS, known, vectors);
	}

	private static Lexicon six(double scale, double shift) {
		Map<String, double[]> words = new LinkedHashMap<>();
		for (String word : List.of("a", "b", "c", "d", "e", "f")) {
			words.put(word, new double[] { scale * ((word.compareTo("d") < 0) ? -1 : 1) + shift, .2 });
		}
		words.put("new", new double[] { scale * .5 + shift, .7 });
		return new Lexicon(Lexicon.Kind.VALENCE_AROUSAL, List.of("valence", "arousal"), words);
	}

}
