package io.isonet.training;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import io.isonet.audio.FeatureSchema;
import io.isonet.mood.MoodVocabulary;
import io.isonet.network.Anchors;
import io.isonet.network.IsoNetConfig;
import io.isonet.network.Weights;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class BaseTests {

	private static final String CSV = """
			playlist,position,moods,energy,warmth
			a,0,dim to bright,0.1,1
			a,1,dim to bright,0.5,2
			a,2,dim to bright,0.9,3
			b,0,dim,0.2,1
			b,1,dim,0.2,1
			c,0,bright,0.8,3
			c,1,bright,0.9,3
			""";

	private static final String TWO_FEATURES = """
			{"epochs": 1, "learningRate": 1e-8,
			 "features": [{"name": "energy", "min": 0, "max": 1}, {"name": "warmth", "min": 0, "max": 9}]%s}""";

	@Test
	void itFitsItsOwnNetworkAndNoOther() {
		Base base = Base.shipped();
		assertThat(base.fits(settings("{}"))).isTrue();
		assertThat(base.fits(settings("{\"epochs\": 7, \"batchSize\": 3}"))).isTrue();
		for (String other : List.of("\"hiddenSize\": 31", "\"maxStates\": 4", "\"pace\": \"none\"",
				"\"scaling\": \"natural\"", "\"features\": [{\"name\": \"energy\", \"min\": 0, \"max\": 1}]")) {
			assertThat(base.fits(settings("{" + other + "}"))).as(other).isFalse();
		}
	}

	@Test
	void wordsKeepTheirVectorsUnderOtherIds() {
		Base base = Base.shipped();
		MoodVocabulary shipped = MoodVocabulary.of(List.of("sad", "happy", "calm"));
		Weights three = base.weights(MoodVocabulary.of(List.of("calm", "happy", "sad", "zany")));
		Weights two = base.weights(shipped);
		assertThat(vector(three, 2)).isEqualTo(vector(two, shipped.id("sad").orElseThrow()));
		assertThat(vector(three, 2)).isNotEqualTo(vector(three, 1));
		// a word that it does not know sounds like the average track
		assertThat(vector(three, 3)).containsOnly(0);
		assertThat(Base.newWords(FeatureSchema.ELEVEN, MoodVocabulary.of(List.of("calm", "zany"))))
			.containsExactly("zany");
		assertThat(three.tensor("fc.weight")).isEqualTo(two.tensor("fc.weight"));
	}

	@Test
	void anchorsFadeWithTheNumberOfPlaylists() {
		MoodVocabulary vocabulary = MoodVocabulary.of(List.of("sad", "zany"));
		TrainingSettings settings = settings("{}");
		Base base = Base.shipped();
		IsoNetConfig config = settings.config(vocabulary.size(), Base.scaler(FeatureSchema.ELEVEN).orElseThrow());
		Weights weights = base.weights(vocabulary);
		Anchors few = Base.anchors(config, weights, vocabulary, 7, 30, 20);
		Anchors many = Base.anchors(config, weights, vocabulary, 7, 30, 2000);
		Offset<Double> rounding = Offset.offset(1e-8);
		assertThat(strength(few, "fc.bias")).isCloseTo(30d / 11 / 20, rounding);
		assertThat(strength(many, "fc.bias")).isCloseTo(30d / 11 / 2000 * Math.pow(.01, .75), rounding);
		assertThat(strength(few, "embedding.weight")).isCloseTo(7d / 11 / 20, rounding);
		int unknown = vocabulary.id("zany").orElseThrow() * 11;
		assertThat(few.strengths().get("embedding.weight").doubles()[unknown]).isCloseTo(.56 / 11 / 20, rounding);
	}

	@Test
	void theDefaultBeginsWithTheBaseAndStaysNearIt() {
		TrainedModel trained = ExampleRun.of("{\"epochs\": 150}").run(ExampleRun.silent());
		Weights base = Base.shipped().weights(trained.vocabulary());
		assertThat(trained.origin().start()).isEqualTo(Start.BASE);
		assertThat(trained.origin().base()).isEqualTo(Base.shipped().sha256());
		assertThat(distance(trained.weights(), base)).isBetween(1e-3, .2);
		TrainedModel free = ExampleRun.of("{\"epochs\": 150, \"wordAnchor\": 0, \"weightAnchor\": 0}")
			.run(ExampleRun.silent());
		assertThat(distance(free.weights(), base)).isGreaterThan(2 * distance(trained.weights(), base));
		assertThat(free.epochs().getLast().trainLoss()).isLessThan(trained.epochs().getLast().trainLoss());
	}

	@Test
	void otherFeaturesGetABaseOfTheirOwn() {
		// the wide network holds the words' vectors as they are, the narrow one learns
		// its own
		for (String size : List.of("", ", \"embeddingSize\": 1")) {
			TrainedModel base = ExampleRun.of(CSV.getBytes(StandardCharsets.UTF_8), TWO_FEATURES.formatted(size))
				.run(ExampleRun.silent());
			assertThat(base.origin()).isEqualTo(new Origin(Start.BASE, null, List.of()));
			// one step at a rate of nothing: what is left is what the base knows
			TrainedModel nothing = ExampleRun
				.of(CSV.getBytes(StandardCharsets.UTF_8), TWO_FEATURES.formatted(size + ", \"start\": \"random\""))
				.run(ExampleRun.silent());
			assertThat(base.epochs().getFirst().trainLoss()).isLessThan(.6 * nothing.epochs().getFirst().trainLoss());
		}
	}

	@Test
	void aBaseOfItsOwnKnowsWordsHoweverTheVocabularyWritesThem() {
		MoodVocabulary capitals = MoodVocabulary.of(List.of("Dim", "BRIGHT"));
		TrainedModel trained = ExampleRun
			.of(CSV.getBytes(StandardCharsets.UTF_8), TWO_FEATURES.formatted(""), Optional.of(capitals))
			.run(ExampleRun.silent());
		TrainedModel plain = ExampleRun.of(CSV.getBytes(StandardCharsets.UTF_8), TWO_FEATURES.formatted(""))
			.run(ExampleRun.silent());
		assertThat(trained.vocabulary().moods()).contains("Dim", "BRIGHT");
		assertThat(trained.epochs().getFirst().trainLoss()).isCloseTo(plain.epochs().getFirst().trainLoss(),
				Offset.offset(.05));
	}

	@Test
	void aBaseOfItsOwnCanBeStopped() {
		int[] asked = new int[1];
		assertThatExceptionOfType(TrainingStoppedException.class)
			.isThrownBy(() -> ExampleRun.of("{\"hiddenSize\": 8}").run(new ForwardingProgress(() -> {
				if (++asked[0] == 7) {
					throw new TrainingStoppedException();
				}
			})));
		assertThat(asked[0]).isEqualTo(7);
	}

	private static TrainingSettings settings(String json) {
		return SettingsReader.read(JsonMapper.shared(), json.getBytes(StandardCharsets.UTF_8));
	}

	private static double strength(Anchors anchors, String name) {
		return anchors.strengths().get(name).doubles()[0];
	}

	private static float[] vector(Weights weights, int row) {
		return Arrays.copyOfRange(weights.tensor("embedding.weight").floats(), 11 * row, 11 * row + 11);
	}

	private static double distance(Weights one, Weights other) {
		double squares = 0;
		for (String name : one.tensors().keySet()) {
			double[] a = one.tensor(name).doubles();
			double[] b = other.tensor(name).doubles();
			for (int i = 0; i < a.length; i++) {
				squares += (a[i] - b[i]) * (a[i] - b[i]);
			}
		}
		return Math.sqrt(squares);
	}

	/// Asks before each step of a base.
	private record ForwardingProgress(Runnable beforeBaseStep) implements TrainingProgress {

		@Override
		public void check() {
			this.beforeBaseStep.run();
		}

		@Override
		public void beforeStep(Supplier<Checkpoint> checkpoint) {
			throw new AssertionError("the base came to its end");
		}

		@Override
		public void afterEpoch(EpochFigures figures, Supplier<Checkpoint> checkpoint) {
			throw new AssertionError("the base came to its end");
		}

	}

}
