package io.isonet.training;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.isonet.audio.AudioFeature;
import io.isonet.audio.FeatureScaler;
import io.isonet.audio.FeatureSchema;
import io.isonet.network.ComputeTarget;
import io.isonet.network.EngineName;
import io.isonet.network.IsoNetConfig;
import io.isonet.network.IsoNetLoss;
import io.isonet.network.IsoNetTrainer;
import io.isonet.network.JourneyBatch;
import io.isonet.network.Optimizer;
import io.isonet.network.TrainerOptions;
import io.isonet.network.TrainerState;
import io.isonet.network.Weights;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

class TrainingMemoryTests {

	private static final long GIGABYTE = 1L << 30;

	@Test
	void theFusedEngineLeavesHalfOfTheHeap() {
		assertThat(TrainingMemory.allowed(EngineName.FUSED, 4 * GIGABYTE, 2 * GIGABYTE)).isEqualTo(GIGABYTE);
		assertThat(TrainingMemory.allowed(EngineName.FUSED, GIGABYTE, 8 * GIGABYTE)).isEqualTo(GIGABYTE);
		assertThat(TrainingMemory.allowed(EngineName.FUSED, 64 * GIGABYTE, 64 * GIGABYTE)).isEqualTo(8 * GIGABYTE);
		assertThat(TrainingMemory.allowed(EngineName.DJL, 4 * GIGABYTE, GIGABYTE)).isEqualTo(4 * GIGABYTE);
	}

	/// The network, the journeys of a batch, their tracks, and the dropout.
	static Stream<Case> cases() {
		return Stream.of(new Case(IsoNetConfig.notebook(32), 1, 1, 0), new Case(IsoNetConfig.notebook(32), 16, 500, 0),
				new Case(IsoNetConfig.notebook(32), 16, 500, .5), new Case(config(40, 1024, 1024, 1, 5, 5), 16, 1, 0),
				new Case(config(40, 1024, 1, 1, 5, 5), 40, 1, .5), new Case(config(40, 1, 1024, 1, 5, 5), 40, 1, 0),
				new Case(config(4, 1, 1, 1024, 1, 1), 3, 40, .5), new Case(config(4, 1, 1, 1024, 1, 1), 40, 1, 0),
				new Case(config(300, 3, 5, 7, 16, 16), 33, 1, 0), new Case(config(300, 3, 5, 7, 16, 16), 33, 20, .5),
				new Case(config(4, 9, 17, 33, 16, 16), 33, 2, .1), new Case(config(500, 256, 256, 256, 5, 5), 1, 1, 0),
				new Case(config(9_000, 1, 1, 1, 1, 1), 1, 1, 0), new Case(manyFeatures(), 50, 30, 0));
	}

	@ParameterizedTest
	@MethodSource("cases")
	void theFusedEngineTakesNoMoreThanTheEstimateAndNotMuchLess(Case one) {
		TrainerOptions options = new TrainerOptions(IsoNetLoss.PER_PLAYLIST, Optimizer.Adam.DEFAULT, 0, 0,
				one.dropout(), Set.of(), 1);
		TrainerState initial = TrainerState.initial(Weights.random(one.config(), 1));
		try (IsoNetTrainer trainer = IsoNetTrainer.create(one.config(), initial, options, ComputeTarget.fused(2))) {
			JourneyBatch batch = one.batch();
			double[][][] targets = one.targets();
			trainer.step(batch.part(0, (batch.size() + 1) / 2), targets, .01);
			trainer.step(batch, targets, .01);
			trainer.loss(batch, targets);
			double[] mask = (one.dropout() > 0) ? new double[one.journeys() * one.tracks() * one.config().hiddenSize()]
					: new double[0];
			long taken = HeldArrays.bytes(initial, trainer, trainer.state(), batch, targets, mask);
			long estimate = TrainingMemory
				.of(one.config(), EngineName.FUSED, one.journeys(), one.tracks(), one.dropout() > 0, false)
				.bytes();
			assertThat(estimate).isBetween(taken, 3 * taken);
		}
	}

	@Test
	void wordsOfManyShortPlaylistsCount() {
		TrainingMemory memory = TrainingMemory.of(config(40, 1024, 1024, 1, 5, 5), EngineName.FUSED, 1024, 1, false,
				false);
		assertThat(memory.step()).isGreaterThan(800L << 20);
	}

	@Test
	void withDjlItGrowsWithTheBatchAndTheLength() {
		IsoNetConfig config = IsoNetConfig.notebook(32);
		TrainingMemory one = TrainingMemory.of(config, EngineName.DJL, 1, 10, false, false);
		assertThat(TrainingMemory.of(config, EngineName.DJL, 4, 30, false, false).step()).isEqualTo(12 * one.step());
		assertThat(one.weights()).isEqualTo(8 * 4 * config.parameterCount());
	}

	private static IsoNetConfig config(int vocabulary, int embedding, int attention, int hidden, int states,
			int words) {
		return config(vocabulary, embedding, attention, hidden, states, words, FeatureSchema.ELEVEN);
	}

	private static IsoNetConfig config(int vocabulary, int embedding, int attention, int hidden, int states, int words,
			FeatureSchema schema) {
		return new IsoNetConfig(vocabulary, embedding, attention, hidden, states, words, true,
				IsoNetConfig.Pace.STANDARD, true, IsoNetConfig.InitialHidden.TANH, IsoNetConfig.Outputs.STANDARD,
				schema, FeatureScaler.identity(schema.size()));
	}

	private static IsoNetConfig manyFeatures() {
		List<AudioFeature> features = IntStream.range(0, 64)
			.mapToObj((f) -> new AudioFeature("feature" + f, "", 0, 1))
			.toList();
		return config(5, 1, 1, 1, 1, 2, new FeatureSchema(features));
	}

	record Case(IsoNetConfig config, int journeys, int tracks, double dropout) {

		/// As many different words in each journey as there can be.
		JourneyBatch batch() {
			int[] tokens = IntStream.range(0, this.config.slots())
				.map((s) -> s % this.config.vocabularySize())
				.toArray();
			int[][] all = new int[this.journeys][];
			Arrays.setAll(all, (b) -> tokens.clone());
			int[] lengths = new int[this.journeys];
			Arrays.fill(lengths, this.tracks);
			return new JourneyBatch(all, lengths);
		}

		double[][][] targets() {
			return new double[this.journeys][this.tracks][this.config.features()];
		}

	}

}
